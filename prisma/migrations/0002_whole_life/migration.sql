-- DropIndex
DROP INDEX "review_round_id_department_id_candidate_id_key";

-- AlterTable
ALTER TABLE "candidate" ADD COLUMN     "identified_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "cycle" ADD COLUMN     "extension_working_days" INTEGER NOT NULL DEFAULT 2,
ADD COLUMN     "hold_reminder_days" INTEGER NOT NULL DEFAULT 7,
ADD COLUMN     "quorum" INTEGER NOT NULL DEFAULT 3,
ADD COLUMN     "reply_working_days" INTEGER NOT NULL DEFAULT 3;

-- AlterTable
ALTER TABLE "deliberation" ADD COLUMN     "closed_at" TIMESTAMPTZ(3),
ADD COLUMN     "closed_by_id" UUID,
ADD COLUMN     "place" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "state" TEXT NOT NULL DEFAULT 'closed';

-- AlterTable
ALTER TABLE "outcome" ADD COLUMN     "final_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "review" ADD COLUMN     "origin_id" UUID,
ADD COLUMN     "pass" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "recheck_id" UUID;

-- AlterTable
ALTER TABLE "round" ADD COLUMN     "which" TEXT NOT NULL DEFAULT 'new';

-- AlterTable
ALTER TABLE "round_candidate" ADD COLUMN     "reasons" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- CreateTable
CREATE TABLE "election" (
    "id" UUID NOT NULL,
    "cycle_id" UUID NOT NULL,
    "team_id" UUID NOT NULL,
    "held_on" DATE NOT NULL,
    "voters" INTEGER,
    "voted" INTEGER,
    "recorded_by_id" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "election_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "election_result" (
    "candidate_id" UUID NOT NULL,
    "election_id" UUID NOT NULL,
    "result" TEXT NOT NULL,
    "votes" INTEGER,
    "post" TEXT,

    CONSTRAINT "election_result_pkey" PRIMARY KEY ("candidate_id")
);

-- CreateTable
CREATE TABLE "agenda_item" (
    "id" UUID NOT NULL,
    "deliberation_id" UUID NOT NULL,
    "candidate_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "standing" TEXT NOT NULL,
    "reasons" JSONB NOT NULL,
    "decision" TEXT,
    "ground_items" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "until" DATE,
    "words" TEXT NOT NULL DEFAULT '',
    "votes_for" INTEGER NOT NULL DEFAULT 0,
    "votes_against" INTEGER NOT NULL DEFAULT 0,
    "votes_abstained" INTEGER NOT NULL DEFAULT 0,
    "recused" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "agenda_item_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attendance" (
    "id" UUID NOT NULL,
    "deliberation_id" UUID NOT NULL,
    "account_id" UUID,
    "position" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "votes" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "attendance_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notice" (
    "id" UUID NOT NULL,
    "outcome_id" UUID NOT NULL,
    "candidate_id" UUID NOT NULL,
    "document_number" TEXT NOT NULL,
    "gist" TEXT NOT NULL,
    "basis" TEXT NOT NULL,
    "way_to_reply" TEXT NOT NULL,
    "served_on" DATE NOT NULL,
    "served_how" TEXT NOT NULL,
    "reply_due_on" DATE NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'served',
    "version" INTEGER NOT NULL DEFAULT 1,
    "recheck_id" UUID,
    "answer_number" TEXT,
    "answer_words" TEXT,
    "issued_by_id" UUID NOT NULL,
    "issued_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "notice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notice_step" (
    "id" UUID NOT NULL,
    "notice_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "account_id" UUID NOT NULL,
    "words" TEXT NOT NULL,

    CONSTRAINT "notice_step_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notice_stop" (
    "id" UUID NOT NULL,
    "notice_id" UUID NOT NULL,
    "from_day" DATE NOT NULL,
    "to_day" DATE,
    "words" TEXT NOT NULL,

    CONSTRAINT "notice_stop_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rectification" (
    "outcome_id" UUID NOT NULL,
    "proof" TEXT NOT NULL,
    "handed_in_on" DATE NOT NULL,
    "recorded_by_id" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "recheck_id" UUID,

    CONSTRAINT "rectification_pkey" PRIMARY KEY ("outcome_id")
);

-- CreateTable
CREATE TABLE "recheck" (
    "id" UUID NOT NULL,
    "candidate_id" UUID NOT NULL,
    "round_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "items" TEXT[],
    "words" TEXT NOT NULL,
    "due_on" DATE NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "opened_by_id" UUID NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "closed_by_id" UUID,

    CONSTRAINT "recheck_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "trigger" (
    "id" UUID NOT NULL,
    "candidate_id" UUID NOT NULL,
    "department_id" UUID,
    "kind" TEXT NOT NULL,
    "words" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "reported_on" DATE NOT NULL,
    "recorded_by_id" UUID,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "round_id" UUID,
    "set_aside_at" TIMESTAMPTZ(3),
    "set_aside_by_id" UUID,
    "set_aside_words" TEXT,

    CONSTRAINT "trigger_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "election_cycle_id_team_id_key" ON "election"("cycle_id", "team_id");

-- CreateIndex
CREATE INDEX "election_result_election_id_idx" ON "election_result"("election_id");

-- CreateIndex
CREATE INDEX "agenda_item_candidate_id_idx" ON "agenda_item"("candidate_id");

-- CreateIndex
CREATE UNIQUE INDEX "agenda_item_deliberation_id_candidate_id_key" ON "agenda_item"("deliberation_id", "candidate_id");

-- CreateIndex
CREATE UNIQUE INDEX "attendance_deliberation_id_name_key" ON "attendance"("deliberation_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "notice_outcome_id_key" ON "notice"("outcome_id");

-- CreateIndex
CREATE INDEX "notice_candidate_id_idx" ON "notice"("candidate_id");

-- CreateIndex
CREATE INDEX "notice_state_reply_due_on_idx" ON "notice"("state", "reply_due_on");

-- CreateIndex
CREATE INDEX "notice_step_notice_id_at_idx" ON "notice_step"("notice_id", "at");

-- CreateIndex
CREATE INDEX "notice_stop_notice_id_idx" ON "notice_stop"("notice_id");

-- CreateIndex
CREATE INDEX "recheck_candidate_id_idx" ON "recheck"("candidate_id");

-- CreateIndex
CREATE INDEX "recheck_round_id_state_idx" ON "recheck"("round_id", "state");

-- CreateIndex
CREATE INDEX "trigger_candidate_id_idx" ON "trigger"("candidate_id");

-- CreateIndex
CREATE INDEX "trigger_round_id_idx" ON "trigger"("round_id");

-- CreateIndex
CREATE INDEX "review_recheck_id_idx" ON "review"("recheck_id");

-- CreateIndex
CREATE INDEX "review_origin_id_idx" ON "review"("origin_id");

-- CreateIndex
CREATE UNIQUE INDEX "review_round_id_department_id_candidate_id_pass_key" ON "review"("round_id", "department_id", "candidate_id", "pass");

-- AddForeignKey
ALTER TABLE "election" ADD CONSTRAINT "election_cycle_id_fkey" FOREIGN KEY ("cycle_id") REFERENCES "cycle"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "election" ADD CONSTRAINT "election_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "team"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "election_result" ADD CONSTRAINT "election_result_candidate_id_fkey" FOREIGN KEY ("candidate_id") REFERENCES "candidate"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "election_result" ADD CONSTRAINT "election_result_election_id_fkey" FOREIGN KEY ("election_id") REFERENCES "election"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agenda_item" ADD CONSTRAINT "agenda_item_deliberation_id_fkey" FOREIGN KEY ("deliberation_id") REFERENCES "deliberation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agenda_item" ADD CONSTRAINT "agenda_item_candidate_id_fkey" FOREIGN KEY ("candidate_id") REFERENCES "candidate"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attendance" ADD CONSTRAINT "attendance_deliberation_id_fkey" FOREIGN KEY ("deliberation_id") REFERENCES "deliberation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notice" ADD CONSTRAINT "notice_outcome_id_fkey" FOREIGN KEY ("outcome_id") REFERENCES "outcome"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notice" ADD CONSTRAINT "notice_candidate_id_fkey" FOREIGN KEY ("candidate_id") REFERENCES "candidate"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notice" ADD CONSTRAINT "notice_recheck_id_fkey" FOREIGN KEY ("recheck_id") REFERENCES "recheck"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notice_step" ADD CONSTRAINT "notice_step_notice_id_fkey" FOREIGN KEY ("notice_id") REFERENCES "notice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notice_stop" ADD CONSTRAINT "notice_stop_notice_id_fkey" FOREIGN KEY ("notice_id") REFERENCES "notice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rectification" ADD CONSTRAINT "rectification_outcome_id_fkey" FOREIGN KEY ("outcome_id") REFERENCES "outcome"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rectification" ADD CONSTRAINT "rectification_recheck_id_fkey" FOREIGN KEY ("recheck_id") REFERENCES "recheck"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recheck" ADD CONSTRAINT "recheck_candidate_id_fkey" FOREIGN KEY ("candidate_id") REFERENCES "candidate"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recheck" ADD CONSTRAINT "recheck_round_id_fkey" FOREIGN KEY ("round_id") REFERENCES "round"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "review" ADD CONSTRAINT "review_recheck_id_fkey" FOREIGN KEY ("recheck_id") REFERENCES "recheck"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "review" ADD CONSTRAINT "review_origin_id_fkey" FOREIGN KEY ("origin_id") REFERENCES "review"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "trigger" ADD CONSTRAINT "trigger_candidate_id_fkey" FOREIGN KEY ("candidate_id") REFERENCES "candidate"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "trigger" ADD CONSTRAINT "trigger_department_id_fkey" FOREIGN KEY ("department_id") REFERENCES "department"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "trigger" ADD CONSTRAINT "trigger_round_id_fkey" FOREIGN KEY ("round_id") REFERENCES "round"("id") ON DELETE SET NULL ON UPDATE CASCADE;


-- Enumerations are text with CHECK: native ones fail on Citus (docs/decisions).
ALTER TABLE "review" DROP CONSTRAINT "review_state_check";
ALTER TABLE "review" ADD CONSTRAINT "review_state_check" CHECK ("state" IN ('unsigned', 'signed', 'returned', 'carried'));
ALTER TABLE "recheck" ADD CONSTRAINT "recheck_kind_check" CHECK ("kind" IN ('dispute', 'gap', 'rectify', 'rereview', 'identity'));
ALTER TABLE "recheck" ADD CONSTRAINT "recheck_state_check" CHECK ("state" IN ('open', 'answered', 'cancelled'));
ALTER TABLE "trigger" ADD CONSTRAINT "trigger_kind_check" CHECK ("kind" IN ('ledger', 'objection', 'sanction', 'request'));
ALTER TABLE "deliberation" ADD CONSTRAINT "deliberation_state_check" CHECK ("state" IN ('called', 'closed'));
ALTER TABLE "agenda_item" ADD CONSTRAINT "agenda_item_decision_check" CHECK ("decision" IN ('eligible_with_reasons', 'ineligible', 'held', 'rectify', 'recheck', 'postponed'));
ALTER TABLE "notice" ADD CONSTRAINT "notice_state_check" CHECK ("state" IN ('served', 'replied', 'waived', 'lapsed', 'rereview', 'upheld', 'changed'));
ALTER TABLE "election_result" ADD CONSTRAINT "election_result_result_check" CHECK ("result" IN ('elected', 'not_elected', 'not_stood'));

-- A carried review names the signed one that it re-uses and says nothing itself.
ALTER TABLE "review" ADD CONSTRAINT "review_carried_check" CHECK (
  "state" <> 'carried' OR ("origin_id" IS NOT NULL AND "signed_by_id" IS NULL AND "answers" = '{}'::jsonb));
-- What a recheck asks for has a pass of its own.
ALTER TABLE "review" ADD CONSTRAINT "review_pass_check" CHECK (("pass" = 0) = ("recheck_id" IS NULL));
-- One open recheck of a kind for a person.
CREATE UNIQUE INDEX "recheck_open_key" ON "recheck" ("candidate_id", "kind") WHERE "state" = 'open';
-- Only what is in force, or was, can be final.
ALTER TABLE "outcome" ADD CONSTRAINT "outcome_final_check" CHECK ("final_at" IS NULL OR "state" IN ('approved', 'superseded'));
