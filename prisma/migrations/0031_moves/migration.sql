-- Boards count what happened in the last days.

-- CreateIndex
CREATE INDEX "candidate_event_at_idx" ON "candidate_event"("at");

-- CreateIndex
CREATE INDEX "review_signed_at_idx" ON "review"("signed_at");

-- CreateIndex
CREATE INDEX "outcome_decided_at_idx" ON "outcome"("decided_at");
