import type { CriteriaSet } from '../criteria/criteria'
import { findCriteria } from '../criteria/criteria.store'
import type { Tx } from '../db/client'
import { Prisma } from '../db/generated/client'
import { dayFromDate, type Day } from '../lib/day'
import { lockCandidates } from '../standings/standings.store'
import { recusedNames } from './recusal/recusal.store'
import { judgedColumns, recheckJoin } from './judged.store'
import type { RecheckKind } from './rechecks/recheck'
import type { Answers, Basis, Judged, Mark } from './review'
import { followDrafters } from './split/held.store'
import { releaseChanged } from './together/kept.store'

/** What a department needs of a candidate's file; codes as in src/candidates/codes. */
export type ReviewedFile = {
  candidateId: string
  name: string
  idCipher: Uint8Array
  sex: string
  birth: Day
  politicalStatus: string | null
  partyJoined: string | null
  education: string | null
  township: string
  team: string
  currentPost: string | null
  position: string
  bothPosts: boolean | null
  source: string | null
  nomination: string | null
}

/** One review with all that its page and its acts need; nothing of other departments is in it (house rule 7). */
export type DeskReview = Judged &
  Basis & {
    id: string
    version: number
    answers: Answers
    flagged: boolean
    draftedAt: Date | null
    draftedBy: string | null
    /** Names of colleagues who keep away from it. */
    recusedBy: string[]
    signedAt: Date | null
    signedBy: string | null
    /** In whose stead a deputy signed. */
    signedFor: string | null
    returnReason: string | null
    returnWords: string | null
    roundId: string
    roundNumber: number
    /** Of the recheck where there is one, else of the department in the round. */
    dueOn: Day
    recheck: AskedRecheck | null
    origin: Origin | null
    file: ReviewedFile
  }

/** What a recheck asks of the department: only these items, none named for identity. */
export type AskedRecheck = { kind: RecheckKind; items: string[]; words: string }

/** The signed review that is carried into the round, or whose other answers a recheck takes along. */
export type Origin = { roundNumber: number; signedBy: string; signedFor: string | null; signedAt: Date }

/** The review, or null where it does not exist for this department. */
export async function findReview(db: Tx, departmentId: string | null, id: string): Promise<DeskReview | null> {
  const rows = await db.$queryRaw<ReviewRow[]>`
    SELECT ${columns} FROM review v ${joins} WHERE v.id = ${id}::uuid AND v.department_id = ${departmentId}::uuid`
  const row = rows[0]
  if (!row) return null
  const criteria = await findCriteria(db, row.criteriaSetId)
  return criteria && toReview(row, criteria)
}

/** The same, candidate and review locked in this order, as every act on answers does. */
export async function lockReview(tx: Tx, departmentId: string | null, id: string): Promise<DeskReview | null> {
  const rows = await tx.$queryRaw<{ candidateId: string }[]>`
    SELECT candidate_id AS "candidateId" FROM review WHERE id = ${id}::uuid AND department_id = ${departmentId}::uuid`
  if (!rows[0]) return null
  await lockCandidates(tx, [rows[0].candidateId])
  await tx.$queryRaw`SELECT id FROM review WHERE id = ${id}::uuid FOR UPDATE`
  return findReview(tx, departmentId, id)
}

export type Draft = { id: string; answers: Answers; mark: Mark; draftedById: string; draftedAt: Date }

/** Writes drafts in one statement; a returned review is taken up again with it. Each goes one version up. */
export async function saveDrafts(tx: Tx, drafts: Draft[]): Promise<void> {
  const rows = drafts.map(({ id, answers, mark, draftedById, draftedAt }) => {
    const { complete, flagged } = mark
    return { id, answers, complete, flagged, drafted_by_id: draftedById, drafted_at: draftedAt }
  })
  await tx.$executeRaw`
    UPDATE review v
    SET answers = d.answers, complete = d.complete, flagged = d.flagged, drafted_by_id = d.drafted_by_id,
        drafted_at = d.drafted_at, version = v.version + 1, state = 'unsigned', return_reason = NULL,
        return_words = NULL, returned_by_id = NULL, returned_at = NULL
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS d (id uuid, answers jsonb, complete boolean, flagged boolean, drafted_by_id uuid, drafted_at timestamptz)
    WHERE v.id = d.id`
  const ids = drafts.map(({ id }) => id)
  await releaseChanged(tx, ids)
  await followDrafters(tx, ids)
}

export type FileReturn = { id: string; reason: string; words: string; by: string; at: Date }

export async function saveReturns(tx: Tx, returns: FileReturn[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE review v
    SET state = 'returned', return_reason = d.reason, return_words = d.words, returned_by_id = d.by, returned_at = d.at,
        version = v.version + 1
    FROM jsonb_to_recordset(${JSON.stringify(returns)}::jsonb)
      AS d (id uuid, reason text, words text, by uuid, at timestamptz)
    WHERE v.id = d.id`
}

type ReviewRow = Omit<DeskReview, 'file' | 'criteria' | 'terms' | 'referenceDate' | 'dueOn' | 'recheck' | 'origin'> &
  Omit<ReviewedFile, 'birth'> & {
    recheckItems: string[] | null
    recheckWords: string | null
    originRound: number | null
    originSignedBy: string | null
    originSignedFor: string | null
    originSignedAt: Date | null
    criteriaSetId: string
    referenceDate: Date
    dueOn: Date
    startsOn: Date
    lastTermStart: Date
    birth: Date
  }

// A carried review says what its origin says.
const columns = Prisma.sql`
  v.id, v.version, CASE WHEN v.state = 'carried' THEN o.answers ELSE v.answers END AS answers, v.flagged,
  d.key AS "departmentKey", v.drafted_at AS "draftedAt", a.name AS "draftedBy", ${recusedNames} AS "recusedBy", v.signed_at AS "signedAt",
  s.name AS "signedBy", (SELECT name FROM account WHERE id = v.signed_for_id) AS "signedFor", v.return_reason AS "returnReason", v.return_words AS "returnWords",
  r.id AS "roundId", r.number AS "roundNumber", coalesce(k.due_on, rd.extended_due_on, r.due_on) AS "dueOn",
  r.reference_date AS "referenceDate", r.criteria_set_id AS "criteriaSetId", y.starts_on AS "startsOn",
  y.last_term_start AS "lastTermStart", k.items AS "recheckItems", k.words AS "recheckWords",
  q.number AS "originRound", os.name AS "originSignedBy", (SELECT name FROM account WHERE id = o.signed_for_id) AS "originSignedFor", o.signed_at AS "originSignedAt",
  ${judgedColumns},
  c.id AS "candidateId", c.name, c.id_cipher AS "idCipher", c.sex, c.birth_date AS birth,
  c.political_status AS "politicalStatus", c.party_joined AS "partyJoined", c.education, p.name AS township,
  t.name AS team, c.current_post AS "currentPost", c.position, c.both_posts AS "bothPosts", c.source, c.nomination`

const joins = Prisma.sql`
  JOIN candidate c ON c.id = v.candidate_id
  JOIN township p ON p.id = c.township_id
  JOIN team t ON t.id = c.team_id
  JOIN round r ON r.id = v.round_id
  JOIN round_department rd ON rd.round_id = v.round_id AND rd.department_id = v.department_id
  JOIN cycle y ON y.id = r.cycle_id
  JOIN department d ON d.id = v.department_id
  LEFT JOIN account a ON a.id = v.drafted_by_id
  LEFT JOIN account s ON s.id = v.signed_by_id
  ${recheckJoin}
  LEFT JOIN review o ON o.id = v.origin_id
  LEFT JOIN round q ON q.id = o.round_id
  LEFT JOIN account os ON os.id = o.signed_by_id`

function toReview(row: ReviewRow, criteria: CriteriaSet): DeskReview {
  const { candidateId, name, idCipher, sex, politicalStatus, partyJoined, education, township, team } = row
  const { currentPost, position, bothPosts, source, nomination } = row
  const person = { candidateId, name, idCipher, sex, politicalStatus, partyJoined, education, township, team }
  const birth = dayFromDate(row.birth)
  return {
    ...row,
    criteria,
    terms: { cycleStart: dayFromDate(row.startsOn), lastTermStart: dayFromDate(row.lastTermStart) },
    referenceDate: dayFromDate(row.referenceDate),
    dueOn: dayFromDate(row.dueOn),
    recheck: recheckIn(row),
    origin: originIn(row),
    file: { ...person, birth, currentPost, position, bothPosts, source, nomination },
  }
}

function recheckIn({ recheckKind: kind, recheckItems: items, recheckWords: words }: ReviewRow): AskedRecheck | null {
  return kind && { kind, items: items ?? [], words: words ?? '' }
}

function originIn({ originRound, originSignedBy, originSignedFor, originSignedAt }: ReviewRow): Origin | null {
  if (originRound === null || originSignedAt === null) return null
  return {
    roundNumber: originRound,
    signedBy: originSignedBy ?? '',
    signedFor: originSignedFor,
    signedAt: originSignedAt,
  }
}
