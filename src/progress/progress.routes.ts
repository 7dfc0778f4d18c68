import type { Request, Response } from 'express'
import { scopeOf } from '../accounts/scope'
import { countMilestones } from '../candidates/list/milestones.store'
import { countMovesByDay } from '../candidates/list/moves.store'
import { readCalendar } from '../cycles/calendar/calendar.store'
import { type Calendar, CalendarMissing, workingDaysBetween } from '../cycles/calendar/working-days'
import type { Cycle } from '../cycles/cycle'
import { currentCycle, findCycle } from '../cycles/cycles.store'
import type { Deps } from '../deps'
import { addDays, type Day } from '../lib/day'
import { NotFound } from '../lib/errors'
import { countDesks } from '../outcomes/notices/desk/desk.store'
import { deskTiles } from '../outcomes/notices/desk/desk.view'
import { clocksToldTo } from '../rounds/reminders/clocks.store'
import { clockLines } from '../rounds/reminders/reminders.view'
import { electionTiles } from '../teams/election.view'
import { countTeams } from '../teams/elections.store'
import { isId } from '../web/ids'
import { sendPage } from '../web/pages/page'
import type { Route } from '../web/route'
import { homeFor } from './home/home.routes'
import { countyMap, peopleAt } from './map/county-map.view'
import { linkFor } from './people-link'
import { countReviews, countStandings, roundsOfCycle, type RoundLine } from './progress.store'
import { departmentRows, standingCards, townshipColumns, townshipRows } from './progress.view'
import { trendDays, trendMoves, trendOf } from './trend/trend.view'

/** 全县: the home of the office, the leading group and observers; every number leads to the people behind it. */
export function progressRoutes(deps: Deps): Route[] {
  const roles = ['office', 'leading_group', 'observer'] as const
  return [{ method: 'get', path: '/progress', roles, handle: (req, res) => board(deps, req, res) }]
}

async function board(deps: Deps, req: Request, res: Response): Promise<void> {
  const { t, actor } = req
  const cycle = await cycleAsked(deps, req)
  if (!cycle) return sendPage(res, 'progress/empty', { title: t('progress:title') })
  const rounds = await roundsOfCycle(deps.db, cycle.id)
  const round = rounds.find((line) => line.id === req.query['round']) ?? rounds[0]
  if (req.query['round'] && round?.id !== req.query['round']) throw new NotFound()
  const counts = await countMilestones(deps.db, cycle.id)
  const home = await homeFor(deps, req, cycle, actor.role === 'office' ? { toSend: peopleAt(counts, 'passed') } : {})
  const [reminders, map] = [await remindersFor(deps, req, cycle.id), countyMap(counts, linkFor(actor.role), t)]
  const whole = { reminders, home, map, trend: await trend(deps, req, cycle.id) }
  if (!round) return sendPage(res, 'progress/intake', { title: t('progress:title'), lead: cycle.name, ...whole })
  const actions = home?.actions ?? []
  sendPage(res, 'progress/board', { ...whole, actions, ...(await roundPage(deps, req, cycle, round, rounds)) })
}

async function cycleAsked(deps: Deps, req: Request): Promise<Cycle | null> {
  const asked = req.query['cycle']
  if (asked === undefined) return currentCycle(deps.db)
  const cycle = isId(asked) ? await findCycle(deps.db, asked) : null
  if (!cycle) throw new NotFound()
  return cycle
}

async function trend({ db, clock }: Deps, req: Request, cycleId: string) {
  const today = clock.today()
  const asked = { cycleId, moves: trendMoves, since: addDays(today, 1 - trendDays) }
  return trendOf(await countMovesByDay(db, scopeOf(req.actor), asked), today, linkFor(req.actor.role), req.t)
}

async function roundPage(deps: Deps, req: Request, cycle: Cycle, round: RoundLine, rounds: RoundLine[]) {
  const { t, lang, actor } = req
  const [standings, reviews] = await Promise.all([countStandings(deps.db, round.id), countReviews(deps.db, round.id)])
  const [today, link] = [deps.clock.today(), linkFor(actor.role)]
  const people = standings.reduce((total, count) => total + count.people, 0)
  const reading = { today, daysLeft: daysLeft(await readCalendar(deps.db), today), link, t, lang }
  return {
    title: t('progress:round', { number: round.number }),
    lead: t('progress:lead', { people, departments: reviews.length, day: round.referenceDate, due: round.dueOn }),
    rounds: rounds.map((line) => ({
      label: t('progress:round', { number: line.number }),
      href: `/progress?round=${line.id}`,
      current: line.id === round.id,
    })),
    cards: standingCards(standings, round.id, { link, sends: actor.role === 'office' }, t),
    notices: deskTiles(await desksFor(deps, req, cycle.id), actor.role, t),
    elections: electionTiles(await electionsIn(deps, req, cycle.id), t),
    townshipHeads: townshipColumns.map((standing) => t(`progress:column.${standing}`)),
    townships: townshipRows(standings, round.id, link, t),
    departments: departmentRows(reviews, round, reading),
  }
}

/** What the clocks told the office or the leading group; an observer is told nothing. */
async function remindersFor({ db, clock }: Deps, req: Request, cycleId: string) {
  const { role } = req.actor
  if (role !== 'office' && role !== 'leading_group') return []
  return clockLines(req, await clocksToldTo(db, { cycleId, audience: role, townshipId: null }), clock.today())
}

/** How many people wait for which step of notice and re-review; an observer reads the numbers only. */
function desksFor({ db, clock }: Deps, req: Request, cycleId: string) {
  return countDesks(db, scopeOf(req.actor), { cycleId, today: clock.today() })
}

async function electionsIn({ db }: Deps, req: Request, cycleId: string) {
  const scope = scopeOf(req.actor)
  const held = await countTeams(db, scope, { cycleId, state: 'held' })
  const current = await currentCycle(db)
  return { held, teams: await countTeams(db, scope, { cycleId }), listed: current?.id === cycleId }
}

/** Working days to a due day; null where the county has no calendar for them: the board is no place to fail for that. */
function daysLeft(calendar: Calendar, today: Day) {
  return (dueOn: Day): number | null => {
    try {
      return workingDaysBetween(today, dueOn, calendar)
    } catch (error) {
      if (error instanceof CalendarMissing) return null
      throw error
    }
  }
}
