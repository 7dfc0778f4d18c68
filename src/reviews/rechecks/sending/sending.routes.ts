import type { Request, Response } from 'express'
import { criteriaOfCycle } from '../../../criteria/criteria.store'
import { readCalendar } from '../../../cycles/calendar/calendar.store'
import type { Cycle } from '../../../cycles/cycle'
import { currentCycle } from '../../../cycles/cycles.store'
import type { Deps } from '../../../deps'
import { NotFound, Refused } from '../../../lib/errors'
import { message } from '../../../lib/message'
import { say } from '../../../locales/translate'
import { listDepartments } from '../../../organisations/organisations.store'
import { usualDueDay } from '../../../rounds/rounds.view'
import { flash } from '../../../web/pages/flash'
import { type Again, submitForm, typedIn } from '../../../web/pages/form'
import { isId } from '../../../web/ids'
import { type Problem, sendPage } from '../../../web/pages/page'
import type { Route } from '../../../web/route'
import { disputeOf, unansweredOf } from './sending'
import { assignGap, sendDisputesBack } from './sending.actions'
import { mostAtOnce, readChosen, readDisputes, readGap } from './sending.form'
import { disputesPage, gapPage, type SendingGiven } from './sending.view'
import { handsLeft, openOfKind, type Pair, type WaitingPerson, waitingPeople } from './waiting.store'

/** 退回复查: the office sends disputed items back and assigns those that nobody answered for. */
export function sendingRoutes(deps: Deps): Route[] {
  const roles = ['office'] as const
  const to = (handle: Handler) => (req: Request, res: Response) => handle(deps, req, res)
  return [
    { method: 'get', path: '/rechecks/new', roles, handle: to(one) },
    { method: 'post', path: '/rechecks/disputes/preview', roles, handle: to(preview) },
    { method: 'post', path: '/rechecks/disputes', roles, handle: to(sendBack) },
    { method: 'post', path: '/rechecks/gaps', roles, handle: to(assign) },
  ]
}

type Handler = (deps: Deps, req: Request, res: Response) => Promise<void>

/** One person's dispute or gap; where it has been sent back already, that recheck's page. */
async function one(deps: Deps, req: Request, res: Response): Promise<void> {
  const cycle = await cycleNow(deps)
  const ids = [String(req.query['candidate'] ?? '')].filter(isId)
  const disputes = await waitingPeople(deps.db, { cycleId: cycle.id, standing: 'disputed', ids })
  if (disputes.length) return sendDisputes(deps, req, res, { cycle, people: disputes })
  const gaps = await waitingPeople(deps.db, { cycleId: cycle.id, standing: 'gap', ids })
  if (gaps.length) return sendGap(deps, req, res, { cycle, people: gaps })
  const open = new Map([...(await openOfKind(deps.db, ids, 'dispute')), ...(await openOfKind(deps.db, ids, 'gap'))])
  const recheck = open.get(ids[0] ?? '')
  if (!recheck) throw new Refused(message('rechecks:refused.nothing'), 409)
  res.redirect(303, `/rechecks/${recheck}`)
}

async function preview(deps: Deps, req: Request, res: Response): Promise<void> {
  const cycle = await cycleNow(deps)
  const ids = readChosen(req.body)
  const people = await waitingPeople(deps.db, { cycleId: cycle.id, standing: 'disputed', ids })
  if (!people.length) throw new Refused(message('rechecks:refused.nothing'), 409)
  await sendDisputes(deps, req, res, { cycle, people })
}

/** What changed since the preview is shown anew; nothing of it has been sent. */
async function sendBack(deps: Deps, req: Request, res: Response): Promise<void> {
  const cycle = await cycleNow(deps)
  const { candidateIds } = readDisputesOr(req)
  const people = () => waitingPeople(deps.db, { cycleId: cycle.id, standing: 'disputed', ids: candidateIds })
  const again = async ({ status, problems }: Pick<Again, 'problems'> & { status: number }) =>
    sendDisputes(deps, req, res, { cycle, people: await people(), problems, status })
  const act = async () => {
    const count = await sendDisputesBack(deps, req.actor, { cycleId: cycle.id, ...readDisputes(req.body) })
    flash(req, message(count ? 'rechecks:disputes.sent' : 'rechecks:disputes.sentBefore', { count }))
    return '/rechecks?show=open'
  }
  await orChanged(req, () => submitForm(res, act, again), again)
}

async function assign(deps: Deps, req: Request, res: Response): Promise<void> {
  const cycle = await cycleNow(deps)
  const ids = [String(typedIn(req)['candidateId'] ?? '')].filter(isId)
  const act = async () => {
    const { choice, ...gap } = readGap(req.body)
    const id = await assignGap(deps, req.actor, { cycleId: cycle.id, ...gap, ...choice })
    flash(req, message('rechecks:gap.sent'))
    return `/rechecks/${id}`
  }
  const again = async ({ status, problems }: Pick<Again, 'problems'> & { status: number }) => {
    const people = await waitingPeople(deps.db, { cycleId: cycle.id, standing: 'gap', ids })
    await sendGap(deps, req, res, { cycle, people, problems, status })
  }
  await orChanged(req, () => submitForm(res, act, again), again)
}

/** The preview as it is now takes the place of what was refused because it had changed; where nobody is left, the reason. */
async function orChanged(
  req: Request,
  work: () => Promise<void>,
  again: (shown: { status: number; problems: Problem[] }) => Promise<void>,
): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof Refused) || error.reason.key !== 'rechecks:refused.changed') throw error
    await again({ status: 409, problems: [{ field: '', text: say(req.t, error.reason) }] })
  }
}

type Shown = { cycle: Cycle; people: WaitingPerson[]; problems?: Problem[]; status?: number }

async function sendDisputes(deps: Deps, req: Request, res: Response, { cycle, people, problems, status }: Shown) {
  if (!people.length) throw new Refused(message('rechecks:refused.nothing'), 409)
  const keys = ({ reasons }: WaitingPerson) => disputeOf(reasons).departmentKeys
  const given = await givenOf(deps, req, { cycle, people, keys, kind: 'dispute' })
  sendPage(res, 'rechecks/disputes', disputesPage(req, given, problems), status)
}

async function sendGap(deps: Deps, req: Request, res: Response, { cycle, people, problems, status }: Shown) {
  if (!people.length) throw new Refused(message('rechecks:refused.nothing'), 409)
  const keys = ({ reasons }: WaitingPerson) =>
    unansweredOf(reasons).flatMap(({ owners }) => owners.map(({ departmentKey }) => departmentKey))
  const given = await givenOf(deps, req, { cycle, people, keys, kind: 'gap' })
  sendPage(res, 'rechecks/gap', gapPage(req, given, problems), status)
}

type Asking = {
  cycle: Cycle
  people: WaitingPerson[]
  keys: (person: WaitingPerson) => string[]
  kind: 'dispute' | 'gap'
}

async function givenOf(
  { db, clock }: Deps,
  req: Request,
  { cycle, people, keys, kind }: Asking,
): Promise<SendingGiven> {
  const [departments, criteria, calendar] = await Promise.all([
    listDepartments(db, 'all'),
    criteriaOfCycle(db, cycle.id),
    readCalendar(db),
  ])
  const pairs = people.flatMap((person) => pairsOf(person.candidateId, keys(person), departments))
  const hands = await handsLeft(db, pairs, kind)
  const { dueOn = usualDueDay(clock.today(), cycle, calendar), words = '', choice = '' } = typedIn(req)
  return { people, departments, items: criteria?.items ?? [], hands, typed: { dueOn, words, choice } }
}

function pairsOf(candidateId: string, keys: string[], departments: { id: string; key: string }[]): Pair[] {
  const asked = departments.filter(({ key }) => keys.includes(key))
  return asked.map(({ id: departmentId }) => ({ candidateId, departmentId }))
}

/** Ids that can be shown again although another field is refused. */
function readDisputesOr(req: Request): { candidateIds: string[] } {
  const sent = [(req.body as Record<string, unknown>)?.['candidateIds'] ?? []].flat().map(String).filter(isId)
  return { candidateIds: sent.slice(0, mostAtOnce) }
}

async function cycleNow({ db }: Deps): Promise<Cycle> {
  const cycle = await currentCycle(db)
  if (!cycle) throw new NotFound()
  return cycle
}
