-- AlterTable
ALTER TABLE "packet" ADD COLUMN     "reading" BYTEA;

ALTER TABLE "job" DROP CONSTRAINT "job_kind_check";
ALTER TABLE "job" ADD CONSTRAINT "job_kind_check" CHECK ("kind" IN ('ledger_import', 'ledger_comparison', 'roster_import', 'packet', 'export', 'ledger_reading', 'roster_reading', 'packet_reading'));
