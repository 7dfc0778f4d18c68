-- AlterTable
ALTER TABLE "notice" ALTER COLUMN "served_on" DROP NOT NULL,
ALTER COLUMN "served_how" DROP NOT NULL,
ALTER COLUMN "reply_due_on" DROP NOT NULL,
ALTER COLUMN "state" SET DEFAULT 'issued';

-- A notice may be issued before it is handed over: the clock runs from the handing over.
ALTER TABLE "notice" DROP CONSTRAINT "notice_state_check";
ALTER TABLE "notice" ADD CONSTRAINT "notice_state_check" CHECK ("state" IN ('issued', 'served', 'replied', 'waived', 'lapsed', 'rereview', 'upheld', 'changed'));
-- Nobody replies to, waives or loses what was never handed over; only a new outcome ends a notice before that.
ALTER TABLE "notice" ADD CONSTRAINT "notice_served_check" CHECK (
  (("served_on" IS NULL) = ("served_how" IS NULL)) AND (("state" = 'issued') <= ("served_on" IS NULL))
  AND ("served_on" IS NOT NULL OR "state" IN ('issued', 'changed')));
-- One stop at a time.
CREATE UNIQUE INDEX "notice_stop_open_key" ON "notice_stop" ("notice_id") WHERE "to_day" IS NULL;
