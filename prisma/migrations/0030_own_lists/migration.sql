-- Filters kept under a name, columns chosen, and the order of a long list by age.

-- CreateTable
CREATE TABLE "saved_filter" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "list" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "saved_filter_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "column_choice" (
    "account_id" UUID NOT NULL,
    "list" TEXT NOT NULL,
    "columns" TEXT[],
    "chosen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "column_choice_pkey" PRIMARY KEY ("account_id","list")
);

-- CreateIndex
CREATE UNIQUE INDEX "saved_filter_account_id_list_name_key" ON "saved_filter"("account_id", "list", "name");

-- CreateIndex
CREATE INDEX "candidate_cycle_id_birth_date_id_idx" ON "candidate"("cycle_id", "birth_date", "id");

-- AddForeignKey
ALTER TABLE "saved_filter" ADD CONSTRAINT "saved_filter_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "column_choice" ADD CONSTRAINT "column_choice_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "saved_filter" ADD CONSTRAINT "saved_filter_list_check" CHECK ("list" IN ('candidates', 'outcomes', 'reviews', 'rechecks'));
ALTER TABLE "column_choice" ADD CONSTRAINT "column_choice_list_check" CHECK ("list" IN ('candidates', 'outcomes', 'reviews', 'rechecks'));
