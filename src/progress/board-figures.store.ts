import type { Actor } from '../accounts/actor'
import { scopeOf } from '../accounts/scope'
import { sinceLastAct } from '../audit/since-last-act.store'
import { countMilestones } from '../candidates/list/milestones.store'
import { countMovesByDay } from '../candidates/list/moves.store'
import { readCalendar } from '../cycles/calendar/calendar.store'
import type { Db } from '../db/client'
import { addDays, type Day } from '../lib/day'
import { countDesks } from '../outcomes/notices/desk/desk.store'
import { clocksToldTo } from '../rounds/reminders/clocks.store'
import { countHeld } from '../teams/elections.store'
import { countReviews, countStandings } from './progress.store'
import { trendDays, trendMoves } from './trend/trend'

type Of = { cycleId: string; today: Day }

/** What the board shows of a whole cycle; the clocks are told to the office and the leading group alone. */
export function figuresOfCycle(db: Db, actor: Actor, { cycleId, today }: Of) {
  const [scope, { role }] = [scopeOf(actor), actor]
  const since = addDays(today, 1 - trendDays)
  const hears = role === 'office' || role === 'leading_group' ? role : null
  return sinceLastAct(db, 'cycle', [scope, role, cycleId, today], async () => {
    const [milestones, desks, clocks, moves] = await Promise.all([
      countMilestones(db, cycleId),
      countDesks(db, scope, { cycleId, today }),
      hears ? clocksToldTo(db, { cycleId, audience: hears, townshipId: null }) : [],
      countMovesByDay(db, scope, { cycleId, moves: trendMoves, since }),
    ])
    return { milestones, desks, clocks, moves }
  })
}

export type CycleFigures = Awaited<ReturnType<typeof figuresOfCycle>>
export type RoundFigures = Awaited<ReturnType<typeof figuresOfRound>>

/** What it shows of one round. */
export function figuresOfRound(db: Db, actor: Actor, { cycleId, roundId }: { cycleId: string; roundId: string }) {
  const scope = scopeOf(actor)
  return sinceLastAct(db, 'round', [scope, cycleId, roundId], async () => {
    const [standings, reviews, calendar, elections] = await Promise.all([
      countStandings(db, roundId),
      countReviews(db, roundId),
      readCalendar(db),
      countHeld(db, scope, cycleId),
    ])
    return { standings, reviews, calendar, elections }
  })
}
