-- CreateTable
CREATE TABLE "ledger" (
    "id" UUID NOT NULL,
    "department_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "latest" INTEGER NOT NULL DEFAULT 0,
    "compared_turn" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ledger_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_version" (
    "id" UUID NOT NULL,
    "ledger_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "source" TEXT NOT NULL,
    "as_of" DATE NOT NULL,
    "file_name" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "rows" INTEGER NOT NULL,
    "fresh" INTEGER NOT NULL,
    "gone" INTEGER NOT NULL,
    "left" INTEGER NOT NULL,
    "taken_at" TIMESTAMPTZ(3) NOT NULL,
    "taken_by_id" UUID NOT NULL,

    CONSTRAINT "ledger_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_row" (
    "id" UUID NOT NULL,
    "ledger_id" UUID NOT NULL,
    "first_version" INTEGER NOT NULL,
    "last_version" INTEGER,
    "row" INTEGER NOT NULL,
    "digest" TEXT NOT NULL,
    "name" TEXT,
    "id_cipher" BYTEA,
    "id_digest" TEXT,
    "sexes" TEXT[],
    "births" DATE[],
    "years" INTEGER[],
    "township" TEXT,
    "village" TEXT,
    "team_id" UUID,
    "values" JSONB NOT NULL,
    "keys" BIGINT[],

    CONSTRAINT "ledger_row_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_preview" (
    "id" UUID NOT NULL,
    "department_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "account_id" UUID NOT NULL,
    "source" TEXT NOT NULL,
    "as_of" DATE NOT NULL,
    "file_name" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "counts" JSONB NOT NULL,
    "problems" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "version_id" UUID,

    CONSTRAINT "ledger_preview_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_preview_row" (
    "preview_id" UUID NOT NULL,
    "row" INTEGER NOT NULL,
    "digest" TEXT NOT NULL,
    "cipher" BYTEA NOT NULL,

    CONSTRAINT "ledger_preview_row_pkey" PRIMARY KEY ("preview_id","row")
);

-- CreateTable
CREATE TABLE "match_keys" (
    "candidate_id" UUID NOT NULL,
    "made_from" TEXT NOT NULL,
    "keys" BIGINT[],
    "turn" INTEGER NOT NULL,

    CONSTRAINT "match_keys_pkey" PRIMARY KEY ("candidate_id")
);

-- CreateTable
CREATE TABLE "ledger_hit" (
    "ledger_id" UUID NOT NULL,
    "row_id" UUID NOT NULL,
    "candidate_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "found_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ledger_hit_pkey" PRIMARY KEY ("row_id","candidate_id")
);

-- CreateTable
CREATE TABLE "hit_decision" (
    "id" UUID NOT NULL,
    "ledger_id" UUID NOT NULL,
    "candidate_id" UUID NOT NULL,
    "row_digest" TEXT NOT NULL,
    "identity" TEXT NOT NULL,
    "decision" TEXT NOT NULL,
    "words" TEXT NOT NULL,
    "account_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "hit_decision_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "ledger_department_id_kind_key" ON "ledger"("department_id", "kind");

-- CreateIndex
CREATE UNIQUE INDEX "ledger_version_ledger_id_number_key" ON "ledger_version"("ledger_id", "number");

-- CreateIndex
CREATE INDEX "ledger_row_ledger_id_first_version_row_idx" ON "ledger_row"("ledger_id", "first_version", "row");

-- CreateIndex
CREATE INDEX "ledger_row_id_digest_idx" ON "ledger_row"("id_digest");

-- CreateIndex
CREATE UNIQUE INDEX "ledger_row_ledger_id_digest_first_version_key" ON "ledger_row"("ledger_id", "digest", "first_version");

-- CreateIndex
CREATE INDEX "ledger_preview_account_id_created_at_idx" ON "ledger_preview"("account_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "ledger_preview_row_preview_id_digest_key" ON "ledger_preview_row"("preview_id", "digest");

-- CreateIndex
CREATE INDEX "ledger_hit_candidate_id_idx" ON "ledger_hit"("candidate_id");

-- CreateIndex
CREATE INDEX "ledger_hit_ledger_id_idx" ON "ledger_hit"("ledger_id");

-- CreateIndex
CREATE INDEX "hit_decision_candidate_id_row_digest_at_idx" ON "hit_decision"("candidate_id", "row_digest", "at");

-- CreateIndex
CREATE INDEX "hit_decision_ledger_id_idx" ON "hit_decision"("ledger_id");

-- AddForeignKey
ALTER TABLE "ledger" ADD CONSTRAINT "ledger_department_id_fkey" FOREIGN KEY ("department_id") REFERENCES "department"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_version" ADD CONSTRAINT "ledger_version_ledger_id_fkey" FOREIGN KEY ("ledger_id") REFERENCES "ledger"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_row" ADD CONSTRAINT "ledger_row_ledger_id_fkey" FOREIGN KEY ("ledger_id") REFERENCES "ledger"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_row" ADD CONSTRAINT "ledger_row_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "team"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_preview" ADD CONSTRAINT "ledger_preview_department_id_fkey" FOREIGN KEY ("department_id") REFERENCES "department"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_preview_row" ADD CONSTRAINT "ledger_preview_row_preview_id_fkey" FOREIGN KEY ("preview_id") REFERENCES "ledger_preview"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "match_keys" ADD CONSTRAINT "match_keys_candidate_id_fkey" FOREIGN KEY ("candidate_id") REFERENCES "candidate"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_hit" ADD CONSTRAINT "ledger_hit_ledger_id_fkey" FOREIGN KEY ("ledger_id") REFERENCES "ledger"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_hit" ADD CONSTRAINT "ledger_hit_row_id_fkey" FOREIGN KEY ("row_id") REFERENCES "ledger_row"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_hit" ADD CONSTRAINT "ledger_hit_candidate_id_fkey" FOREIGN KEY ("candidate_id") REFERENCES "candidate"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hit_decision" ADD CONSTRAINT "hit_decision_ledger_id_fkey" FOREIGN KEY ("ledger_id") REFERENCES "ledger"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hit_decision" ADD CONSTRAINT "hit_decision_candidate_id_fkey" FOREIGN KEY ("candidate_id") REFERENCES "candidate"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Enumerations are text with CHECK. The kinds of ledgers and keys are those of src/ledgers.
ALTER TABLE "ledger" ADD CONSTRAINT "ledger_kind_check" CHECK ("kind" IN ('sanctions', 'debtors', 'penalties', 'admissions', 'audits', 'reserves', 'difficult_teams', 'pledges', 'tip_offs'));
ALTER TABLE "ledger_preview" ADD CONSTRAINT "ledger_preview_kind_check" CHECK ("kind" IN ('sanctions', 'debtors', 'penalties', 'admissions', 'audits', 'reserves', 'difficult_teams', 'pledges', 'tip_offs'));
ALTER TABLE "ledger_hit" ADD CONSTRAINT "ledger_hit_key_check" CHECK ("key" IN ('id', 'name_birth', 'name', 'sound', 'swapped', 'dropped', 'part'));
ALTER TABLE "hit_decision" ADD CONSTRAINT "hit_decision_decision_check" CHECK ("decision" IN ('same', 'not_same'));

-- A row ends after it began; an ID number is sealed and digested, or not there at all. At most one row of the newest
-- version says the same thing.
ALTER TABLE "ledger_row" ADD CONSTRAINT "ledger_row_versions_check" CHECK ("last_version" >= "first_version" AND "first_version" >= 1);
ALTER TABLE "ledger_row" ADD CONSTRAINT "ledger_row_id_check" CHECK (("id_cipher" IS NULL) = ("id_digest" IS NULL));
CREATE UNIQUE INDEX "ledger_row_present_key" ON "ledger_row" ("ledger_id", "digest") WHERE "last_version" IS NULL;
