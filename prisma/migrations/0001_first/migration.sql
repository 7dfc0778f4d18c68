-- CreateTable
CREATE TABLE "account" (
    "id" UUID NOT NULL,
    "username" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "township_id" UUID,
    "department_id" UUID,
    "password_hash" TEXT,
    "state" TEXT NOT NULL DEFAULT 'active',
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by_id" UUID,
    "password_set_at" TIMESTAMPTZ(3),
    "last_sign_in_at" TIMESTAMPTZ(3),

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "password_link" (
    "digest" TEXT NOT NULL,
    "account_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "password_link_pkey" PRIMARY KEY ("digest")
);

-- CreateTable
CREATE TABLE "session" (
    "digest" TEXT NOT NULL,
    "account_id" UUID,
    "data" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "session_pkey" PRIMARY KEY ("digest")
);

-- CreateTable
CREATE TABLE "rate_limit" (
    "key" TEXT NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "rate_limit_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "seq" BIGINT NOT NULL,
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor_id" UUID,
    "username" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "act" TEXT NOT NULL,
    "record_type" TEXT NOT NULL,
    "record_id" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "request_id" TEXT NOT NULL,
    "details" JSONB NOT NULL,
    "previous" TEXT NOT NULL,
    "digest" TEXT NOT NULL,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "audit_head" (
    "id" INTEGER NOT NULL,
    "seq" BIGINT NOT NULL,
    "digest" TEXT NOT NULL,

    CONSTRAINT "audit_head_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "candidate" (
    "id" UUID NOT NULL,
    "cycle_id" UUID NOT NULL,
    "township_id" UUID NOT NULL,
    "team_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "pinyin" TEXT NOT NULL,
    "initials" TEXT NOT NULL,
    "id_cipher" BYTEA NOT NULL,
    "id_digest" TEXT NOT NULL,
    "sex" TEXT NOT NULL,
    "birth_date" DATE NOT NULL,
    "ethnic_group" TEXT,
    "political_status" TEXT,
    "party_joined" TEXT,
    "education" TEXT,
    "current_post" TEXT,
    "position" TEXT NOT NULL,
    "both_posts" BOOLEAN,
    "is_new" BOOLEAN,
    "source" TEXT,
    "nomination" TEXT,
    "phone" TEXT,
    "remarks" TEXT,
    "state" TEXT NOT NULL DEFAULT 'draft',
    "version" INTEGER NOT NULL DEFAULT 1,
    "entered_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "resubmitted_at" TIMESTAMPTZ(3),

    CONSTRAINT "candidate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "candidate_event" (
    "id" UUID NOT NULL,
    "candidate_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "account_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "words" TEXT,
    "changes" JSONB,

    CONSTRAINT "candidate_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "relative" (
    "id" UUID NOT NULL,
    "candidate_id" UUID NOT NULL,
    "kinship" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "id_digest" TEXT,

    CONSTRAINT "relative_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "roster_preview" (
    "id" UUID NOT NULL,
    "cycle_id" UUID NOT NULL,
    "township_id" UUID,
    "account_id" UUID NOT NULL,
    "file_name" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "cipher" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "imported_at" TIMESTAMPTZ(3),
    "tally" JSONB,

    CONSTRAINT "roster_preview_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "criteria_set" (
    "id" UUID NOT NULL,
    "cycle_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'draft',
    "items" JSONB NOT NULL,
    "sanctions" JSONB NOT NULL,
    "digest" TEXT,
    "frozen_at" TIMESTAMPTZ(3),
    "frozen_by_id" UUID,
    "revision" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "criteria_set_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "cycle" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "starts_on" DATE NOT NULL,
    "last_term_start" DATE NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'preparing',
    "due_working_days" INTEGER NOT NULL DEFAULT 3,
    "reuse_days" INTEGER NOT NULL DEFAULT 30,
    "min_age" INTEGER,
    "max_age" INTEGER,
    "party_posts_need_membership" BOOLEAN NOT NULL DEFAULT true,
    "min_education" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "cycle_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "cycle_department" (
    "cycle_id" UUID NOT NULL,
    "department_id" UUID NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "cycle_department_pkey" PRIMARY KEY ("cycle_id","department_id")
);

-- CreateTable
CREATE TABLE "calendar_year" (
    "year" INTEGER NOT NULL,

    CONSTRAINT "calendar_year_pkey" PRIMARY KEY ("year")
);

-- CreateTable
CREATE TABLE "calendar_day" (
    "day" DATE NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "calendar_day_pkey" PRIMARY KEY ("day")
);

-- CreateTable
CREATE TABLE "county" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "county_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "township" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "code" TEXT,
    "position" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "township_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "team" (
    "id" UUID NOT NULL,
    "township_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "code" TEXT,
    "kind" TEXT NOT NULL,
    "seats" INTEGER,
    "position" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "team_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "department" (
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "position" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "department_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outcome" (
    "id" UUID NOT NULL,
    "candidate_id" UUID NOT NULL,
    "round_id" UUID NOT NULL,
    "standing" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "ground" TEXT,
    "ground_items" TEXT[],
    "state" TEXT NOT NULL DEFAULT 'proposed',
    "until" DATE,
    "words" TEXT,
    "deliberation_id" UUID,
    "batch_id" UUID NOT NULL,
    "proposed_by_id" UUID NOT NULL,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_by_id" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "decided_words" TEXT,
    "snapshot" JSONB NOT NULL,
    "digest" TEXT NOT NULL,
    "stale_at" TIMESTAMPTZ(3),
    "stale_standing" TEXT,

    CONSTRAINT "outcome_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outcome_batch" (
    "id" UUID NOT NULL,
    "proposed_by_id" UUID NOT NULL,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL,
    "size" INTEGER NOT NULL,

    CONSTRAINT "outcome_batch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "deliberation" (
    "id" UUID NOT NULL,
    "cycle_id" UUID NOT NULL,
    "met_on" DATE NOT NULL,
    "document_number" TEXT NOT NULL,
    "present" TEXT[],
    "recused" TEXT[],
    "votes_for" INTEGER NOT NULL,
    "votes_against" INTEGER NOT NULL,
    "votes_abstained" INTEGER NOT NULL,
    "reasons" TEXT NOT NULL,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "deliberation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "review" (
    "id" UUID NOT NULL,
    "round_id" UUID NOT NULL,
    "candidate_id" UUID NOT NULL,
    "department_id" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'unsigned',
    "answers" JSONB NOT NULL DEFAULT '{}',
    "flagged" BOOLEAN NOT NULL DEFAULT false,
    "complete" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 1,
    "drafted_by_id" UUID,
    "drafted_at" TIMESTAMPTZ(3),
    "signed_by_id" UUID,
    "signed_at" TIMESTAMPTZ(3),
    "return_reason" TEXT,
    "return_words" TEXT,
    "returned_by_id" UUID,
    "returned_at" TIMESTAMPTZ(3),

    CONSTRAINT "review_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "recusal" (
    "review_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "words" TEXT,

    CONSTRAINT "recusal_pkey" PRIMARY KEY ("review_id","account_id")
);

-- CreateTable
CREATE TABLE "packet" (
    "id" UUID NOT NULL,
    "round_id" UUID NOT NULL,
    "department_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "direction" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "cipher" BYTEA,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "taken_at" TIMESTAMPTZ(3),
    "tally" JSONB,

    CONSTRAINT "packet_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "round" (
    "id" UUID NOT NULL,
    "cycle_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "criteria_set_id" UUID NOT NULL,
    "reference_date" DATE NOT NULL,
    "due_on" DATE NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'issued',
    "issued_at" TIMESTAMPTZ(3) NOT NULL,
    "issued_by_id" UUID NOT NULL,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "round_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "round_department" (
    "round_id" UUID NOT NULL,
    "department_id" UUID NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "round_department_pkey" PRIMARY KEY ("round_id","department_id")
);

-- CreateTable
CREATE TABLE "round_candidate" (
    "round_id" UUID NOT NULL,
    "candidate_id" UUID NOT NULL,

    CONSTRAINT "round_candidate_pkey" PRIMARY KEY ("round_id","candidate_id")
);

-- CreateTable
CREATE TABLE "standing" (
    "candidate_id" UUID NOT NULL,
    "cycle_id" UUID NOT NULL,
    "township_id" UUID NOT NULL,
    "round_id" UUID NOT NULL,
    "standing" TEXT NOT NULL,
    "reasons" JSONB NOT NULL,
    "lapsed" JSONB NOT NULL,
    "waiting_for" TEXT[],
    "rule_version" TEXT NOT NULL,
    "computed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "standing_pkey" PRIMARY KEY ("candidate_id")
);

-- CreateTable
CREATE TABLE "key_check" (
    "id" INTEGER NOT NULL,
    "digest" TEXT NOT NULL,

    CONSTRAINT "key_check_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "account_username_key" ON "account"("username");

-- CreateIndex
CREATE INDEX "account_township_id_idx" ON "account"("township_id");

-- CreateIndex
CREATE INDEX "account_department_id_idx" ON "account"("department_id");

-- CreateIndex
CREATE INDEX "password_link_account_id_idx" ON "password_link"("account_id");

-- CreateIndex
CREATE INDEX "session_account_id_idx" ON "session"("account_id");

-- CreateIndex
CREATE INDEX "session_expires_at_idx" ON "session"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "audit_entry_id_key" ON "audit_entry"("id");

-- CreateIndex
CREATE INDEX "audit_entry_at_idx" ON "audit_entry"("at");

-- CreateIndex
CREATE INDEX "audit_entry_act_at_idx" ON "audit_entry"("act", "at");

-- CreateIndex
CREATE INDEX "audit_entry_actor_id_at_idx" ON "audit_entry"("actor_id", "at");

-- CreateIndex
CREATE INDEX "audit_entry_record_type_record_id_idx" ON "audit_entry"("record_type", "record_id");

-- CreateIndex
CREATE INDEX "candidate_cycle_id_id_digest_idx" ON "candidate"("cycle_id", "id_digest");

-- CreateIndex
CREATE INDEX "candidate_cycle_id_township_id_state_idx" ON "candidate"("cycle_id", "township_id", "state");

-- CreateIndex
CREATE INDEX "candidate_cycle_id_name_idx" ON "candidate"("cycle_id", "name");

-- CreateIndex
CREATE INDEX "candidate_cycle_id_pinyin_id_idx" ON "candidate"("cycle_id", "pinyin", "id");

-- CreateIndex
CREATE INDEX "candidate_cycle_id_updated_at_id_idx" ON "candidate"("cycle_id", "updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "candidate_cycle_id_team_id_id_digest_key" ON "candidate"("cycle_id", "team_id", "id_digest");

-- CreateIndex
CREATE INDEX "candidate_event_candidate_id_at_idx" ON "candidate_event"("candidate_id", "at");

-- CreateIndex
CREATE INDEX "relative_candidate_id_idx" ON "relative"("candidate_id");

-- CreateIndex
CREATE INDEX "relative_id_digest_idx" ON "relative"("id_digest");

-- CreateIndex
CREATE INDEX "roster_preview_account_id_created_at_idx" ON "roster_preview"("account_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "criteria_set_cycle_id_key_version_key" ON "criteria_set"("cycle_id", "key", "version");

-- CreateIndex
CREATE UNIQUE INDEX "township_name_key" ON "township"("name");

-- CreateIndex
CREATE UNIQUE INDEX "team_code_key" ON "team"("code");

-- CreateIndex
CREATE UNIQUE INDEX "team_township_id_name_key" ON "team"("township_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "department_key_key" ON "department"("key");

-- CreateIndex
CREATE INDEX "outcome_candidate_id_idx" ON "outcome"("candidate_id");

-- CreateIndex
CREATE INDEX "outcome_round_id_state_outcome_idx" ON "outcome"("round_id", "state", "outcome");

-- CreateIndex
CREATE INDEX "outcome_batch_id_idx" ON "outcome"("batch_id");

-- CreateIndex
CREATE INDEX "review_candidate_id_idx" ON "review"("candidate_id");

-- CreateIndex
CREATE INDEX "review_department_id_round_id_state_idx" ON "review"("department_id", "round_id", "state");

-- CreateIndex
CREATE UNIQUE INDEX "review_round_id_department_id_candidate_id_key" ON "review"("round_id", "department_id", "candidate_id");

-- CreateIndex
CREATE INDEX "packet_round_id_department_id_created_at_idx" ON "packet"("round_id", "department_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "round_cycle_id_number_key" ON "round"("cycle_id", "number");

-- CreateIndex
CREATE INDEX "round_candidate_candidate_id_idx" ON "round_candidate"("candidate_id");

-- CreateIndex
CREATE INDEX "standing_cycle_id_standing_idx" ON "standing"("cycle_id", "standing");

-- CreateIndex
CREATE INDEX "standing_township_id_standing_idx" ON "standing"("township_id", "standing");

-- CreateIndex
CREATE INDEX "standing_round_id_standing_idx" ON "standing"("round_id", "standing");

-- AddForeignKey
ALTER TABLE "account" ADD CONSTRAINT "account_township_id_fkey" FOREIGN KEY ("township_id") REFERENCES "township"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account" ADD CONSTRAINT "account_department_id_fkey" FOREIGN KEY ("department_id") REFERENCES "department"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "password_link" ADD CONSTRAINT "password_link_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "candidate" ADD CONSTRAINT "candidate_cycle_id_fkey" FOREIGN KEY ("cycle_id") REFERENCES "cycle"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "candidate" ADD CONSTRAINT "candidate_township_id_fkey" FOREIGN KEY ("township_id") REFERENCES "township"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "candidate" ADD CONSTRAINT "candidate_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "team"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "candidate_event" ADD CONSTRAINT "candidate_event_candidate_id_fkey" FOREIGN KEY ("candidate_id") REFERENCES "candidate"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "relative" ADD CONSTRAINT "relative_candidate_id_fkey" FOREIGN KEY ("candidate_id") REFERENCES "candidate"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "roster_preview" ADD CONSTRAINT "roster_preview_cycle_id_fkey" FOREIGN KEY ("cycle_id") REFERENCES "cycle"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "roster_preview" ADD CONSTRAINT "roster_preview_township_id_fkey" FOREIGN KEY ("township_id") REFERENCES "township"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "criteria_set" ADD CONSTRAINT "criteria_set_cycle_id_fkey" FOREIGN KEY ("cycle_id") REFERENCES "cycle"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cycle_department" ADD CONSTRAINT "cycle_department_cycle_id_fkey" FOREIGN KEY ("cycle_id") REFERENCES "cycle"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cycle_department" ADD CONSTRAINT "cycle_department_department_id_fkey" FOREIGN KEY ("department_id") REFERENCES "department"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "team" ADD CONSTRAINT "team_township_id_fkey" FOREIGN KEY ("township_id") REFERENCES "township"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outcome" ADD CONSTRAINT "outcome_candidate_id_fkey" FOREIGN KEY ("candidate_id") REFERENCES "candidate"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outcome" ADD CONSTRAINT "outcome_round_id_fkey" FOREIGN KEY ("round_id") REFERENCES "round"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outcome" ADD CONSTRAINT "outcome_deliberation_id_fkey" FOREIGN KEY ("deliberation_id") REFERENCES "deliberation"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outcome" ADD CONSTRAINT "outcome_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "outcome_batch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deliberation" ADD CONSTRAINT "deliberation_cycle_id_fkey" FOREIGN KEY ("cycle_id") REFERENCES "cycle"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "review" ADD CONSTRAINT "review_round_id_fkey" FOREIGN KEY ("round_id") REFERENCES "round"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "review" ADD CONSTRAINT "review_candidate_id_fkey" FOREIGN KEY ("candidate_id") REFERENCES "candidate"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "review" ADD CONSTRAINT "review_department_id_fkey" FOREIGN KEY ("department_id") REFERENCES "department"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recusal" ADD CONSTRAINT "recusal_review_id_fkey" FOREIGN KEY ("review_id") REFERENCES "review"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "packet" ADD CONSTRAINT "packet_round_id_fkey" FOREIGN KEY ("round_id") REFERENCES "round"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "packet" ADD CONSTRAINT "packet_department_id_fkey" FOREIGN KEY ("department_id") REFERENCES "department"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "round" ADD CONSTRAINT "round_cycle_id_fkey" FOREIGN KEY ("cycle_id") REFERENCES "cycle"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "round" ADD CONSTRAINT "round_criteria_set_id_fkey" FOREIGN KEY ("criteria_set_id") REFERENCES "criteria_set"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "round_department" ADD CONSTRAINT "round_department_round_id_fkey" FOREIGN KEY ("round_id") REFERENCES "round"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "round_department" ADD CONSTRAINT "round_department_department_id_fkey" FOREIGN KEY ("department_id") REFERENCES "department"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "round_candidate" ADD CONSTRAINT "round_candidate_round_id_fkey" FOREIGN KEY ("round_id") REFERENCES "round"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "round_candidate" ADD CONSTRAINT "round_candidate_candidate_id_fkey" FOREIGN KEY ("candidate_id") REFERENCES "candidate"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "standing" ADD CONSTRAINT "standing_candidate_id_fkey" FOREIGN KEY ("candidate_id") REFERENCES "candidate"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "standing" ADD CONSTRAINT "standing_round_id_fkey" FOREIGN KEY ("round_id") REFERENCES "round"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


-- Enumerations are text with CHECK: native ones fail on Citus (docs/decisions).
ALTER TABLE "team" ADD CONSTRAINT "team_kind_check" CHECK ("kind" IN ('village', 'community'));
ALTER TABLE "account" ADD CONSTRAINT "account_role_check" CHECK ("role" IN ('township_clerk', 'township_lead', 'reviewer', 'signatory', 'office', 'leading_group', 'observer', 'system_admin', 'security_admin', 'auditor'));
ALTER TABLE "account" ADD CONSTRAINT "account_state_check" CHECK ("state" IN ('active', 'disabled'));
ALTER TABLE "cycle" ADD CONSTRAINT "cycle_state_check" CHECK ("state" IN ('preparing', 'open', 'closed'));
ALTER TABLE "calendar_day" ADD CONSTRAINT "calendar_day_kind_check" CHECK ("kind" IN ('holiday', 'workday'));
ALTER TABLE "criteria_set" ADD CONSTRAINT "criteria_set_state_check" CHECK ("state" IN ('draft', 'frozen'));
ALTER TABLE "candidate" ADD CONSTRAINT "candidate_sex_check" CHECK ("sex" IN ('male', 'female'));
ALTER TABLE "candidate" ADD CONSTRAINT "candidate_state_check" CHECK ("state" IN ('draft', 'submitted', 'passed', 'returned', 'not_recommended', 'withdrawn'));
ALTER TABLE "relative" ADD CONSTRAINT "relative_kinship_check" CHECK ("kinship" IN ('spouse', 'parent', 'child', 'sibling'));
ALTER TABLE "standing" ADD CONSTRAINT "standing_standing_check" CHECK ("standing" IN ('withdrawn', 'returned', 'bar', 'waiting', 'disputed', 'hold', 'refer', 'gap', 'clear'));
ALTER TABLE "round" ADD CONSTRAINT "round_state_check" CHECK ("state" IN ('issued', 'closed'));
ALTER TABLE "review" ADD CONSTRAINT "review_state_check" CHECK ("state" IN ('unsigned', 'signed', 'returned'));
ALTER TABLE "review" ADD CONSTRAINT "review_return_reason_check" CHECK ("return_reason" IN ('identity', 'papers', 'other'));
ALTER TABLE "packet" ADD CONSTRAINT "packet_direction_check" CHECK ("direction" IN ('out', 'in'));
ALTER TABLE "outcome" ADD CONSTRAINT "outcome_outcome_check" CHECK ("outcome" IN ('eligible', 'ineligible', 'held', 'eligible_with_reasons', 'rectify'));
ALTER TABLE "outcome" ADD CONSTRAINT "outcome_ground_check" CHECK ("ground" IN ('bar', 'refer'));
ALTER TABLE "outcome" ADD CONSTRAINT "outcome_state_check" CHECK ("state" IN ('proposed', 'approved', 'taken_back', 'refused', 'superseded'));

-- A role is bound to the township or department it works for, and to nothing else.
ALTER TABLE "account" ADD CONSTRAINT "account_bound_check" CHECK (
  ("township_id" IS NOT NULL) = ("role" IN ('township_clerk', 'township_lead'))
  AND ("department_id" IS NOT NULL) = ("role" IN ('reviewer', 'signatory')));

-- A signed review names its signer, who did not draft it.
ALTER TABLE "review" ADD CONSTRAINT "review_signed_check" CHECK (
  "state" <> 'signed' OR ("signed_by_id" IS NOT NULL AND "signed_at" IS NOT NULL AND "complete"));
ALTER TABLE "review" ADD CONSTRAINT "review_two_people_check" CHECK (
  "signed_by_id" IS NULL OR "signed_by_id" IS DISTINCT FROM "drafted_by_id");
ALTER TABLE "review" ADD CONSTRAINT "review_returned_check" CHECK (
  ("state" = 'returned') = ("return_reason" IS NOT NULL));

-- A candidate has at most one outcome under way and one in force; the approver is not the proposer.
CREATE UNIQUE INDEX "outcome_proposed_key" ON "outcome" ("candidate_id") WHERE "state" = 'proposed';
CREATE UNIQUE INDEX "outcome_approved_key" ON "outcome" ("candidate_id") WHERE "state" = 'approved';
ALTER TABLE "outcome" ADD CONSTRAINT "outcome_two_people_check" CHECK (
  "state" <> 'approved' OR ("decided_by_id" IS NOT NULL AND "decided_by_id" <> "proposed_by_id"));

-- One county in a schema, one end of the chain.
CREATE UNIQUE INDEX "county_single_key" ON "county" ((true));
INSERT INTO "audit_head" ("id", "seq", "digest") VALUES (1, 0, repeat('0', 64));
