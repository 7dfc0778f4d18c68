-- The proof of what was put right is attached to its rectification, which has its outcome's id.
ALTER TABLE "evidence_link" DROP CONSTRAINT "evidence_link_record_type_check";
ALTER TABLE "evidence_link" ADD CONSTRAINT "evidence_link_record_type_check" CHECK ("record_type" IN ('candidate', 'review', 'recheck', 'notice', 'trigger', 'deliberation', 'rectification'));
