-- AlterTable
ALTER TABLE "reminder" ADD COLUMN     "audience" TEXT NOT NULL DEFAULT 'department',
ADD COLUMN     "clock" TEXT NOT NULL DEFAULT 'opinions',
ADD COLUMN     "cycle_id" UUID,
ADD COLUMN     "township_id" UUID,
ALTER COLUMN "round_id" DROP NOT NULL,
ALTER COLUMN "department_id" DROP NOT NULL;

-- AddForeignKey
ALTER TABLE "reminder" ADD CONSTRAINT "reminder_cycle_id_fkey" FOREIGN KEY ("cycle_id") REFERENCES "cycle"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reminder" ADD CONSTRAINT "reminder_township_id_fkey" FOREIGN KEY ("township_id") REFERENCES "township"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Of opinions it is a department's in a round, of a clock somebody's in a cycle.
ALTER TABLE "reminder" ADD CONSTRAINT "reminder_clock_check" CHECK (
  "clock" IN ('opinions', 'hold', 'rectify', 'proof', 'serve', 'reply', 'rereview', 'answer')
  AND "audience" IN ('department', 'township', 'office', 'leading_group')
  AND ("clock" = 'opinions') = ("round_id" IS NOT NULL AND "department_id" IS NOT NULL AND "audience" = 'department')
  AND ("clock" = 'opinions') = ("cycle_id" IS NULL)
  AND ("audience" = 'township') = ("township_id" IS NOT NULL));

-- Each is made once: the county's own by its cycle, a township's by the township.
CREATE UNIQUE INDEX "reminder_clock_key" ON "reminder" ("cycle_id", "clock", "audience", coalesce("township_id", "cycle_id"), "kind", "day") WHERE "clock" <> 'opinions';
