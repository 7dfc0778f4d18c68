import type { Scope } from '../accounts/scope'
import { entryOf, type HistoryEntry, type NewEntry } from '../candidates/history/history'
import type { Tx } from '../db/client'

/**
 * What was proposed and decided, in which meeting, and what the person was told. The township knows what was decided and
 * what it handed over; how it came to that is the county's. Departments learn nothing of outcomes here.
 */
export async function outcomeHistory(db: Tx, scope: Scope, candidateId: string): Promise<HistoryEntry[]> {
  if (scope.kind === 'department' || scope.kind === 'nothing') return []
  const decided = await decisions(db, scope, candidateId)
  const told = [...(await notices(db, candidateId)), ...(await rectifications(db, candidateId))]
  if (scope.kind === 'township') return [...decided, ...told].map(withoutPerson)
  return [...(await proposals(db, candidateId)), ...decided, ...(await meetings(db, candidateId)), ...told]
}

/** Approved, put behind by another, final. */
async function decisions(db: Tx, scope: Scope, candidateId: string): Promise<HistoryEntry[]> {
  const rows = await db.$queryRaw<NewEntry[]>`
    SELECT 'approved' AS kind, o.decided_at AS at, a.name AS person, a.role, o.outcome AS code, o.ground_items AS items,
           to_char(o.until, 'YYYY-MM-DD') AS day, o.decided_words AS words, o.digest, o.id::text AS record
    FROM outcome o JOIN account a ON a.id = o.decided_by_id
    WHERE o.candidate_id = ${candidateId}::uuid AND o.state IN ('approved', 'superseded')
    UNION ALL
    SELECT 'superseded', (SELECT min(n.decided_at) FROM outcome n WHERE n.candidate_id = o.candidate_id
             AND n.decided_at > o.decided_at AND n.state IN ('approved', 'superseded')),
           NULL, NULL, o.outcome, '{}', NULL, NULL, o.digest, o.id::text
    FROM outcome o WHERE o.candidate_id = ${candidateId}::uuid AND o.state = 'superseded'
    UNION ALL
    SELECT 'final', o.final_at, NULL, NULL, o.outcome, '{}', NULL, NULL, o.digest, o.id::text
    FROM outcome o WHERE o.candidate_id = ${candidateId}::uuid AND o.final_at IS NOT NULL`
  const known = rows.filter(({ at }) => at).map(entryOf)
  return scope.kind === 'township'
    ? known.map((entry) => ({ ...entry, words: null, digest: null, record: null }))
    : known
}

/** Proposed, refused, taken back, overtaken by what became known. */
async function proposals(db: Tx, candidateId: string): Promise<HistoryEntry[]> {
  const rows = await db.$queryRaw<NewEntry[]>`
    SELECT 'proposed' AS kind, o.proposed_at AS at, a.name AS person, a.role, o.outcome AS code, o.ground_items AS items,
           to_char(o.until, 'YYYY-MM-DD') AS day, o.words, o.id::text AS record
    FROM outcome o JOIN account a ON a.id = o.proposed_by_id WHERE o.candidate_id = ${candidateId}::uuid
    UNION ALL
    SELECT o.state, o.decided_at, a.name, a.role, o.outcome, '{}', NULL, o.decided_words, o.id::text
    FROM outcome o JOIN account a ON a.id = o.decided_by_id
    WHERE o.candidate_id = ${candidateId}::uuid AND o.state IN ('refused', 'taken_back')
    UNION ALL
    SELECT 'stale', o.stale_at, NULL, NULL, o.outcome, '{}', NULL, NULL, o.id::text
    FROM outcome o WHERE o.candidate_id = ${candidateId}::uuid AND o.stale_at IS NOT NULL`
  return rows.map(entryOf)
}

/** Put on an agenda, taken off it again, decided on in minutes that are closed. */
async function meetings(db: Tx, candidateId: string): Promise<HistoryEntry[]> {
  const rows = await db.$queryRaw<NewEntry[]>`
    SELECT 'decided' AS kind, coalesce(m.closed_at, m.created_at) AS at, a.name AS person, a.role, i.decision AS code,
           i.ground_items AS items, to_char(m.met_on, 'YYYY-MM-DD') AS day, i.words, m.document_number AS number,
           m.id::text AS record
    FROM agenda_item i JOIN deliberation m ON m.id = i.deliberation_id LEFT JOIN account a ON a.id = m.closed_by_id
    WHERE i.candidate_id = ${candidateId}::uuid AND i.decision IS NOT NULL AND m.state = 'closed'
    UNION ALL
    SELECT CASE e.act WHEN 'meeting.placed' THEN 'placed' ELSE 'taken_off' END, e.at, a.name, e.role, NULL, '{}',
           to_char(m.met_on, 'YYYY-MM-DD'), NULL, NULL, m.id::text
    FROM audit_entry e JOIN deliberation m ON m.id::text = e.details->>'deliberation' JOIN account a ON a.id = e.actor_id
    WHERE e.record_type = 'candidate' AND e.record_id = ${candidateId}
      AND e.act IN ('meeting.placed', 'meeting.taken_off')`
  return rows.map(entryOf)
}

/** What departments are asked again is told by the recheck, which a township does not read; here it would. */
async function notices(db: Tx, candidateId: string): Promise<HistoryEntry[]> {
  const rows = await db.$queryRaw<NewEntry[]>`
    SELECT 'notice_issued' AS kind, n.issued_at AS at, a.name AS person, a.role, n.document_number AS number,
           NULL AS code, NULL AS day, NULL AS words, n.id::text AS record
    FROM notice n JOIN account a ON a.id = n.issued_by_id WHERE n.candidate_id = ${candidateId}::uuid
    UNION ALL
    SELECT 'notice_step', s.at, a.name, a.role, n.document_number, s.kind, to_char(s.day, 'YYYY-MM-DD'),
           CASE WHEN s.kind = 'rereview' THEN '' ELSE s.words END, n.id::text
    FROM notice_step s JOIN notice n ON n.id = s.notice_id JOIN account a ON a.id = s.account_id
    WHERE n.candidate_id = ${candidateId}::uuid AND s.kind <> 'issue'`
  return rows.map(entryOf)
}

async function rectifications(db: Tx, candidateId: string): Promise<HistoryEntry[]> {
  const rows = await db.$queryRaw<NewEntry[]>`
    SELECT 'rectified' AS kind, x.recorded_at AS at, a.name AS person, a.role, x.proof AS words,
           to_char(x.handed_in_on, 'YYYY-MM-DD') AS day
    FROM rectification x JOIN outcome o ON o.id = x.outcome_id JOIN account a ON a.id = x.recorded_by_id
    WHERE o.candidate_id = ${candidateId}::uuid`
  return rows.map(entryOf)
}

function withoutPerson(entry: HistoryEntry): HistoryEntry {
  const own = entry.role?.startsWith('township_') ?? false
  return own ? entry : { ...entry, person: null }
}
