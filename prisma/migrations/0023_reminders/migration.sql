-- AlterTable
ALTER TABLE "account" ADD COLUMN     "email" TEXT,
ADD COLUMN     "language" TEXT;

-- CreateTable
CREATE TABLE "reminder" (
    "id" UUID NOT NULL,
    "round_id" UUID NOT NULL,
    "department_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "due_on" DATE NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reminder_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reminder_mail" (
    "id" UUID NOT NULL,
    "reminder_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "tries" INTEGER NOT NULL DEFAULT 0,
    "next_try_at" TIMESTAMPTZ(3) NOT NULL,
    "problem" TEXT,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "reminder_mail_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "reminder_department_id_idx" ON "reminder"("department_id");

-- CreateIndex
CREATE UNIQUE INDEX "reminder_round_id_department_id_kind_day_key" ON "reminder"("round_id", "department_id", "kind", "day");

-- CreateIndex
CREATE INDEX "reminder_mail_state_next_try_at_idx" ON "reminder_mail"("state", "next_try_at");

-- CreateIndex
CREATE INDEX "reminder_mail_account_id_idx" ON "reminder_mail"("account_id");

-- CreateIndex
CREATE UNIQUE INDEX "reminder_mail_reminder_id_account_id_key" ON "reminder_mail"("reminder_id", "account_id");

-- AddForeignKey
ALTER TABLE "reminder" ADD CONSTRAINT "reminder_round_id_fkey" FOREIGN KEY ("round_id") REFERENCES "round"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reminder" ADD CONSTRAINT "reminder_department_id_fkey" FOREIGN KEY ("department_id") REFERENCES "department"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reminder_mail" ADD CONSTRAINT "reminder_mail_reminder_id_fkey" FOREIGN KEY ("reminder_id") REFERENCES "reminder"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reminder_mail" ADD CONSTRAINT "reminder_mail_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "account" ADD CONSTRAINT "account_language_check" CHECK ("language" IN ('zh-CN', 'en'));
ALTER TABLE "reminder" ADD CONSTRAINT "reminder_kind_check" CHECK ("kind" IN ('before', 'on', 'after', 'chase'));
ALTER TABLE "reminder_mail" ADD CONSTRAINT "reminder_mail_state_check" CHECK (
  "state" IN ('queued', 'sent', 'refused', 'needless') AND ("state" = 'queued') = ("ended_at" IS NULL));
