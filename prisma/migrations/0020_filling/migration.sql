-- AlterTable
ALTER TABLE "ledger" ADD COLUMN     "compared_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "hit_filling" (
    "review_id" UUID NOT NULL,
    "row_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "fact_digest" TEXT NOT NULL,
    "account_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "hit_filling_pkey" PRIMARY KEY ("review_id","row_id")
);

-- CreateIndex
CREATE INDEX "hit_filling_row_id_idx" ON "hit_filling"("row_id");

-- AddForeignKey
ALTER TABLE "hit_filling" ADD CONSTRAINT "hit_filling_review_id_fkey" FOREIGN KEY ("review_id") REFERENCES "review"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hit_filling" ADD CONSTRAINT "hit_filling_row_id_fkey" FOREIGN KEY ("row_id") REFERENCES "ledger_row"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "hit_filling" ADD CONSTRAINT "hit_filling_fact_digest_check" CHECK ("fact_digest" ~ '^[0-9a-f]{64}$');
