import type { Tx } from '../db/client'
import { Prisma } from '../db/generated/client'
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

/**
 * That `outcome o` leaves nothing to propose for the person of `standing s`: it is under way, or in force and overtaken by
 * nothing. What was to last until a day (held, rectify) is over once a later round, or the recheck of what was put right,
 * has looked at the person again.
 */
export const isSettling = Prisma.sql`(o.state = 'proposed' OR (o.state = 'approved' AND o.stale_at IS NULL
  AND NOT (o.outcome IN ('held', 'rectify') AND (o.round_id <> s.round_id OR EXISTS (
    SELECT FROM rectification f JOIN recheck k ON k.id = f.recheck_id
    WHERE f.outcome_id = o.id AND k.state = 'answered')))))`

/** Which of these candidates have an outcome proposed, or one in force that nothing has overtaken. */
export async function settledCandidates(tx: Tx, candidateIds: string[]): Promise<Set<string>> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT o.candidate_id AS id FROM outcome o JOIN standing s ON s.candidate_id = o.candidate_id
    WHERE o.candidate_id = ANY(${candidateIds}::uuid[]) AND ${isSettling}`
  return new Set(rows.map(({ id }) => id))
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
