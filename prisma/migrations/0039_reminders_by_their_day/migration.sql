-- Two holds that end on two days may both be told of on one: what a reminder tells of makes it another one, too.
CREATE UNIQUE INDEX "reminder_clock_due_key" ON "reminder" ("cycle_id", "clock", "audience", coalesce("township_id", "cycle_id"), "kind", "day", "due_on") WHERE "clock" <> 'opinions';

DROP INDEX "reminder_clock_key";
