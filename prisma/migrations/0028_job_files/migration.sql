-- AlterTable
ALTER TABLE "job" ADD COLUMN     "seen_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "job_file" (
    "job_id" UUID NOT NULL,
    "direction" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "file_name" TEXT NOT NULL,
    "numbers" INTEGER NOT NULL DEFAULT 0,
    "kept_until" TIMESTAMPTZ(3) NOT NULL,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "job_file_pkey" PRIMARY KEY ("job_id","direction")
);

-- AddForeignKey
ALTER TABLE "job_file" ADD CONSTRAINT "job_file_job_id_fkey" FOREIGN KEY ("job_id") REFERENCES "job"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Enumerations are text with CHECK; the kinds are those of src/jobs/job.ts.
ALTER TABLE "job" DROP CONSTRAINT "job_kind_check";
ALTER TABLE "job" ADD CONSTRAINT "job_kind_check" CHECK ("kind" IN ('ledger_import', 'ledger_comparison', 'roster_import', 'packet', 'export', 'ledger_reading', 'roster_reading'));
ALTER TABLE "job_file" ADD CONSTRAINT "job_file_direction_check" CHECK ("direction" IN ('given', 'made'));
ALTER TABLE "job_file" ADD CONSTRAINT "job_file_counts_check" CHECK ("size" >= 0 AND "numbers" >= 0);

-- What ended before anybody could be shown it counts as seen. Every page asks for those that are not.
UPDATE "job" SET "seen_at" = "ended_at" WHERE "ended_at" IS NOT NULL;
ALTER TABLE "job" ADD CONSTRAINT "job_seen_check" CHECK ("seen_at" IS NULL OR "ended_at" IS NOT NULL);
CREATE INDEX "job_unseen_idx" ON "job" ("account_id") WHERE "seen_at" IS NULL;
-- The files to be cleared away are found without reading those that were.
CREATE INDEX "job_file_kept_idx" ON "job_file" ("kept_until") WHERE "removed_at" IS NULL;
