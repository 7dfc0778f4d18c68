-- Own columns and views for four lists more; the names are those of src/accounts/own-lists/own-list.ts.
ALTER TABLE "saved_filter" DROP CONSTRAINT "saved_filter_list_check";
ALTER TABLE "saved_filter" ADD CONSTRAINT "saved_filter_list_check" CHECK ("list" IN ('candidates', 'outcomes', 'reviews', 'rechecks', 'notices', 'meetings', 'triggers', 'rectifications', 'holds', 'elections', 'accounts', 'audit', 'hits', 'stale'));
ALTER TABLE "column_choice" DROP CONSTRAINT "column_choice_list_check";
ALTER TABLE "column_choice" ADD CONSTRAINT "column_choice_list_check" CHECK ("list" IN ('candidates', 'outcomes', 'reviews', 'rechecks', 'notices', 'meetings', 'triggers', 'rectifications', 'holds', 'elections', 'accounts', 'audit', 'hits', 'stale', 'ledger_rows', 'carried'));

-- The audit trail of one person, however seldom they came, and of some days in the middle, is read from an index.
CREATE INDEX "audit_entry_username_seq_idx" ON "audit_entry"("username", "seq");
CREATE INDEX "audit_entry_at_seq_idx" ON "audit_entry"("at", "seq");
DROP INDEX "audit_entry_at_idx";

-- A ledger by name; outcomes by when they were proposed or decided, within a state; the few that were overtaken.
CREATE INDEX "ledger_row_ledger_id_name_idx" ON "ledger_row"("ledger_id", "name");
CREATE INDEX "outcome_state_proposed_at_idx" ON "outcome"("state", "proposed_at");
CREATE INDEX "outcome_state_decided_at_idx" ON "outcome"("state", "decided_at");
CREATE INDEX "outcome_stale_at_idx" ON "outcome"("stale_at");
