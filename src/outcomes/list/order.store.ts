import { Prisma } from '../../db/generated/client'
import { orderedBy, type Orders } from '../../db/order'
import { type Sort, sortMeant } from '../../lib/sort'
import { staleSorts } from '../stale/stale-list'
import { outcomeSorts } from './list-filter'

export type OutcomeFilter = {
  cycleId: string
  state?: string
  outcome?: string
  townshipId?: string
  stale?: boolean
  sort?: Sort<keyof typeof lineSorts>
  ids?: string[]
  batchId?: string
}

const lineSorts = { ...outcomeSorts, ...staleSorts }

/**
 * Ids of outcomes with their place in the filter's order, by place of the county where that leaves them equal; newest
 * proposals first unless told. In the order of places the teams are walked and each one's people read by index until the
 * leaf is full: sorting a hundred thousand took sixty times as long. What was picked by something else is few and sorted.
 */
export function idsInOrder(filter: OutcomeFilter): Prisma.Sql {
  const { key, order } = sortMeant(filter.sort ?? 'proposed', lineSorts)
  if (key === 'place' && filter.state && !filter.stale && !filter.batchId && !filter.ids)
    return idsByTeam(filter, order === 'ascending' ? Prisma.sql`ASC` : Prisma.sql`DESC`)
  const inOrder = Prisma.sql`${orderedBy(filter.sort ?? 'proposed', lineSorts, orders)}, ${byPlace}, o.id`
  return Prisma.sql`
    SELECT o.id, row_number() OVER (ORDER BY ${inOrder}) AS place
    FROM outcome o JOIN candidate c ON c.id = o.candidate_id JOIN team m ON m.id = c.team_id
    JOIN township t ON t.id = c.township_id
    WHERE ${matching(filter)} ORDER BY ${inOrder}`
}

/** Outcomes o of candidates c. */
export function matching({ cycleId, state, outcome, townshipId, stale, ids, batchId }: OutcomeFilter): Prisma.Sql {
  const conditions = [
    Prisma.sql`c.cycle_id = ${cycleId}::uuid`,
    state ? Prisma.sql`o.state = ${state}` : null,
    outcome ? Prisma.sql`o.outcome = ${outcome}` : null,
    stale ? Prisma.sql`o.stale_at IS NOT NULL AND o.state IN ('proposed', 'approved')` : null,
    townshipId ? Prisma.sql`c.township_id = ${townshipId}::uuid` : null,
    ids ? Prisma.sql`o.id = ANY(${ids}::uuid[])` : null,
    batchId ? Prisma.sql`o.batch_id = ${batchId}::uuid` : null,
  ]
  return Prisma.join(
    conditions.filter((one) => one !== null),
    ' AND ',
  )
}

/** OFFSET 0 keeps the planner from sorting the whole instead. */
function idsByTeam(filter: OutcomeFilter, way: Prisma.Sql): Prisma.Sql {
  const { townshipId } = filter
  const teams = Prisma.join(
    ['t.position', 't.name', 'm.position', 'm.name', 'm.id'].map((column) => Prisma.sql`${Prisma.raw(column)} ${way}`),
    ', ',
  )
  const inOrder = Prisma.sql`walked.place, x.name ${way}, x.id`
  return Prisma.sql`
    SELECT x.id, row_number() OVER (ORDER BY ${inOrder}) AS place
    FROM (SELECT m.id, row_number() OVER (ORDER BY ${teams}) AS place
          FROM team m JOIN township t ON t.id = m.township_id
          WHERE ${townshipId ? Prisma.sql`t.id = ${townshipId}::uuid` : Prisma.sql`TRUE`} ORDER BY place) walked
    CROSS JOIN LATERAL (SELECT o.id, c.name FROM candidate c JOIN outcome o ON o.candidate_id = c.id
                        WHERE c.team_id = walked.id AND ${matching(filter)} OFFSET 0) x
    ORDER BY ${inOrder}`
}

const place = ['t.position', 't.name', 'm.position', 'm.name', 'c.name'].map((column) => Prisma.raw(column))
const byPlace = Prisma.join(place, ', ')

const orders: Orders<keyof typeof lineSorts> = {
  since: [Prisma.sql`o.stale_at`],
  proposed: [Prisma.sql`o.proposed_at`],
  decided: [Prisma.sql`o.decided_at`],
  place,
  name: [Prisma.sql`c.pinyin`],
}
