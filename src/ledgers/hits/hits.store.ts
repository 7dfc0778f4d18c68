import type { Tx } from '../../db/client'
import { Prisma } from '../../db/generated/client'
import { literal } from '../../db/literal'
import { orderedBy, type Orders } from '../../db/order'
import { newId } from '../../lib/ids'
import type { KindKey } from '../kind'
import { hitKeys } from '../match-key'
import { certainKeys, hitStates, type Decision, type Hit, type HitFilter, type HitState, type Pair } from './hit'
import { type HitSort, hitSorts } from './hit-list'

/** Whose hits: a department's, with people it is asked about in this cycle and from whom this account does not keep away. */
export type HitsOf = { departmentId: string; accountId: string; cycleId: string }

/** One page of hits, the strongest key first unless told, and within it those whose ID numbers do not contradict. */
export async function listHits(
  db: Tx,
  of: HitsOf,
  filter: HitFilter & { sort?: HitSort },
  page: { skip: number; take: number },
): Promise<Hit[]> {
  const rows = await db.$queryRaw<FlatHit[]>`
    SELECT ${hitColumns} FROM ${hits(of)} WHERE ${inState(filter.state)} AND ${matching(filter)}
    ORDER BY ${filter.sort ? Prisma.sql`${orderedBy(filter.sort, hitSorts, orders)}, ` : Prisma.empty}${strongestFirst}
    LIMIT ${page.take} OFFSET ${page.skip}`
  return rows.map(toHit)
}

/** How many stand in each state, for the same kind and search. */
export async function countHits(db: Tx, of: HitsOf, filter: HitFilter): Promise<Record<HitState, number>> {
  const counts = hitStates.map(
    (state) => Prisma.sql`(count(*) FILTER (WHERE ${inState(state)}))::int AS ${Prisma.raw(`"${state}"`)}`,
  )
  const rows = await db.$queryRaw<Record<HitState, number>[]>`
    SELECT ${Prisma.join(counts)} FROM ${hits(of)} WHERE ${matching(filter)}`
  return rows[0]!
}

/** Those of the pairs that this account may see; the others do not exist for it. */
export async function findHitsOf(db: Tx, of: HitsOf, pairs: readonly Pair[]): Promise<Hit[]> {
  const rows = await db.$queryRaw<FlatHit[]>`
    SELECT ${hitColumns} FROM ${hits(of)}
    JOIN jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb) AS wanted ("rowId" uuid, "candidateId" uuid)
      ON wanted."rowId" = h.row_id AND wanted."candidateId" = h.candidate_id
    ORDER BY h.candidate_id, h.row_id`
  return rows.map(toHit)
}

/** Hits of one person that nobody has set aside as somebody else's, the strongest key first. */
export async function hitsOfCandidate(db: Tx, of: HitsOf, candidateId: string, most: number): Promise<Hit[]> {
  const rows = await db.$queryRaw<FlatHit[]>`
    SELECT ${hitColumns} FROM ${hits(of)}
    WHERE h.candidate_id = ${candidateId}::uuid AND NOT ${inState('not_same')}
    ORDER BY ${strongestFirst} LIMIT ${most}`
  return rows.map(toHit)
}

/** How many open hits each ledger of the department has. */
export async function openByLedger(db: Tx, of: HitsOf): Promise<Map<string, number>> {
  const rows = await db.$queryRaw<{ id: string; count: number }[]>`
    SELECT h.ledger_id AS id, count(*)::int AS count FROM ${hits(of)} WHERE ${inState('open')} GROUP BY h.ledger_id`
  return new Map(rows.map(({ id, count }) => [id, count]))
}

/**
 * Whose hits keep somebody from being answered unseen, by candidate: `open`, or `same` with a row of an adverse kind.
 */
export async function hitMarks(
  db: Tx,
  of: HitsOf,
  candidateIds: readonly string[],
  adverse: readonly KindKey[],
): Promise<Map<string, 'open' | 'same'>> {
  const rows = await db.$queryRaw<{ id: string; open: boolean }[]>`
    SELECT h.candidate_id AS id, bool_or(${inState('open')}) AS open FROM ${hits(of)}
    WHERE h.candidate_id = ANY(${[...candidateIds]}::uuid[])
      AND (${inState('open')} OR (${inState('same')} AND l.kind = ANY(${[...adverse]})))
    GROUP BY h.candidate_id`
  return new Map(rows.map(({ id, open }) => [id, open ? 'open' : 'same']))
}

export type NewDecision = { decision: Decision; words: string; accountId: string; at: Date }

/** What was said of each pair, for the two records as they are now. */
export async function insertDecisions(tx: Tx, found: readonly Hit[], said: NewDecision): Promise<void> {
  await tx.hitDecision.createMany({
    data: found.map(({ ledgerId, candidateId, row, candidate }) => {
      const id = newId(said.at.getTime())
      return { id, ledgerId, candidateId, rowDigest: row.digest, identity: candidate.identity, ...said }
    }),
  })
}

/** People of the cycle whom the department has signed and whom a row that is new in this version surely means. */
export async function signedPeopleHit(
  tx: Tx,
  { ledgerId, number, cycleId }: { ledgerId: string; number: number; cycleId: string },
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT c.id FROM ledger_hit h
    JOIN ledger l ON l.id = h.ledger_id
    JOIN ledger_row r ON r.id = h.row_id AND r.first_version = ${number} AND r.last_version IS NULL
    JOIN candidate c ON c.id = h.candidate_id AND c.cycle_id = ${cycleId}::uuid AND c.state <> 'withdrawn'
    ${lastWord}
    WHERE h.ledger_id = ${ledgerId}::uuid AND h.key = ANY(${[...certainKeys]})
      AND (r.id_digest = c.id_digest OR c.birth_date = ANY(r.births))
      AND d.decision IS DISTINCT FROM 'not_same' AND ${signed}
    ORDER BY c.id`
  return rows.map(({ id }) => id)
}

type FlatHit = Omit<Hit, 'row' | 'candidate' | 'decided'> & {
  row: Omit<Hit['row'], 'idCipher'>
  candidate: Omit<Hit['candidate'], 'idCipher'>
  rowCipher: Uint8Array | null
  candidateCipher: Uint8Array
  words: string | null
  by: string
  at: Date
}

function toHit({ rowCipher, candidateCipher, words, by, at, ...hit }: FlatHit): Hit {
  const row = { ...hit.row, idCipher: rowCipher }
  const candidate = { ...hit.candidate, idCipher: candidateCipher }
  return { ...hit, row, candidate, decided: words === null ? null : { words, by, at } }
}

/** 重名: only names meet, and what else the row says of the person is another number, birth or sex. */
export const isNamesake = Prisma.sql`(h.key <> ALL(${[...certainKeys]}) AND (
  coalesce(r.id_digest <> c.id_digest, FALSE)
  OR (cardinality(r.births) > 0 AND c.birth_date <> ALL(r.births))
  OR (cardinality(r.births) = 0 AND cardinality(r.years) > 0 AND extract(year FROM c.birth_date)::int <> ALL(r.years))
  OR (cardinality(r.sexes) > 0 AND c.sex <> ALL(r.sexes))))`

const hitColumns = Prisma.sql`
  h.row_id AS "rowId", h.candidate_id AS "candidateId", h.ledger_id AS "ledgerId", l.kind, h.key,
  coalesce(d.decision, 'open') AS state, ${isNamesake} AS namesake, v.id AS "reviewId", d.words, a.name AS by, d.at,
  r.id_cipher AS "rowCipher", c.id_cipher AS "candidateCipher", signed.signed,
  jsonb_build_object('name', r.name, 'idDigest', r.id_digest, 'digest', r.digest, 'sexes', r.sexes,
    'births', r.births, 'years', r.years, 'township', r.township, 'village', r.village, 'values', r.values,
    'row', r.row, 'version', r.first_version) AS row,
  jsonb_build_object('name', c.name, 'idDigest', c.id_digest, 'sex', c.sex, 'birth', c.birth_date,
    'township', p.name, 'village', t.name, 'identity', identified.identity) AS candidate`

/** The order in which hits are looked at: the strongest key first, and within it those whose numbers do not contradict. */
export const strongestFirst = Prisma.sql`
  array_position(${[...hitKeys]}::text[], h.key), coalesce(r.id_digest <> c.id_digest, FALSE), c.name, h.candidate_id, h.row_id`

const orders: Orders<keyof typeof hitSorts> = {
  key: [Prisma.sql`array_position(${[...hitKeys]}::text[], h.key)`],
  candidate: [Prisma.sql`c.pinyin`],
  place: ['p.position', 'p.name', 't.position', 't.name'].map((column) => Prisma.raw(column)),
  record: [Prisma.sql`l.kind`, Prisma.sql`r.name`],
}

/** The candidate as somebody is told from others: another name or number asks the question anew. */
const identified = Prisma.sql`CROSS JOIN LATERAL (SELECT md5(concat_ws('|', c.name, c.id_digest)) AS identity) identified`

/** The last word on two records as they are now: of a query that knows candidate c, ledger l and row r it makes d. */
export const lastWord = Prisma.sql`${identified}
  LEFT JOIN LATERAL (
    SELECT x.decision, x.words, x.account_id, x.at FROM hit_decision x
    WHERE x.candidate_id = c.id AND x.row_digest = r.digest AND x.ledger_id = l.id
      AND x.identity = identified.identity
    ORDER BY x.at DESC, x.id DESC LIMIT 1) d ON TRUE`

const signed = Prisma.sql`EXISTS (
  SELECT FROM review s JOIN round sr ON sr.id = s.round_id AND sr.cycle_id = c.cycle_id
  WHERE s.candidate_id = c.id AND s.department_id = l.department_id AND s.state = 'signed')`

/** A department sees hits of people whom it was asked about, never of files that no round has sent it. */
export function hits({ departmentId, accountId, cycleId }: HitsOf): Prisma.Sql {
  return Prisma.sql`ledger_hit h
    JOIN ledger l ON l.id = h.ledger_id AND l.department_id = ${departmentId}::uuid
    JOIN ledger_row r ON r.id = h.row_id AND r.last_version IS NULL
    JOIN candidate c ON c.id = h.candidate_id AND c.cycle_id = ${cycleId}::uuid AND c.state <> 'withdrawn'
      AND NOT EXISTS (SELECT FROM recusal x JOIN review y ON y.id = x.review_id
        WHERE y.candidate_id = c.id AND x.account_id = ${accountId}::uuid)
    JOIN township p ON p.id = c.township_id
    JOIN team t ON t.id = c.team_id
    JOIN LATERAL (
      SELECT v.id FROM review v JOIN round vr ON vr.id = v.round_id AND vr.cycle_id = c.cycle_id
      WHERE v.candidate_id = c.id AND v.department_id = l.department_id
      ORDER BY vr.number DESC, v.pass DESC LIMIT 1) v ON TRUE
    CROSS JOIN LATERAL (SELECT ${signed} AS signed) signed
    ${lastWord}
    LEFT JOIN account a ON a.id = d.account_id`
}

export function inState(state: HitState): Prisma.Sql {
  return state === 'open' ? Prisma.sql`d.decision IS NULL` : Prisma.sql`d.decision IS NOT DISTINCT FROM ${state}`
}

/** A search is part of either name; `%` and `_` mean themselves. */
function matching({ kind, words, namesakes }: HitFilter): Prisma.Sql {
  const ofKind = Prisma.sql`${kind ? Prisma.sql`l.kind = ${kind}` : Prisma.sql`TRUE`}
    AND ${namesakes ? isNamesake : Prisma.sql`TRUE`}`
  if (!words) return ofKind
  const part = `%${literal(words)}%`
  return Prisma.sql`(${ofKind} AND (c.name LIKE ${part} OR r.name LIKE ${part}))`
}
