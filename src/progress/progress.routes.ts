import type { Request, Response } from 'express'
import type { Actor } from '../accounts/actor'
import { type Calendar, CalendarMissing, workingDaysBetween } from '../cycles/calendar/working-days'
import type { Cycle } from '../cycles/cycle'
import { currentCycle, findCycle } from '../cycles/cycles.store'
import type { Deps } from '../deps'
import { type Day } from '../lib/day'
import { NotFound } from '../lib/errors'
import type { Desk } from '../outcomes/notices/desk/desk'
import { deskTiles } from '../outcomes/notices/desk/desk.view'
import { clockLines } from '../rounds/reminders/reminders.view'
import { electionTiles } from '../teams/election.view'
import { isId } from '../web/ids'
import { sendPage } from '../web/pages/page'
import type { Route } from '../web/route'
import { type CycleFigures, figuresOfCycle, figuresOfRound, type RoundFigures } from './board-figures.store'
import { homeFor } from './home/home.routes'
import { countyMap, peopleAt } from './map/county-map.view'
import { linkFor } from './people-link'
import { type RoundLine, roundsOfCycle } from './progress.store'
import { departmentRows, standingCards, townshipColumns, townshipRows } from './progress.view'
import { trendOf } from './trend/trend.view'

/** 全县: the home of the office, the leading group and observers; every number leads to the people behind it. */
export function progressRoutes(deps: Deps): Route[] {
  const roles = ['office', 'leading_group', 'observer'] as const
  return [{ method: 'get', path: '/progress', roles, handle: (req, res) => board(deps, req, res) }]
}

async function board(deps: Deps, req: Request, res: Response): Promise<void> {
  const { t, actor } = req
  const cycle = await cycleAsked(deps, req)
  if (!cycle) return sendPage(res, 'progress/empty', { title: t('progress:title') })
  const [today, link] = [deps.clock.today(), linkFor(actor.role)]
  const rounds = await roundsOfCycle(deps.db, cycle.id)
  const round = rounds.find((line) => line.id === req.query['round']) ?? rounds[0]
  if (req.query['round'] && round?.id !== req.query['round']) throw new NotFound()
  const counted = figuresOfCycle(deps.db, actor, { cycleId: cycle.id, today })
  const [figures, home, ofRound] = await Promise.all([
    counted,
    homeFor(deps, req, cycle, counted.then(waitingFor(actor))),
    round && figuresOfRound(deps.db, actor, { cycleId: cycle.id, roundId: round.id }),
  ])
  const whole = {
    reminders: clockLines(req, figures.clocks, today),
    home,
    map: countyMap(figures.milestones, link, t),
    trend: trendOf(figures.moves, today, link, t),
  }
  if (!round || !ofRound)
    return sendPage(res, 'progress/intake', { title: t('progress:title'), lead: cycle.name, ...whole })
  const actions = home?.actions ?? []
  const page = roundPage(deps, req, { round, rounds, desks: figures.desks, figures: ofRound })
  sendPage(res, 'progress/board', { ...whole, actions, ...page })
}

/** The map counts those who are to be sent out, and the desks who is told, asked and answered. */
function waitingFor({ role }: Actor) {
  return ({ desks, milestones }: CycleFigures) => ({
    desks,
    more: role === 'office' ? { toSend: peopleAt(milestones, 'passed') } : {},
  })
}

async function cycleAsked(deps: Deps, req: Request): Promise<Cycle | null> {
  const asked = req.query['cycle']
  if (asked === undefined) return currentCycle(deps.db)
  const cycle = isId(asked) ? await findCycle(deps.db, asked) : null
  if (!cycle) throw new NotFound()
  return cycle
}

type Rounds = { round: RoundLine; rounds: RoundLine[]; desks: Map<Desk, number>; figures: RoundFigures }

function roundPage(deps: Deps, req: Request, { round, rounds, desks, figures }: Rounds) {
  const { t, lang, actor } = req
  const { standings, reviews, calendar, elections } = figures
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
