-- AlterTable
ALTER TABLE "account" ADD COLUMN     "id_digest" TEXT,
ADD COLUMN     "team_id" UUID;

-- CreateIndex
CREATE INDEX "account_team_id_idx" ON "account"("team_id");

-- CreateIndex
CREATE INDEX "account_id_digest_idx" ON "account"("id_digest");

-- CreateIndex
CREATE INDEX "recusal_account_id_idx" ON "recusal"("account_id");

-- AddForeignKey
ALTER TABLE "account" ADD CONSTRAINT "account_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "team"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- The digest of an ID number, never the number itself.
ALTER TABLE "account" ADD CONSTRAINT "account_id_digest_check" CHECK ("id_digest" ~ '^[0-9a-f]{64}$');
