-- AlterTable
ALTER TABLE "review" ADD COLUMN     "signed_for_id" UUID;

-- CreateTable
CREATE TABLE "deputyship" (
    "id" UUID NOT NULL,
    "signatory_id" UUID NOT NULL,
    "deputy_id" UUID NOT NULL,
    "department_id" UUID NOT NULL,
    "from_on" DATE NOT NULL,
    "until_on" DATE NOT NULL,
    "words" TEXT NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "ended_by_id" UUID,

    CONSTRAINT "deputyship_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "deputyship_signatory_id_idx" ON "deputyship"("signatory_id");

-- CreateIndex
CREATE INDEX "deputyship_deputy_id_idx" ON "deputyship"("deputy_id");

-- AddForeignKey
ALTER TABLE "deputyship" ADD CONSTRAINT "deputyship_signatory_id_fkey" FOREIGN KEY ("signatory_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deputyship" ADD CONSTRAINT "deputyship_deputy_id_fkey" FOREIGN KEY ("deputy_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Nobody is their own deputy; within dates, with a reason.
ALTER TABLE "deputyship" ADD CONSTRAINT "deputyship_people_check" CHECK ("signatory_id" <> "deputy_id");
ALTER TABLE "deputyship" ADD CONSTRAINT "deputyship_days_check" CHECK ("from_on" <= "until_on");
ALTER TABLE "deputyship" ADD CONSTRAINT "deputyship_words_check" CHECK (btrim("words") <> '');
ALTER TABLE "deputyship" ADD CONSTRAINT "deputyship_ended_check" CHECK (num_nulls("ended_at", "ended_by_id") IN (0, 2));

-- Two people: what the signatory drafted is not signed in their own stead, and only a signature is given in somebody's.
ALTER TABLE "review" ADD CONSTRAINT "review_signed_for_check" CHECK ("signed_for_id" IS NULL OR (
  "signed_by_id" IS NOT NULL AND "signed_for_id" <> "signed_by_id" AND "signed_for_id" IS DISTINCT FROM "drafted_by_id"));
