-- AlterTable
ALTER TABLE "round_department" ADD COLUMN     "chased_at" TIMESTAMPTZ(3),
ADD COLUMN     "chased_by_id" UUID,
ADD COLUMN     "extended_at" TIMESTAMPTZ(3),
ADD COLUMN     "extended_by_id" UUID,
ADD COLUMN     "extended_due_on" DATE,
ADD COLUMN     "extended_words" TEXT;

-- An extension has its day, its reason, who gave it and when, or there is none; so with a chase.
ALTER TABLE "round_department" ADD CONSTRAINT "round_department_extended_check" CHECK (
  num_nulls("extended_due_on", "extended_words", "extended_by_id", "extended_at") IN (0, 4));
ALTER TABLE "round_department" ADD CONSTRAINT "round_department_chased_check" CHECK (
  num_nulls("chased_at", "chased_by_id") IN (0, 2));
