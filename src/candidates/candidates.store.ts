import type { Scope } from '../accounts/scope'
import type { Tx } from '../db/client'
import { Prisma } from '../db/generated/client'
import type { CandidateFile, CandidateState, Changes, DeclaredRelative } from './candidate'
import type { EventKind } from './transitions'

/** A candidate as the cases' pages know it. `standing` is null before the first round; `outcome` is an approved one. */
export type Candidate = CandidateFile & {
  id: string
  cycleId: string
  townshipId: string
  township: string
  teamId: string
  team: string
  idCipher: Uint8Array
  idDigest: string
  state: CandidateState
  standing: string | null
  outcome: string | null
  outcomeItems: string[] | null
  /** The approved outcome is in force: nothing has overtaken it. */
  decided: boolean
  version: number
  resubmittedAt: Date | null
  identifiedAt: Date | null
  enteredById: string
  createdAt: Date
  updatedAt: Date
}

export type CandidateEvent = {
  kind: EventKind
  at: Date
  role: string
  person: string
  words: string | null
  changes: Changes | null
}

/** Why a department sent the file back. Which department it was is not in it: the township must not learn that. */
export type FileReturn = { reason: string; words: string | null; at: Date }

/** One candidate, or null when it does not exist for this scope. */
export async function findCandidate(db: Tx, scope: Scope, id: string): Promise<Candidate | null> {
  const rows = await db.$queryRaw<Candidate[]>`
    SELECT ${candidateColumns} FROM candidate c ${candidateJoins} WHERE c.id = ${id}::uuid AND ${inScope(scope)}`
  return rows[0] ?? null
}

/** Candidates of a cycle with this ID number; more than one when a person is put forward in several teams (R3). */
export async function findByNumber(db: Tx, scope: Scope, cycleId: string, idDigest: string): Promise<Candidate[]> {
  return db.$queryRaw<Candidate[]>`
    SELECT ${candidateColumns} FROM candidate c ${candidateJoins}
    WHERE c.cycle_id = ${cycleId}::uuid AND c.id_digest = ${idDigest} AND ${inScope(scope)}
    ORDER BY c.id LIMIT 50`
}

export async function relativesOf(db: Tx, candidateId: string): Promise<DeclaredRelative[]> {
  return db.$queryRaw<DeclaredRelative[]>`
    SELECT kinship, name, id_digest AS "idDigest" FROM relative WHERE candidate_id = ${candidateId}::uuid ORDER BY id`
}

/** The history, newest first. */
export async function eventsOf(db: Tx, candidateId: string): Promise<CandidateEvent[]> {
  return db.$queryRaw<CandidateEvent[]>`
    SELECT e.kind, e.at, e.role, a.name AS person, e.words, e.changes
    FROM candidate_event e JOIN account a ON a.id = e.account_id
    WHERE e.candidate_id = ${candidateId}::uuid ORDER BY e.at DESC, e.id DESC LIMIT 200`
}

/** The returns of this file that have not been answered by handing it in again, newest first. */
export async function openReturns(db: Tx, candidateId: string): Promise<FileReturn[]> {
  return db.$queryRaw<FileReturn[]>`
    SELECT v.return_reason AS reason, v.return_words AS words, v.returned_at AS at
    FROM review v JOIN candidate c ON c.id = v.candidate_id
    WHERE v.candidate_id = ${candidateId}::uuid AND v.state = 'returned'
      AND v.returned_at > coalesce(c.resubmitted_at, '-infinity')
    ORDER BY v.returned_at DESC`
}

/** What of `candidate c` a scope reaches; it stands in every query about candidates. */
export function inScope(scope: Scope): Prisma.Sql {
  if (scope.kind === 'county') return Prisma.sql`TRUE`
  if (scope.kind === 'township') return Prisma.sql`c.township_id = ${scope.townshipId}::uuid`
  if (scope.kind === 'nothing') return Prisma.sql`FALSE`
  return Prisma.sql`EXISTS (SELECT FROM review v
    WHERE v.candidate_id = c.id AND v.department_id = ${scope.departmentId}::uuid)`
}

export const candidateColumns = Prisma.sql`
  c.id, c.cycle_id AS "cycleId", c.township_id AS "townshipId", p.name AS township, c.team_id AS "teamId",
  t.name AS team, c.name, c.sex, to_char(c.birth_date, 'YYYY-MM-DD') AS birth, c.ethnic_group AS "ethnicGroup",
  c.political_status AS "politicalStatus", c.party_joined AS "partyJoined", c.education,
  c.current_post AS "currentPost", c.position, c.both_posts AS "bothPosts", c.is_new AS "isNew", c.source,
  c.nomination, c.phone, c.remarks, c.id_cipher AS "idCipher", c.id_digest AS "idDigest", c.state, s.standing,
  o.outcome, o.ground_items AS "outcomeItems", o.id IS NOT NULL AND o.stale_at IS NULL AS decided, c.version,
  c.resubmitted_at AS "resubmittedAt", c.identified_at AS "identifiedAt", c.entered_by_id AS "enteredById",
  c.created_at AS "createdAt", c.updated_at AS "updatedAt"`

export const candidateJoins = Prisma.sql`
  JOIN team t ON t.id = c.team_id
  JOIN township p ON p.id = c.township_id
  LEFT JOIN standing s ON s.candidate_id = c.id
  LEFT JOIN outcome o ON o.candidate_id = c.id AND o.state = 'approved'`
