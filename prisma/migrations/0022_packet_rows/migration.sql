-- AlterTable
ALTER TABLE "packet" ADD COLUMN     "choices" JSONB,
ADD COLUMN     "people" INTEGER,
ADD COLUMN     "replaced_by_id" UUID,
ADD COLUMN     "row_fingerprints" BOOLEAN NOT NULL DEFAULT false;

-- AddForeignKey
ALTER TABLE "packet" ADD CONSTRAINT "packet_replaced_by_id_fkey" FOREIGN KEY ("replaced_by_id") REFERENCES "packet"("id") ON DELETE SET NULL ON UPDATE CASCADE;
