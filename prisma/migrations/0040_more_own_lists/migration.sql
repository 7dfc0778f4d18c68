-- Own columns and views for two lists more; the names are those of src/accounts/own-lists/own-list.ts.
ALTER TABLE "saved_filter" DROP CONSTRAINT "saved_filter_list_check";
ALTER TABLE "saved_filter" ADD CONSTRAINT "saved_filter_list_check" CHECK ("list" IN ('candidates', 'outcomes', 'reviews', 'rechecks', 'notices', 'meetings', 'triggers', 'rectifications', 'holds', 'elections', 'accounts', 'audit', 'hits', 'stale', 'pointers', 'rounds'));
ALTER TABLE "column_choice" DROP CONSTRAINT "column_choice_list_check";
ALTER TABLE "column_choice" ADD CONSTRAINT "column_choice_list_check" CHECK ("list" IN ('candidates', 'outcomes', 'reviews', 'rechecks', 'notices', 'meetings', 'triggers', 'rectifications', 'holds', 'elections', 'accounts', 'audit', 'hits', 'stale', 'ledger_rows', 'carried', 'pointers', 'rounds'));
