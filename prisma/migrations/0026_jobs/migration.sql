-- CreateTable
CREATE TABLE "job" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "title" JSONB NOT NULL,
    "account_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "township_id" UUID,
    "department_id" UUID,
    "address" TEXT NOT NULL,
    "request_id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "input" JSONB NOT NULL,
    "cursor" JSONB NOT NULL,
    "phase" TEXT NOT NULL,
    "total" INTEGER NOT NULL,
    "done" INTEGER NOT NULL DEFAULT 0,
    "worked_ms" INTEGER NOT NULL DEFAULT 0,
    "lines" INTEGER NOT NULL DEFAULT 0,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "owner" UUID,
    "lease_until" TIMESTAMPTZ(3),
    "queued_at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "problem" JSONB,
    "result" JSONB,

    CONSTRAINT "job_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "job_line" (
    "job_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "row" INTEGER NOT NULL,
    "severity" TEXT NOT NULL,
    "cipher" BYTEA NOT NULL,

    CONSTRAINT "job_line_pkey" PRIMARY KEY ("job_id","number")
);

-- CreateTable
CREATE TABLE "job_cancellation" (
    "job_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "job_cancellation_pkey" PRIMARY KEY ("job_id")
);

-- CreateIndex
CREATE INDEX "job_account_id_id_idx" ON "job"("account_id", "id");

-- AddForeignKey
ALTER TABLE "job_line" ADD CONSTRAINT "job_line_job_id_fkey" FOREIGN KEY ("job_id") REFERENCES "job"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "job_cancellation" ADD CONSTRAINT "job_cancellation_job_id_fkey" FOREIGN KEY ("job_id") REFERENCES "job"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Enumerations are text with CHECK; the kinds are those of src/jobs/job.ts.
ALTER TABLE "job" ADD CONSTRAINT "job_kind_check" CHECK ("kind" IN ('ledger_import', 'ledger_comparison', 'roster_import'));
ALTER TABLE "job" ADD CONSTRAINT "job_state_check" CHECK ("state" IN ('queued', 'running', 'done', 'failed', 'cancelled'));
ALTER TABLE "job_line" ADD CONSTRAINT "job_line_severity_check" CHECK ("severity" IN ('refused', 'warning'));

-- Who works has a lease; what has ended says when; what failed says why, what is done says where it leads.
ALTER TABLE "job" ADD CONSTRAINT "job_lease_check" CHECK ("owner" IS NULL OR ("state" = 'running' AND "lease_until" IS NOT NULL));
ALTER TABLE "job" ADD CONSTRAINT "job_ended_check" CHECK (("state" IN ('done', 'failed', 'cancelled')) = ("ended_at" IS NOT NULL));
ALTER TABLE "job" ADD CONSTRAINT "job_problem_check" CHECK (("state" = 'failed') = ("problem" IS NOT NULL));
ALTER TABLE "job" ADD CONSTRAINT "job_result_check" CHECK (("state" = 'done') = ("result" IS NOT NULL));

-- Two jobs never work on the same thing. What waits for a worker is found without reading what has ended.
CREATE UNIQUE INDEX "job_subject_key" ON "job" ("subject") WHERE "state" IN ('queued', 'running');
CREATE INDEX "job_waiting_idx" ON "job" ("lease_until", "id") WHERE "state" IN ('queued', 'running');

-- -1 marks rows whose version is still being written: no version has them, and nothing finds them.
ALTER TABLE "ledger_row" DROP CONSTRAINT "ledger_row_versions_check";
ALTER TABLE "ledger_row" ADD CONSTRAINT "ledger_row_versions_check" CHECK (("last_version" >= "first_version" OR "last_version" = -1) AND "first_version" >= 1);
