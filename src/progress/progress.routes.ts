import type { Request, Response } from 'express'
import { scopeOf } from '../accounts/scope'
import { sinceLastAct } from '../audit/since-last-act.store'
import { countMilestones } from '../candidates/list/milestones.store'
import { countMovesByDay } from '../candidates/list/moves.store'
import { readCalendar } from '../cycles/calendar/calendar.store'
import { type Calendar, CalendarMissing, workingDaysBetween } from '../cycles/calendar/working-days'
import type { Cycle } from '../cycles/cycle'
import { currentCycle, findCycle } from '../cycles/cycles.store'
import type { Deps } from '../deps'
import { addDays, type Day } from '../lib/day'
import { NotFound } from '../lib/errors'
import type { Desk } from '../outcomes/notices/desk/desk'
import { countDesks } from '../outcomes/notices/desk/desk.store'
import { deskTiles } from '../outcomes/notices/desk/desk.view'
import { clocksToldTo } from '../rounds/reminders/clocks.store'
import { clockLines } from '../rounds/reminders/reminders.view'
import { electionTiles } from '../teams/election.view'
import { countHeld } from '../teams/elections.store'
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
  const [rounds, counts, desks, reminders, moves] = await Promise.all([
    roundsOfCycle(deps.db, cycle.id),
    sinceLastAct(deps.db, 'milestones', [cycle.id], () => countMilestones(deps.db, cycle.id)),
    desksFor(deps, req, cycle.id),
    remindersFor(deps, req, cycle.id),
    trend(deps, req, cycle.id),
  ])
  const round = rounds.find((line) => line.id === req.query['round']) ?? rounds[0]
  if (req.query['round'] && round?.id !== req.query['round']) throw new NotFound()
  const more = actor.role === 'office' ? { toSend: peopleAt(counts, 'passed') } : {}
  const [home, ofRound] = await Promise.all([
    homeFor(deps, req, cycle, { desks, more }),
    round && roundPage(deps, req, { cycle, round, rounds, desks }),
  ])
  const whole = { reminders, home, map: countyMap(counts, linkFor(actor.role), t), trend: moves }
  if (!ofRound) return sendPage(res, 'progress/intake', { title: t('progress:title'), lead: cycle.name, ...whole })
  const actions = home?.actions ?? []
  sendPage(res, 'progress/board', { ...whole, actions, ...ofRound })
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
  const [scope, asked] = [scopeOf(req.actor), { cycleId, moves: trendMoves, since: addDays(today, 1 - trendDays) }]
  const moves = await sinceLastAct(db, 'trend', [scope, asked], () => countMovesByDay(db, scope, asked))
  return trendOf(moves, today, linkFor(req.actor.role), req.t)
}

async function figuresOfRound(db: Deps['db'], roundId: string) {
  const [standings, reviews] = await Promise.all([countStandings(db, roundId), countReviews(db, roundId)])
  return { standings, reviews }
}

type Rounds = { cycle: Cycle; round: RoundLine; rounds: RoundLine[]; desks: Map<Desk, number> }

async function roundPage(deps: Deps, req: Request, { cycle, round, rounds, desks }: Rounds) {
  const { t, lang, actor } = req
  const [{ standings, reviews }, calendar, elections] = await Promise.all([
    sinceLastAct(deps.db, 'round', [round.id], () => figuresOfRound(deps.db, round.id)),
    readCalendar(deps.db),
    countHeld(deps.db, scopeOf(actor), cycle.id),
  ])
  const [today, link] = [deps.clock.today(), linkFor(actor.role)]
  const people = standings.reduce((total, count) => total + count.people, 0)
  const reading = { today, daysLeft: daysLeft(calendar, today), link, t, lang }
  return {
    title: t('progress:round', { number: round.number }),
    lead: t('progress:lead', { people, departments: reviews.length, day: round.referenceDate, due: round.dueOn }),
    rounds: rounds.map((line) => ({
      label: t('progress:round', { number: line.number }),
      href: `/progress?round=${line.id}`,
      current: line.id === round.id,
    })),
    cards: standingCards(standings, round.id, { link, sends: actor.role === 'office' }, t),
    notices: deskTiles(desks, actor.role, t),
    elections: electionTiles(elections, t),
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
