import type { Request, Response } from 'express'
import { stages } from '../candidates/transitions'
import { readCalendar } from '../cycles/calendar/calendar.store'
import { currentCycle, findCycle } from '../cycles/cycles.store'
import { type Calendar, CalendarMissing, workingDaysBetween } from '../cycles/calendar/working-days'
import type { Deps } from '../deps'
import type { Day } from '../lib/day'
import { NotFound } from '../lib/errors'
import { scopeOf } from '../accounts/scope'
import { countDesks } from '../outcomes/notices/desk/desk.store'
import { deskTiles } from '../outcomes/notices/desk/desk.view'
import { countProposable } from '../outcomes/outcome-lists.store'
import { countDue } from '../rounds/holds/holds.store'
import { dueActions } from '../rounds/holds/holds.view'
import { clocksToldTo } from '../rounds/reminders/clocks.store'
import { clockLines } from '../rounds/reminders/reminders.view'
import { electionTiles } from '../teams/election.view'
import { countTeams } from '../teams/elections.store'
import { isId } from '../web/ids'
import { sendPage } from '../web/pages/page'
import type { Route } from '../web/route'
import { countFiles, countReviews, countStandings, roundsOfCycle, type RoundLine } from './progress.store'
import { departmentRows, intakeRows, standingCards, townshipColumns, townshipRows } from './progress.view'

/** 全县: the board of a round; every number leads to the people behind it. */
export function progressRoutes(deps: Deps): Route[] {
  const roles = ['office', 'leading_group', 'observer'] as const
  return [{ method: 'get', path: '/progress', roles, handle: (req, res) => board(deps, req, res) }]
}

async function board(deps: Deps, req: Request, res: Response): Promise<void> {
  const cycle = await cycleAsked(deps, req)
  if (!cycle) return sendPage(res, 'progress/empty', { title: req.t('progress:title') })
  const rounds = await roundsOfCycle(deps.db, cycle.id)
  const round = rounds.find((line) => line.id === req.query['round']) ?? rounds[0]
  if (req.query['round'] && round?.id !== req.query['round']) throw new NotFound()
  const intake = intakeRows(await countFiles(deps.db, cycle.id))
  const intakeHeads = stages.map((stage) => req.t(`candidates:stage.${stage}`))
  const files = { intake, intakeHeads, reminders: await remindersFor(deps, req, cycle.id) }
  if (!round) return sendPage(res, 'progress/intake', { title: req.t('progress:title'), lead: cycle.name, ...files })
  sendPage(res, 'progress/board', { ...files, ...(await roundPage(deps, req, cycle.id, round, rounds)) })
}

async function cycleAsked(deps: Deps, req: Request) {
  const asked = req.query['cycle']
  if (asked === undefined) return currentCycle(deps.db)
  const cycle = isId(asked) ? await findCycle(deps.db, asked) : null
  if (!cycle) throw new NotFound()
  return cycle
}

async function roundPage(deps: Deps, req: Request, cycleId: string, round: RoundLine, rounds: RoundLine[]) {
  const { t, lang } = req
  const [standings, reviews] = await Promise.all([countStandings(deps.db, round.id), countReviews(deps.db, round.id)])
  const today = deps.clock.today()
  const people = standings.reduce((total, count) => total + count.people, 0)
  const overdue = overdueDays(await readCalendar(deps.db), today)
  return {
    title: t('progress:round', { number: round.number }),
    lead: t('progress:lead', { people, departments: reviews.length, day: round.referenceDate, due: round.dueOn }),
    actions: req.actor.role === 'office' ? await officeActions(deps, req, cycleId) : [],
    rounds: rounds.map((line) => ({
      label: t('progress:round', { number: line.number }),
      href: `/progress?round=${line.id}`,
      current: line.id === round.id,
    })),
    cards: standingCards(standings, round.id, t, req.actor.role === 'office'),
    notices: deskTiles(await desksFor(deps, req, cycleId), req.actor.role, t),
    elections: electionTiles(await electionsIn(deps, req, cycleId), t),
    townshipHeads: townshipColumns.map((standing) => t(`progress:column.${standing}`)),
    townships: townshipRows(standings, round.id, t),
    departments: departmentRows(reviews, round, today, overdue, t, lang),
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

/** Working days since the due day; null where the county has no calendar for them: the board is no place to fail for that. */
function overdueDays(calendar: Calendar, today: Day) {
  return (dueOn: Day): number | null => {
    try {
      return workingDaysBetween(dueOn, today, calendar)
    } catch (error) {
      if (error instanceof CalendarMissing) return null
      throw error
    }
  }
}

async function officeActions({ db, clock }: Deps, req: Request, cycleId: string) {
  const reminderDays = (await findCycle(db, cycleId))!.holdReminderDays
  const due = await countDue(db, { cycleId, today: clock.today(), reminderDays })
  return [...dueActions(req, due), ...proposeAction(req, await countProposable(db, cycleId))]
}

function proposeAction(req: Request, waiting: Awaited<ReturnType<typeof countProposable>>) {
  const clear = waiting.find(({ standing }) => standing === 'clear')?.people
  if (!clear) return []
  const label = req.t('progress:propose', { count: clear })
  return [{ label, href: '/outcomes/new?standing=clear', tone: 'primary' as const }]
}
