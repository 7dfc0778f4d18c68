import type { Request, Response } from 'express'
import { criteriaOfCycle } from '../criteria/criteria.store'
import { readCalendar } from '../cycles/calendar/calendar.store'
import { currentCycle, cycleDepartments } from '../cycles/cycles.store'
import type { Deps } from '../deps'
import { Invalid, NotFound, Refused } from '../lib/errors'
import type { Day } from '../lib/day'
import { type Message, message } from '../lib/message'
import { listTownships } from '../organisations/organisations.store'
import { flash } from '../web/pages/flash'
import { departmentDues } from './due/due.store'
import { roundListRoutes } from './list/list.routes'
import { sendPage } from '../web/pages/page'
import type { Route } from '../web/route'
import { newRoundPage, type Planning, unledWords } from './planning.view'
import { previewPage } from './preview.view'
import { listSelectable } from './selection/selection.store'
import { usualReasons } from './reason'
import { planProblems, type RoundPlan, unledItems } from './round'
import { readRound, typedDigest, typedLeaf, typedReferenceDate, type TypedRound, typedRound } from './round.form'
import { closeRound, issueRound, selectionFor } from './rounds.actions'
import { countPeople, departmentTallies, findRound, nextNumber } from './rounds.store'
import { closingPage, roundPage, usualDueDay } from './rounds.view'

/** 轮次: the office sends candidates to the departments and sees how far they are. */
export function roundRoutes(deps: Deps): Route[] {
  const to = (handle: Handler) => (req: Request, res: Response) => handle(deps, req, res)
  const roles = ['office'] as const
  return [
    ...roundListRoutes(deps),
    { method: 'get', path: '/rounds/new', roles, handle: to(newRound) },
    { method: 'post', path: '/rounds/preview', roles, handle: to(preview) },
    { method: 'post', path: '/rounds', roles, handle: to(issue) },
    { method: 'get', path: '/rounds/:id', roles, handle: to(show) },
    { method: 'get', path: '/rounds/:id/closing', roles, handle: to(closing) },
    { method: 'post', path: '/rounds/:id/closing', roles, handle: to(close) },
  ]
}

type Handler = (deps: Deps, req: Request, res: Response) => Promise<void>

async function newRound({ db, clock }: Deps, req: Request, res: Response): Promise<void> {
  const planning = await planningOf(db, clock.today())
  const calendar = await readCalendar(db)
  const dueOn = usualDueDay(clock.today(), planning.cycle, calendar)
  const typed: TypedRound = {
    which: [...usualReasons],
    townshipId: '',
    referenceDate: clock.today(),
    dueOn,
    departmentIds: planning.departments.map(({ id }) => id),
    number: String(await nextNumber(db, planning.cycle.id)),
  }
  const year = clock.today().slice(0, 4)
  const problems: Record<string, Message> = dueOn ? {} : { dueOn: message('rounds:problem.calendar', { year }) }
  sendPage(res, 'rounds/new', newRoundPage(req, planning, typed, problems))
}

async function preview(deps: Deps, req: Request, res: Response): Promise<void> {
  const typed = typedRound(req.body)
  const planning = await planningOf(deps.db, typedReferenceDate(typed, deps.clock.today()))
  const read = readRound(typed)
  if (!read.ok) return sendPage(res, 'rounds/new', newRoundPage(req, planning, typed, read.problems), 422)
  await sendPreview(deps, res, planning, typed, read.plan)
}

async function issue(deps: Deps, req: Request, res: Response): Promise<void> {
  const typed = typedRound(req.body)
  const planning = await planningOf(deps.db, typedReferenceDate(typed, deps.clock.today()))
  const read = readRound(typed)
  if (!read.ok) return sendPage(res, 'rounds/new', newRoundPage(req, planning, typed, read.problems), 422)
  try {
    const { cycle } = planning
    const id = await issueRound(deps, req.actor, { cycle, plan: read.plan, shown: typedDigest(req.body) })
    flash(req, message('rounds:issued', { number: read.plan.number }))
    res.redirect(303, `/rounds/${id}`)
  } catch (error) {
    if (error instanceof Invalid)
      return sendPage(res, 'rounds/new', newRoundPage(req, planning, typed, error.problems), 422)
    if (!(error instanceof Refused && error.status === 409)) throw error
    await sendPreview(deps, res, planning, typed, read.plan, true)
  }
}

async function show({ db, clock }: Deps, req: Request, res: Response): Promise<void> {
  const round = await roundIn(db, req)
  const [tallies, dues, people, calendar] = await Promise.all([
    departmentTallies(db, round.id),
    departmentDues(db, round.id),
    countPeople(db, round.id),
    readCalendar(db),
  ])
  const page = roundPage(req, round, { tallies, dues, ...people, today: clock.today(), calendar })
  sendPage(res, 'rounds/show', page)
}

async function closing({ db }: Deps, req: Request, res: Response): Promise<void> {
  const round = await roundIn(db, req)
  sendPage(res, 'rounds/closing', closingPage(req, round, await departmentTallies(db, round.id)))
}

async function close(deps: Deps, req: Request, res: Response): Promise<void> {
  const round = await roundIn(deps.db, req)
  await closeRound(deps, req.actor, round.id)
  flash(req, message('rounds:closed', { number: round.number }))
  res.redirect(303, `/rounds/${round.id}`)
}

async function sendPreview(
  { db, clock }: Deps,
  res: Response,
  planning: Planning,
  typed: TypedRound,
  plan: RoundPlan,
  changed = false,
): Promise<void> {
  const { req } = res
  const again = (problems: Record<string, Message>) =>
    sendPage(res, 'rounds/new', newRoundPage(req, planning, typed, problems), 422)
  const without = beforePeople(req, planning, plan)
  if (without) return again(without)
  const selection = await selectionFor(db, planning.cycle, plan, clock.today())
  const given = { today: clock.today(), people: selection.people.length, departments: plan.departmentIds.length }
  const problems = planProblems(plan, given)
  if (Object.keys(problems).length) return again(problems)
  const { referenceDate, dueOn } = plan
  const shown = { typed: { ...typed, referenceDate, dueOn }, selection, leaf: typedLeaf(req.body), changed }
  sendPage(res, 'rounds/preview', previewPage(req, planning, shown), changed ? 409 : 200)
}

/** What stands against any round, whoever is in it: no open cycle, no list, an item that nobody leads. */
function beforePeople(req: Request, planning: Planning, plan: RoundPlan): Record<string, Message> | null {
  if (planning.cycle.state !== 'open') return { '': message('rounds:problem.cycle') }
  if (!planning.criteria) return { '': message('rounds:problem.noCriteria') }
  const keys = planning.departments.filter(({ id }) => plan.departmentIds.includes(id)).map(({ key }) => key)
  if (unledItems(planning.criteria, keys).length === 0) return null
  const codes = unledWords(req, planning.criteria, keys, planning.departments)
  return { department: message('rounds:problem.unled', { codes }) }
}

async function planningOf(db: Deps['db'], referenceDate: Day): Promise<Planning> {
  const cycle = await currentCycle(db)
  if (!cycle) throw new Refused(message('rounds:problem.cycle'))
  const [criteria, departments, townships, selectable] = await Promise.all([
    criteriaOfCycle(db, cycle.id),
    cycleDepartments(db, cycle.id),
    listTownships(db),
    listSelectable(db, { cycleId: cycle.id, townshipId: null, referenceDate }),
  ])
  return { cycle, criteria, departments, townships, selectable }
}

async function roundIn(db: Deps['db'], req: Request) {
  const round = await findRound(db, String(req.params['id']))
  if (!round) throw new NotFound()
  return round
}
