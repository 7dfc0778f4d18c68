-- Files attached to records (证据材料): stored once each, linked from where they belong.

-- CreateTable
CREATE TABLE "evidence" (
    "id" UUID NOT NULL,
    "digest" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "stored_at" TIMESTAMPTZ(3) NOT NULL,
    "scanned_at" TIMESTAMPTZ(3),
    "finding" TEXT,

    CONSTRAINT "evidence_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "evidence_link" (
    "id" UUID NOT NULL,
    "evidence_id" UUID NOT NULL,
    "record_type" TEXT NOT NULL,
    "record_id" UUID NOT NULL,
    "file_name" TEXT NOT NULL,
    "label" TEXT,
    "attached_by_id" UUID NOT NULL,
    "attached_at" TIMESTAMPTZ(3) NOT NULL,
    "removed_by_id" UUID,
    "removed_at" TIMESTAMPTZ(3),
    "removed_why" TEXT,

    CONSTRAINT "evidence_link_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "evidence_digest_key" ON "evidence"("digest");

-- CreateIndex
CREATE INDEX "evidence_state_stored_at_idx" ON "evidence"("state", "stored_at");

-- CreateIndex
CREATE INDEX "evidence_link_record_type_record_id_attached_at_idx" ON "evidence_link"("record_type", "record_id", "attached_at");

-- CreateIndex
CREATE INDEX "evidence_link_evidence_id_idx" ON "evidence_link"("evidence_id");

-- AddForeignKey
ALTER TABLE "evidence_link" ADD CONSTRAINT "evidence_link_evidence_id_fkey" FOREIGN KEY ("evidence_id") REFERENCES "evidence"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "evidence" ADD CONSTRAINT "evidence_kind_check" CHECK ("kind" IN ('pdf', 'jpg', 'png', 'docx', 'xlsx'));
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_state_check" CHECK ("state" IN ('quarantined', 'clean', 'refused'));
ALTER TABLE "evidence_link" ADD CONSTRAINT "evidence_link_record_type_check" CHECK ("record_type" IN ('candidate', 'review', 'recheck', 'notice', 'trigger', 'deliberation'));

-- What is taken away says by whom, when and why.
ALTER TABLE "evidence_link" ADD CONSTRAINT "evidence_link_removed_check" CHECK (
  ("removed_at" IS NULL) = ("removed_by_id" IS NULL) AND ("removed_at" IS NULL) = ("removed_why" IS NULL));

-- A record holds a file once at a time.
CREATE UNIQUE INDEX "evidence_link_held_key" ON "evidence_link" ("record_type", "record_id", "evidence_id") WHERE "removed_at" IS NULL;
