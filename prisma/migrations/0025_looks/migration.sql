-- What the office has looked at, papers on one item of a review, and with which signatures a file was scanned.

-- AlterTable
ALTER TABLE "evidence" ADD COLUMN     "scanned_with" TEXT;

-- AlterTable
ALTER TABLE "evidence_link" ADD COLUMN     "item" TEXT;

-- CreateTable
CREATE TABLE "pointer_look" (
    "id" UUID NOT NULL,
    "cycle_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "facts" TEXT NOT NULL,
    "words" TEXT NOT NULL,
    "looked_by_id" UUID NOT NULL,
    "looked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "pointer_look_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "pointer_look_cycle_id_kind_key_facts_key" ON "pointer_look"("cycle_id", "kind", "key", "facts");

-- AddForeignKey
ALTER TABLE "pointer_look" ADD CONSTRAINT "pointer_look_cycle_id_fkey" FOREIGN KEY ("cycle_id") REFERENCES "cycle"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "pointer_look" ADD CONSTRAINT "pointer_look_kind_check" CHECK (
  "kind" IN ('stuck', 'near', 'disputed', 'turned', 'names', 'pasted', 'hasty', 'alone', 'R1', 'R3'));

-- Only a review's papers belong to one item, and always to one.
ALTER TABLE "evidence_link" ADD CONSTRAINT "evidence_link_item_check" CHECK (("record_type" = 'review') = ("item" IS NOT NULL));
