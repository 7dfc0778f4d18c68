-- AlterTable
ALTER TABLE "recheck" ADD COLUMN     "closing_words" TEXT;
