import type { Scope } from '../../accounts/scope'
import type { Tx } from '../../db/client'
import { Prisma } from '../../db/generated/client'
import { literal } from '../../db/literal'
import { inScope } from '../candidates.store'
import { isDecided } from '../list/milestones.store'
import type { CandidateState } from '../candidate'

/** Who looks, and where: a department finds its own reviews, without those this account keeps away from. */
export type Finder = { scope: Scope; accountId: string; cycleId: string }

/** `reviewId` is the department's newest review of the person; null for everybody else. */
export type Found = {
  id: string
  name: string
  township: string
  team: string
  position: string
  idCipher: Uint8Array
  state: CandidateState
  standing: string | null
  decided: boolean
  reviewId: string | null
}

export type FoundTeam = { id: string; name: string; township: string; people: number }

/** People with this digest of a whole number (`id_digest`) or of its last four characters (`id_tail`). */
export function findByDigest(
  db: Tx,
  finder: Finder,
  { column, digest }: { column: 'id_digest' | 'id_tail'; digest: string },
  take: number,
): Promise<Found[]> {
  return foundAmong(db, finder, [Prisma.sql`${Prisma.raw(`c.${column}`)} = ${digest}`], '', take)
}

/** People whose name, given name, pinyin or initials begin like this: each way has an index of its own. */
export function findByWords(db: Tx, finder: Finder, words: string, take: number): Promise<Found[]> {
  const start = `${literal(words)}%`
  const spelt = words.toLowerCase().replace(/[^a-z]/g, '')
  const names = ['c.name', 'substr(c.name, 2)', 'substr(c.name, 3)']
  const spellings = ['lower(c.pinyin)', 'lower(c.initials)', 'substr(c.initials, 2)']
  const ways = names.map((column) => Prisma.sql`${Prisma.raw(column)} LIKE ${start}`)
  const spelled = spellings.map((column) => Prisma.sql`${Prisma.raw(column)} LIKE ${`${spelt}%`}`)
  return foundAmong(db, finder, spelt ? [...ways, ...spelled] : ways, words, take)
}

/** Teams of whose name, or of whose township's, the words are a part, with how many people of the cycle are in them. */
export function findTeams(db: Tx, { scope, cycleId }: Finder, words: string, take: number): Promise<FoundTeam[]> {
  const part = `%${literal(words)}%`
  const here = scope.kind === 'township' ? Prisma.sql`p.id = ${scope.townshipId}::uuid` : Prisma.sql`TRUE`
  return db.$queryRaw<FoundTeam[]>`
    SELECT t.id, t.name, p.name AS township,
      (SELECT count(*)::int FROM candidate c WHERE c.team_id = t.id AND c.cycle_id = ${cycleId}::uuid) AS people
    FROM team t JOIN township p ON p.id = t.township_id
    WHERE ${here} AND (t.name LIKE ${part} OR p.name || t.name LIKE ${part})
    ORDER BY p.position, t.position, t.id LIMIT ${take}`
}

/** The first few of each way, whole names before beginnings. */
function foundAmong(db: Tx, finder: Finder, ways: Prisma.Sql[], words: string, take: number): Promise<Found[]> {
  const { scope, accountId, cycleId } = finder
  const departmentId = scope.kind === 'department' ? scope.departmentId : null
  const first = ways.map(
    (way) => Prisma.sql`(SELECT c.id FROM candidate c
      WHERE c.cycle_id = ${cycleId}::uuid AND ${way} AND ${inScope(scope)} LIMIT ${take * 5})`,
  )
  return db.$queryRaw<Found[]>`
    SELECT c.id, c.name, p.name AS township, t.name AS team, c.position, c.id_cipher AS "idCipher", c.state,
      s.standing, ${isDecided} AS decided, v.id AS "reviewId"
    FROM (${Prisma.join(first, ' UNION ')}) hit
    JOIN candidate c ON c.id = hit.id
    JOIN team t ON t.id = c.team_id
    JOIN township p ON p.id = c.township_id
    LEFT JOIN standing s ON s.candidate_id = c.id
    LEFT JOIN LATERAL (
      SELECT v.id FROM review v JOIN round r ON r.id = v.round_id
      WHERE v.candidate_id = c.id AND v.department_id = ${departmentId}::uuid
        AND NOT EXISTS (SELECT FROM recusal x WHERE x.review_id = v.id AND x.account_id = ${accountId}::uuid)
      ORDER BY r.number DESC, v.pass DESC LIMIT 1) v ON TRUE
    WHERE ${departmentId}::uuid IS NULL OR v.id IS NOT NULL
    ORDER BY c.name <> ${words}, NOT starts_with(c.name, ${words}), c.pinyin, p.position, t.position, c.id
    LIMIT ${take}`
}
