import type { Tx } from '../db/client'
import { dateFromDay } from '../lib/day'
import { offers, type OutcomeWord } from './outcome'
import type { OutcomeState } from './transitions'
import type { Snapshot } from './snapshot'

export type LiveOutcome = {
  id: string
  candidateId: string
  state: OutcomeState
  standing: string
  outcome: OutcomeWord
  proposedById: string
  staleAt: Date | null
  snapshot: Snapshot
}

/** Outcomes by id, locked in id order with their candidates' other live ones, so that of two decisions one wins. */
export async function lockOutcomes(tx: Tx, ids: string[]): Promise<LiveOutcome[]> {
  return tx.$queryRaw<LiveOutcome[]>`
    SELECT id, candidate_id AS "candidateId", state, standing, outcome, proposed_by_id AS "proposedById",
           stale_at AS "staleAt", snapshot
    FROM outcome WHERE id = ANY(${ids}::uuid[]) ORDER BY id FOR UPDATE`
}

/** Which of these candidates have an outcome proposed, or one in force that nothing has overtaken. */
export async function settledCandidates(tx: Tx, candidateIds: string[]): Promise<Set<string>> {
  const rows = await tx.outcome.findMany({
    where: { candidateId: { in: candidateIds }, OR: [{ state: 'proposed' }, { state: 'approved', staleAt: null }] },
    select: { candidateId: true },
  })
  return new Set(rows.map((row) => row.candidateId))
}

/** Whether departments still look at one of these candidates again. */
export async function isRechecked(tx: Tx, candidateIds: string[]): Promise<boolean> {
  return (await tx.recheck.count({ where: { candidateId: { in: candidateIds }, state: 'open' } })) > 0
}

export type NewOutcome = { id: string; snapshot: Snapshot; digest: string }

export async function findBatch(
  db: Tx,
  id: string,
): Promise<{ id: string; proposedById: string; proposedAt: Date } | null> {
  return db.outcomeBatch.findUnique({ where: { id } })
}

/** Writes a batch and its proposals in two statements. */
export async function insertProposals(
  tx: Tx,
  batch: { id: string; proposedById: string; proposedAt: Date },
  outcomes: NewOutcome[],
): Promise<void> {
  await tx.outcomeBatch.create({ data: { ...batch, size: outcomes.length } })
  await tx.outcome.createMany({ data: outcomes.map((outcome) => proposalRow(batch, outcome)) })
}

function proposalRow(
  batch: { id: string; proposedById: string; proposedAt: Date },
  { id, snapshot, digest }: NewOutcome,
) {
  const { until, ...said } = snapshot.proposal
  const standing = snapshot.standing.standing
  return {
    ...said,
    id,
    candidateId: snapshot.candidateId,
    roundId: snapshot.roundId,
    standing,
    ground: said.outcome === 'ineligible' ? offers[standing].ground : null,
    until: until ? dateFromDay(until) : null,
    batchId: batch.id,
    proposedById: batch.proposedById,
    proposedAt: batch.proposedAt,
    snapshot,
    digest,
  }
}

/** Puts earlier outcomes in force of the same candidates behind; they stay readable. */
export async function supersedeApproved(tx: Tx, candidateIds: string[]): Promise<void> {
  await tx.outcome.updateMany({
    where: { candidateId: { in: candidateIds }, state: 'approved' },
    data: { state: 'superseded' },
  })
}

export type Approval = { id: string; snapshot: Snapshot; digest: string }

/** Approves in one statement, each with its completed snapshot. */
export async function approveOutcomes(tx: Tx, approvals: Approval[], decidedById: string, at: Date): Promise<void> {
  await tx.$executeRaw`
    UPDATE outcome o
    SET state = 'approved', decided_by_id = ${decidedById}::uuid, decided_at = ${at}, snapshot = row.snapshot,
        digest = row.digest
    FROM jsonb_to_recordset(${JSON.stringify(approvals)}::jsonb) AS row (id uuid, snapshot jsonb, digest text)
    WHERE o.id = row.id`
}

/** Refuses or takes back proposals, with words. */
export async function endProposals(
  tx: Tx,
  ids: string[],
  end: { state: 'refused' | 'taken_back'; decidedById: string; decidedAt: Date; decidedWords: string },
): Promise<void> {
  await tx.outcome.updateMany({ where: { id: { in: ids } }, data: end })
}
