import type { Scope } from '../../accounts/scope'
import type { Tx } from '../../db/client'
import { Prisma } from '../../db/generated/client'
import { newId } from '../../lib/ids'
import type { CandidateState, Changes } from '../candidate'
import { inScope } from '../candidates.store'
import type { EventKind } from '../transitions'

/** What an act must know of a candidate that it has locked. `ownHand`: the actor entered or corrected the file. */
export type Locked = {
  id: string
  name: string
  townshipId: string
  state: CandidateState
  standing: string | null
  version: number
  ownHand: boolean
}

export type NewEvent = { candidateId: string; kind: EventKind; words?: string | null; changes?: Changes | null }

/**
 * Locks candidates in id order and tells what they are now; ids outside the scope are not among them. The standing is
 * read after the lock, so that a department's act that was in the way has been seen.
 */
export async function lockInScope(tx: Tx, scope: Scope, ids: string[], accountId: string): Promise<Locked[]> {
  const found = await tx.$queryRaw<{ id: string }[]>`
    SELECT c.id FROM candidate c WHERE c.id = ANY(${ids}::uuid[]) AND ${inScope(scope)} ORDER BY c.id FOR UPDATE OF c`
  const locked = found.map(({ id }) => id)
  return tx.$queryRaw<Locked[]>`
    SELECT c.id, c.name, c.township_id AS "townshipId", c.state, s.standing, c.version,
           ${ownHand(accountId)} AS "ownHand"
    FROM candidate c LEFT JOIN standing s ON s.candidate_id = c.id
    WHERE c.id = ANY(${locked}::uuid[]) ORDER BY c.id`
}

/** Whether this account entered or corrected the file: whoever did may not screen it. */
export async function ownHandOf(db: Tx, candidateId: string, accountId: string): Promise<boolean> {
  const rows = await db.$queryRaw<{ own: boolean }[]>`
    SELECT ${ownHand(accountId)} AS own FROM candidate c WHERE c.id = ${candidateId}::uuid`
  return rows[0]?.own ?? false
}

/** Moves candidates to their next states, each one version up. */
export async function moveCandidates(tx: Tx, moves: { id: string; state: CandidateState }[], now: Date): Promise<void> {
  await tx.$executeRaw`
    UPDATE candidate c SET state = move.state, version = c.version + 1, updated_at = ${now}
    FROM unnest(${moves.map(({ id }) => id)}::uuid[], ${moves.map(({ state }) => state)}::text[]) AS move (id, state)
    WHERE c.id = move.id`
}

const chunk = 10_000

/** Adds to the history, set-based. */
export async function insertEvents(
  tx: Tx,
  actor: { accountId: string; role: string },
  events: NewEvent[],
  now: Date,
): Promise<void> {
  for (let start = 0; start < events.length; start += chunk) {
    const rows = events.slice(start, start + chunk).map((event) => eventRow(event, now))
    await tx.$executeRaw`
      INSERT INTO candidate_event (id, candidate_id, kind, at, account_id, role, words, changes)
      SELECT id, candidate_id, kind, ${now}, ${actor.accountId}::uuid, ${actor.role}, words, changes
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        AS row (id uuid, candidate_id uuid, kind text, words text, changes jsonb)`
  }
}

function eventRow({ candidateId, kind, words, changes }: NewEvent, now: Date) {
  return { id: newId(now.getTime()), candidate_id: candidateId, kind, words: words ?? null, changes: changes ?? null }
}

/** Those of the candidates whose files this account entered or corrected. */
export async function ownHandsAmong(db: Tx, ids: string[], accountId: string): Promise<Set<string>> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT c.id FROM candidate c WHERE c.id = ANY(${ids}::uuid[]) AND ${ownHand(accountId)}`
  return new Set(rows.map(({ id }) => id))
}

function ownHand(accountId: string): Prisma.Sql {
  return Prisma.sql`(c.entered_by_id = ${accountId}::uuid OR EXISTS (
    SELECT FROM candidate_event e WHERE e.candidate_id = c.id AND e.account_id = ${accountId}::uuid
      AND e.kind IN ('enter', 'import', 'correct')))`
}
