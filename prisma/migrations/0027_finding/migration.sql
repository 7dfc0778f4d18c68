-- AlterTable
ALTER TABLE "candidate" ADD COLUMN     "id_tail" TEXT;

-- CreateIndex
CREATE INDEX "candidate_cycle_id_id_tail_idx" ON "candidate"("cycle_id", "id_tail");

-- A name is found by its beginning and by its given name, whatever the database's collation.
CREATE INDEX "candidate_name_prefix_idx" ON "candidate" ("cycle_id", "name" text_pattern_ops);
CREATE INDEX "candidate_given_prefix_idx" ON "candidate" ("cycle_id", substr("name", 2) text_pattern_ops);
CREATE INDEX "candidate_last_prefix_idx" ON "candidate" ("cycle_id", substr("name", 3) text_pattern_ops);
CREATE INDEX "candidate_pinyin_prefix_idx" ON "candidate" ("cycle_id", lower("pinyin") text_pattern_ops);
CREATE INDEX "candidate_initials_prefix_idx" ON "candidate" ("cycle_id", lower("initials") text_pattern_ops);
CREATE INDEX "candidate_given_initials_idx" ON "candidate" ("cycle_id", substr("initials", 2) text_pattern_ops);
