import type { Scope } from '../../accounts/scope'
import type { Tx } from '../../db/client'
import { Prisma } from '../../db/generated/client'
import { dateFromDay, type Day } from '../../lib/day'
import { inScope } from '../candidates.store'
import { type Move, type MoveAsked, movesOfEvents } from './move'

/** The moves of `candidate c` that are asked for, as a condition of a list. */
export function moved({ move, from, to }: MoveAsked): Prisma.Sql {
  return Prisma.sql`EXISTS (SELECT FROM (${happened(move)}) m
    WHERE m.candidate_id = c.id AND m.at >= ${startOf(from)} AND m.at < ${startOf(to)} + interval '1 day')`
}

type Asked = { cycleId: string; moves: readonly Move[]; since: Day }

/** People by move since a day, each counted once for each move. */
export async function countMoves(db: Tx, scope: Scope, asked: Asked): Promise<{ move: Move; people: number }[]> {
  if (asked.moves.length === 0) return []
  const counts = asked.moves.map(
    (move) => Prisma.sql`SELECT ${move} AS move, count(*)::int AS people
      FROM (SELECT DISTINCT m.candidate_id ${since(move, scope, asked)}) x HAVING count(*) > 0`,
  )
  return db.$queryRaw`${Prisma.join(counts, ' UNION ALL ')}`
}

export type MoveCount = { move: Move; day: Day; people: number }

/** People by move and day since a day; somebody moved twice on a day counts once for it. */
export async function countMovesByDay(db: Tx, scope: Scope, asked: Asked): Promise<MoveCount[]> {
  const counts = asked.moves.map(
    (move) => Prisma.sql`SELECT ${move} AS move, x.day, count(*)::int AS people
      FROM (SELECT DISTINCT m.candidate_id, ${dayOf} AS day ${since(move, scope, asked)}) x GROUP BY x.day`,
  )
  return db.$queryRaw<MoveCount[]>`
    SELECT d.move, to_char(d.day AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD') AS day, d.people
    FROM (${Prisma.join(counts, ' UNION ALL ')}) d`
}

/** Midnight in China as an instant: whole days of one offset, where a conversion by zone costs ten times as much a row. */
const dayOf = Prisma.sql`date_bin('1 day', m.at, timestamptz '2000-01-01 00:00+08')`

function since(move: Move, scope: Scope, { cycleId, since: day }: Asked): Prisma.Sql {
  return Prisma.sql`FROM (${happened(move)}) m JOIN candidate c ON c.id = m.candidate_id
    WHERE m.at >= ${startOf(day)} AND c.cycle_id = ${cycleId}::uuid AND ${inScope(scope)}`
}

/** Every time that a move happened: candidate_id and at. A carried opinion was signed when it was signed. */
function happened(move: Move): Prisma.Sql {
  const kinds = movesOfEvents[move]
  if (kinds) return Prisma.sql`SELECT candidate_id, at FROM candidate_event WHERE kind = ANY(${[...kinds]})`
  if (move === 'signed') return Prisma.sql`SELECT candidate_id, signed_at AS at FROM review WHERE state = 'signed'`
  if (move === 'proposed') return Prisma.sql`SELECT candidate_id, proposed_at AS at FROM outcome`
  return Prisma.sql`SELECT candidate_id, decided_at AS at FROM outcome WHERE state IN ('approved', 'superseded')`
}

/** The first instant of a day in China. */
function startOf(day: Day): Prisma.Sql {
  return Prisma.sql`(${dateFromDay(day)}::date::timestamp AT TIME ZONE 'Asia/Shanghai')`
}
