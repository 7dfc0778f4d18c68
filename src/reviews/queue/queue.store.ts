import type { Tx } from '../../db/client'
import { Prisma } from '../../db/generated/client'
import { literal } from '../../db/literal'
import { dateFromDay } from '../../lib/day'
import { judgedColumns, recheckJoin } from '../judged.store'
import { orderOf } from './order.store'
import type { QueueFilter, QueueShow } from './queue-filter'
import type { RecheckKind } from '../rechecks/recheck'
import { heldJoin, type Holding, isHeld } from '../split/held.store'
import type { ReviewState } from '../transitions'

/**
 * Whose queue: a department's reviews in the rounds that are out and in rechecks that are open, without those this
 * account keeps away from.
 */
export type QueueOf = Holding & { departmentId: string | null; cycleId: string }

export type QueueRow = {
  id: string
  candidateId: string
  version: number
  name: string
  township: string
  team: string
  position: string
  birth: Date
  roundNumber: number
  referenceDate: Date
  recheckKind: RecheckKind | null
  recheckOpen: boolean
  recheckDueOn: Date | null
  earlierDrafters: string[]
  earlierSigners: string[]
  /** Accounts that have kept away from it. */
  recused: string[]
  state: ReviewState
  complete: boolean
  flagged: boolean
  draftedAt: Date | null
  draftedById: string | null
  returnedAt: Date | null
  resubmittedAt: Date | null
  withdrawn: boolean
  /** The signatory's words on a draft that was sent back; null else. */
  sentBack: string | null
}

/** One page of the queue in the filter's order; the county's lists' unless told. */
export async function listQueue(
  db: Tx,
  of: QueueOf,
  filter: QueueFilter,
  page: { skip: number; take: number },
): Promise<QueueRow[]> {
  return db.$queryRaw<QueueRow[]>`
    SELECT v.id, v.candidate_id AS "candidateId", v.version, c.name, p.name AS township, t.name AS team, c.position, c.birth_date AS birth,
           r.number AS "roundNumber", r.reference_date AS "referenceDate",
           ${asked} AS "recheckOpen", k.due_on AS "recheckDueOn", v.flagged,
           v.drafted_at AS "draftedAt", ${judgedColumns}
    FROM review v ${joins}
    WHERE ${mine(of)} AND ${matching(filter, of)} AND ${shown[filter.show]}
    ORDER BY ${orderOf(filter)} LIMIT ${page.take} OFFSET ${page.skip}`
}

export type Neighbours = { place: number | null; total: number; previous: string | null; next: string | null }

/** Where a review stands in the filtered queue; one that has left it since is placed where it would be. */
export async function neighboursOf(db: Tx, of: QueueOf, filter: QueueFilter, id: string): Promise<Neighbours> {
  const rows = await db.$queryRaw<(Neighbours & { inside: boolean })[]>`
    WITH queue AS (
      SELECT v.id, ${shown[filter.show]} AND ${matching(filter, of)} AS inside, row_number() OVER (ORDER BY ${orderOf(filter)}) AS n
      FROM review v ${joins} WHERE ${mine(of)}
    ), here AS (SELECT n, inside FROM queue WHERE id = ${id}::uuid)
    SELECT here.inside,
           (SELECT count(*)::int FROM queue q WHERE q.inside) AS total,
           (SELECT count(*)::int FROM queue q WHERE q.inside AND q.n <= here.n) AS place,
           (SELECT q.id FROM queue q WHERE q.inside AND q.n < here.n ORDER BY q.n DESC LIMIT 1) AS previous,
           (SELECT q.id FROM queue q WHERE q.inside AND q.n > here.n ORDER BY q.n LIMIT 1) AS next
    FROM here`
  const row = rows[0]
  if (!row) return { place: null, total: 0, previous: null, next: null }
  const { inside, ...neighbours } = row
  return { ...neighbours, place: inside ? neighbours.place : null }
}

/** The department's reviews of a person with this ID number, newest round first. */
export async function findByNumber(db: Tx, of: QueueOf, idDigest: string): Promise<string | null> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT v.id FROM review v ${joins} WHERE ${mine(of)} AND c.id_digest = ${idDigest}
    ORDER BY r.number DESC, v.pass DESC LIMIT 1`
  return rows[0]?.id ?? null
}

/** `dueOn` is the department's own where its time was extended. */
export type OpenRound = { id: string; number: number; referenceDate: Date; dueOn: Date; extended: boolean }

/** Rounds that are out and ask this department, newest first. */
export async function openRounds(db: Tx, of: QueueOf): Promise<OpenRound[]> {
  return db.$queryRaw<OpenRound[]>`
    SELECT r.id, r.number, r.reference_date AS "referenceDate", coalesce(rd.extended_due_on, r.due_on) AS "dueOn",
           rd.extended_due_on IS NOT NULL AS extended
    FROM round r JOIN round_department rd ON rd.round_id = r.id AND rd.department_id = ${of.departmentId}::uuid
    WHERE r.cycle_id = ${of.cycleId}::uuid AND r.state = 'issued' ORDER BY r.number DESC`
}

/** From the left where what is not asked for is left out: PostgreSQL then neither plans nor reads it. */
export const joins = Prisma.sql`
  JOIN candidate c ON c.id = v.candidate_id
  JOIN round r ON r.id = v.round_id
  LEFT JOIN township p ON p.id = c.township_id
  LEFT JOIN team t ON t.id = c.team_id
  ${recheckJoin}
  LEFT JOIN round_department asked ON asked.round_id = v.round_id AND asked.department_id = v.department_id
  ${heldJoin}`

/** What the account may see of what is out to its department. */
export function mine(of: QueueOf): Prisma.Sql {
  return Prisma.sql`${isOut(of)}
    AND NOT EXISTS (SELECT FROM recusal x WHERE x.review_id = v.id AND x.account_id = ${of.accountId}::uuid)`
}

/** Out to the department, whoever keeps away from it. */
export function isOut({ departmentId, cycleId }: QueueOf): Prisma.Sql {
  return Prisma.sql`v.department_id = ${departmentId}::uuid AND r.cycle_id = ${cycleId}::uuid AND ${out}`
}

/** Asked in a recheck and not signed: when the others have signed too is none of the department's business. */
const asked = Prisma.sql`coalesce(k.state = 'open' AND v.state <> 'signed', FALSE)`

/** A recheck lives on after its round has closed; a cancelled one asks nobody any more. */
const out = Prisma.sql`(CASE WHEN r.state = 'issued' THEN coalesce(k.state <> 'cancelled', TRUE) ELSE ${asked} END)`

const again = Prisma.sql`(v.state = 'returned' AND coalesce(c.resubmitted_at > v.returned_at, FALSE))`
/** Finished, and given back by the signatory: nobody has saved it since. */
export const sentBack = Prisma.sql`
  (v.state = 'unsigned' AND EXISTS (SELECT FROM send_back b WHERE b.review_id = v.id AND b.version = v.version))`
const here = Prisma.sql`c.state <> 'withdrawn'`

/** Of the recheck where there is one, else of the department in the round. */
export const dueOn = Prisma.sql`coalesce(k.due_on, asked.extended_due_on, r.due_on)`

/** What a round carries is no work, and who withdrew makes none. */
export const isWork = Prisma.sql`(${here} AND v.state <> 'carried')`

/** Waits for the department: to be answered, finished or signed. */
export const stillOpen = Prisma.sql`(${here} AND (v.state = 'unsigned' OR ${again}))`

/** The filters; a file that was sent in again is to be looked at anew, so it stands among those not started. */
export const shown: Record<QueueShow, Prisma.Sql> = {
  todo: Prisma.sql`(${here} AND ((v.state = 'unsigned' AND v.drafted_at IS NULL) OR ${again} OR ${sentBack}))`,
  recheck: Prisma.sql`(${here} AND ${asked})`,
  drafted: Prisma.sql`(${here} AND v.state = 'unsigned' AND v.drafted_at IS NOT NULL AND NOT ${sentBack})`,
  flagged: Prisma.sql`(${here} AND v.state <> 'returned' AND v.flagged)`,
  returned: Prisma.sql`(${here} AND v.state = 'returned' AND NOT ${again})`,
  signed: Prisma.sql`(v.state = 'signed')`,
  all: Prisma.sql`TRUE`,
  open: stillOpen,
  again: Prisma.sql`(${here} AND ${again})`,
  sent_back: Prisma.sql`(${here} AND ${sentBack})`,
}

/** The condition of one of the filters. */
export function showing(show: QueueShow): Prisma.Sql {
  return shown[show]
}

/** Reviews that the filter shows to this account. */
export function filtered(filter: QueueFilter, of: Holding): Prisma.Sql {
  return Prisma.sql`(${matching(filter, of)} AND ${shown[filter.show]})`
}

/** A search is part of a name, pinyin from the start of any syllable, or initials; `%` and `_` mean themselves. */
export function matching({ township, words, due, whose }: QueueFilter, of: Holding): Prisma.Sql {
  const by = due ? Prisma.sql`${dueOn} <= ${dateFromDay(due)}::date` : Prisma.sql`TRUE`
  const there = township ? Prisma.sql`c.township_id = ${township}::uuid` : Prisma.sql`TRUE`
  const place = Prisma.sql`(${there} AND ${by} AND ${isHeld(whose, of)})`
  if (!words) return place
  const plain = literal(words.toLowerCase())
  const sound = plain.replace(/\s+/g, '')
  return Prisma.sql`(${place} AND (c.name LIKE ${`%${plain}%`} OR c.initials LIKE ${`${sound}%`}
    OR c.pinyin LIKE ${`${sound}%`}))`
}
