-- Answers to many people in one act (批量填写), with the basis that they rest on.

-- CreateTable
CREATE TABLE "answering" (
    "id" UUID NOT NULL,
    "round_id" UUID NOT NULL,
    "department_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "items" TEXT[],
    "source" TEXT NOT NULL,
    "consulted_on" DATE NOT NULL,
    "method" TEXT NOT NULL,
    "ground" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "taken_back_at" TIMESTAMPTZ(3),
    "taken_back_by_id" UUID,

    CONSTRAINT "answering_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "answering_review" (
    "answering_id" UUID NOT NULL,
    "review_id" UUID NOT NULL,
    "codes" TEXT[],
    "kept" TEXT[],
    "version" INTEGER NOT NULL,
    "drafted_before_id" UUID,
    "drafted_before_at" TIMESTAMPTZ(3),
    "taken_back" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "answering_review_pkey" PRIMARY KEY ("answering_id","review_id")
);

-- CreateIndex
CREATE INDEX "answering_department_id_round_id_at_idx" ON "answering"("department_id", "round_id", "at");

-- CreateIndex
CREATE INDEX "answering_review_review_id_idx" ON "answering_review"("review_id");

-- AddForeignKey
ALTER TABLE "answering" ADD CONSTRAINT "answering_round_id_fkey" FOREIGN KEY ("round_id") REFERENCES "round"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "answering" ADD CONSTRAINT "answering_department_id_fkey" FOREIGN KEY ("department_id") REFERENCES "department"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "answering_review" ADD CONSTRAINT "answering_review_answering_id_fkey" FOREIGN KEY ("answering_id") REFERENCES "answering"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "answering_review" ADD CONSTRAINT "answering_review_review_id_fkey" FOREIGN KEY ("review_id") REFERENCES "review"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "answering" ADD CONSTRAINT "answering_method_check" CHECK ("method" IN ('system', 'ledger', 'archive', 'letter'));

-- Nothing is answered together without items and a source.
ALTER TABLE "answering" ADD CONSTRAINT "answering_basis_check" CHECK (cardinality("items") > 0 AND "source" <> '');

-- What is taken back says by whom and when.
ALTER TABLE "answering" ADD CONSTRAINT "answering_taken_back_check" CHECK (("taken_back_at" IS NULL) = ("taken_back_by_id" IS NULL));

ALTER TABLE "answering_review" ADD CONSTRAINT "answering_review_kept_check" CHECK ("kept" <@ "codes" AND cardinality("codes") > 0);
