import type { Scope } from '../accounts/scope'
import type { PositiveConditions } from '../cycles/cycle'
import type { Tx } from '../db/client'
import { Prisma } from '../db/generated/client'
import type { Day } from '../lib/day'
import { candidateColumns, candidateJoins, inScope, type Candidate } from './candidates.store'
import type { ListFilter } from './list.form'
import { hasFlag } from './structure.store'
import type { Stage } from './transitions'

/** What a list is about: the cycle with its positive conditions, and the day on which its ages count. */
export type ListBasis = { cycleId: string; conditions: PositiveConditions; day: Day }

export const pageSize = 50
/** Counting stops here: beyond it a list says "more than", and the filters help. */
export const countedAtMost = 10_000

/** One page of candidates. Of every filter the scope comes first. */
export async function listCandidates(db: Tx, scope: Scope, basis: ListBasis, filter: ListFilter): Promise<Candidate[]> {
  return db.$queryRaw<Candidate[]>`
    SELECT ${candidateColumns} FROM candidate c ${candidateJoins}
    WHERE ${matching(scope, basis, filter)}
    ORDER BY ${orders[filter.sort]} LIMIT ${pageSize} OFFSET ${(filter.page - 1) * pageSize}`
}

/** How many there are, counted up to `countedAtMost` + 1. */
export async function countCandidates(db: Tx, scope: Scope, basis: ListBasis, filter: ListFilter): Promise<number> {
  const standing = needsStanding(filter) ? standingJoin : Prisma.empty
  const rows = await db.$queryRaw<{ count: bigint }[]>`
    SELECT count(*) FROM (SELECT FROM candidate c ${standing}
      WHERE ${matching(scope, basis, filter)} LIMIT ${countedAtMost + 1}) AS counted`
  return Number(rows[0]?.count ?? 0)
}

/** The ids behind a filter, for an act on all of them; at most `most`. */
export async function candidateIds(
  db: Tx,
  scope: Scope,
  basis: ListBasis,
  filter: ListFilter,
  most: number,
): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT c.id FROM candidate c ${standingJoin} WHERE ${matching(scope, basis, filter)} ORDER BY c.id LIMIT ${most}`
  return rows.map(({ id }) => id)
}

const standingJoin = Prisma.sql`LEFT JOIN standing s ON s.candidate_id = c.id`

// Teams first: with a page's limit the database walks the few teams in order and reads the candidates of the first.
const orders: Record<ListFilter['sort'], Prisma.Sql> = {
  team: Prisma.sql`p.position, p.name, t.position, t.name, t.id, c.id`,
  name: Prisma.sql`c.pinyin, c.id`,
  updated: Prisma.sql`c.updated_at DESC, c.id DESC`,
}

function matching(scope: Scope, basis: ListBasis, filter: ListFilter): Prisma.Sql {
  const conditions = [
    inScope(scope),
    Prisma.sql`c.cycle_id = ${basis.cycleId}::uuid`,
    filter.township && Prisma.sql`c.township_id = ${filter.township}::uuid`,
    filter.team && Prisma.sql`c.team_id = ${filter.team}::uuid`,
    filter.stage && inStage(filter.stage),
    filter.round && inRound(filter.round),
    filter.standing && Prisma.sql`s.standing = ${filter.standing}`,
    filter.waiting && Prisma.sql`${filter.waiting} = ANY(s.waiting_for)`,
    filter.flag && hasFlag(filter.flag, scope, basis.conditions, basis.day),
    filter.q && named(filter.q),
  ].filter((condition) => condition instanceof Prisma.Sql)
  return Prisma.join(conditions, ' AND ')
}

function needsStanding({ stage, standing, waiting }: ListFilter): boolean {
  return Boolean(standing || waiting || stage === 'passed' || stage === 'in_review' || stage === 'sent_back')
}

function inStage(stage: Stage): Prisma.Sql {
  if (stage === 'passed') return Prisma.sql`c.state = 'passed' AND s.standing IS NULL`
  if (stage === 'in_review') return Prisma.sql`c.state = 'passed' AND s.standing <> 'returned'`
  if (stage === 'sent_back') return Prisma.sql`c.state = 'passed' AND s.standing = 'returned'`
  return Prisma.sql`c.state = ${stage}`
}

function inRound(roundId: string): Prisma.Sql {
  return Prisma.sql`EXISTS (SELECT FROM round_candidate rc WHERE rc.candidate_id = c.id AND rc.round_id = ${roundId}::uuid)`
}

/** Chinese: part of the name. Letters: the beginning of the pinyin or of the initials, or part of a name in letters. */
function named(words: string): Prisma.Sql {
  const part = `%${escaped(words)}%`
  const spelt = words.toLowerCase().replace(/[^a-z]/g, '')
  if (spelt === '') return Prisma.sql`c.name LIKE ${part}`
  return Prisma.sql`(c.name ILIKE ${part} OR c.pinyin LIKE ${`${spelt}%`} OR c.initials LIKE ${`${spelt}%`})`
}

function escaped(words: string): string {
  return words.replace(/[\\%_]/g, '\\$&')
}
