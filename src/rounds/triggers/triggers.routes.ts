import type { Request, Response } from 'express'
import { sendListWorkbook } from '../../accounts/own-lists/list-workbook'
import { ownSetUp } from '../../accounts/own-lists/own-lists.store'
import { scopeOf } from '../../accounts/scope'
import { findCandidate } from '../../candidates/candidates.store'
import { currentCycle, cycleDepartments } from '../../cycles/cycles.store'
import type { Deps } from '../../deps'
import { evidenceOf } from '../../evidence/evidence.actions'
import { evidencePart } from '../../evidence/evidence.view'
import { NotFound, Refused } from '../../lib/errors'
import { message } from '../../lib/message'
import { readSort } from '../../lib/sort'
import { flash } from '../../web/pages/flash'
import { type Again, submitForm, typedIn } from '../../web/pages/form'
import { sendPage } from '../../web/pages/page'
import { pageOf, pagerOf } from '../../web/pages/paging'
import type { Route } from '../../web/route'
import { readAside, readRequest, readTrigger } from './trigger.form'
import { requestProblem } from './trigger.policy'
import { triggerEvidence } from './trigger-evidence.actions'
import { countTriggers, findTrigger, listTriggers, type TriggerFilter, type TriggerLine } from './trigger-lists.store'
import { recordTrigger, requestReview, setAsideTrigger, takeUpTrigger } from './triggers.actions'
import { carriedFor, type ReviewToRequest, reviewOfDepartment } from './triggers.store'
import { newTriggerPage, requestPage } from './trigger-forms.view'
import { type TriggersAsked, triggerSorts } from './trigger-list'
import { triggerColumns, triggerCells, triggerPage, triggersPage } from './triggers.view'
import { isTriggerState, type TriggerState } from './transitions'

const readers = ['office', 'reviewer', 'signatory'] as const
const department = ['reviewer', 'signatory'] as const
const office = ['office'] as const

/** 触发: what became known of a person, recorded by the office or asked for by a department; a township sees none. */
export function triggersRoutes(deps: Deps): Route[] {
  const to = (handle: Handler) => (req: Request, res: Response) => handle(deps, req, res)
  return [
    { method: 'get', path: '/triggers', roles: readers, handle: to(list) },
    { method: 'get', path: '/triggers/workbook', roles: readers, handle: to(workbook) },
    { method: 'get', path: '/triggers/:id', roles: readers, handle: to((_, req, res) => one(deps, req, res)) },
    { method: 'post', path: '/triggers/:id/setting-aside', roles: office, handle: to(aside) },
    { method: 'post', path: '/triggers/:id/asking', roles: office, handle: to(ask) },
    {
      method: 'get',
      path: '/candidates/:id/triggers/new',
      roles: office,
      handle: to((_, req, res) => form(deps, req, res)),
    },
    { method: 'post', path: '/candidates/:id/triggers', roles: office, handle: to(record) },
    {
      method: 'get',
      path: '/reviews/:id/trigger',
      roles: department,
      handle: to((_, req, res) => asked(deps, req, res)),
    },
    { method: 'post', path: '/reviews/:id/trigger', roles: department, handle: to(request) },
  ]
}

type Handler = (deps: Deps, req: Request, res: Response) => Promise<void>

async function list({ db }: Deps, req: Request, res: Response): Promise<void> {
  const scope = scopeOf(req.actor)
  const candidate = await candidateIn(db, req)
  const asked = askedFor(req, candidate?.id ?? null)
  const among = await amongOf(db, asked)
  const counts = {
    open: await countTriggers(db, scope, { ...among, state: 'open' }),
    taken_up: await countTriggers(db, scope, { ...among, state: 'taken_up' }),
    set_aside: await countTriggers(db, scope, { ...among, state: 'set_aside' }),
  }
  const leaf = pageOf(req, counts[asked.state])
  const lines = await listTriggers(db, scope, { ...among, ...asked }, leaf)
  const own = await ownSetUp(db, req.actor.accountId, 'triggers')
  const pager = pagerOf(req, leaf, counts[asked.state])
  const given = { lines, counts, asked, candidate, own, page: leaf.number, pager }
  sendPage(res, 'triggers/list', triggersPage(req, req.actor, given))
}

async function workbook(deps: Deps, req: Request, res: Response): Promise<void> {
  const asked = askedFor(req, (await candidateIn(deps.db, req))?.id ?? null)
  const among = await amongOf(deps.db, asked)
  await sendListWorkbook(deps, req, res, {
    list: 'triggers',
    title: req.t('triggers:list.title'),
    columns: triggerColumns(req.t, asked),
    rowsOf: async (part) => {
      const lines = await listTriggers(deps.db, scopeOf(req.actor), { ...among, ...asked }, part)
      return lines.map((line) => triggerCells(req, line))
    },
  })
}

function askedFor({ query }: Request, candidate: string | null): TriggersAsked {
  const state = String(query['state'])
  return {
    state: isTriggerState(state) ? (state as TriggerState) : 'open',
    candidate,
    sort: readSort(query['sort'], triggerSorts),
  }
}

/** Of one person, whichever cycle; else of the current cycle. */
async function amongOf(db: Deps['db'], { candidate }: TriggersAsked): Promise<TriggerFilter> {
  return candidate ? { candidateId: candidate } : { cycleId: (await currentCycle(db))?.id }
}

async function one({ db }: Deps, req: Request, res: Response, again?: Again): Promise<void> {
  const line = await triggerIn(db, req)
  const { reviewIds } = await carriedFor(db, line)
  const also = { carried: reviewIds.length, ...(again ? { typed: typedIn(req), problems: again.problems } : {}) }
  const on = { recordType: 'trigger', recordId: line.id } as const
  const evidence = evidencePart(req, on, await evidenceOf(db, req.actor, triggerEvidence, on))
  sendPage(res, 'triggers/one', { ...triggerPage(req, req.actor, line, also), evidence }, again?.status ?? 200)
}

async function aside(deps: Deps, req: Request, res: Response): Promise<void> {
  const { id, name } = await triggerIn(deps.db, req)
  const act = async () => {
    await setAsideTrigger(deps, req.actor, id, readAside(req.body).words)
    flash(req, message('triggers:notice.aside', { name }))
    return `/triggers/${id}`
  }
  await submitForm(res, act, (again) => one(deps, req, res, again))
}

async function ask(deps: Deps, req: Request, res: Response): Promise<void> {
  const { id, name } = await triggerIn(deps.db, req)
  const count = await takeUpTrigger(deps, req.actor, id)
  flash(req, message('triggers:notice.asked', { name, count }))
  res.redirect(303, `/triggers/${id}`)
}

async function form({ db, clock }: Deps, req: Request, res: Response, again?: Again): Promise<void> {
  const candidate = await findCandidate(db, scopeOf(req.actor), String(req.params['id']))
  if (!candidate) throw new NotFound()
  const typed = again ? typedIn(req) : { reportedOn: clock.today() }
  const departments = await cycleDepartments(db, candidate.cycleId)
  const page = newTriggerPage(req, candidate, departments, { typed, problems: again?.problems ?? [] })
  sendPage(res, 'settings/form-page', page, again?.status ?? 200)
}

async function record(deps: Deps, req: Request, res: Response): Promise<void> {
  const candidate = await findCandidate(deps.db, scopeOf(req.actor), String(req.params['id']))
  if (!candidate) throw new NotFound()
  const act = async () => {
    const trigger = readTrigger(req.body, deps.clock.today())
    const raised = await recordTrigger(deps, req.actor, { candidateId: candidate.id, ...trigger })
    flash(req, message(raised ? 'triggers:notice.recorded' : 'triggers:notice.known', { name: candidate.name }))
    return `/triggers?candidate=${candidate.id}`
  }
  await submitForm(res, act, (again) => form(deps, req, res, again))
}

async function asked({ db }: Deps, req: Request, res: Response, again?: Again): Promise<void> {
  const review = await reviewIn(db, req)
  const problem = requestProblem(review)
  if (problem) throw new Refused(problem)
  const page = requestPage(
    req,
    { id: String(req.params['id']), name: review.name },
    { typed: again ? typedIn(req) : {}, problems: again?.problems ?? [] },
  )
  sendPage(res, 'settings/form-page', page, again?.status ?? 200)
}

async function request(deps: Deps, req: Request, res: Response): Promise<void> {
  const review = await reviewIn(deps.db, req)
  const act = async () => {
    const raised = await requestReview(deps, req.actor, String(req.params['id']), readRequest(req.body).words)
    flash(req, message(raised ? 'triggers:notice.requested' : 'triggers:notice.known', { name: review.name }))
    return '/triggers'
  }
  await submitForm(res, act, (again) => asked(deps, req, res, again))
}

async function triggerIn(db: Deps['db'], req: Request): Promise<TriggerLine> {
  const line = await findTrigger(db, scopeOf(req.actor), String(req.params['id']))
  if (!line) throw new NotFound()
  return line
}

async function reviewIn(db: Deps['db'], req: Request): Promise<ReviewToRequest> {
  const review = await reviewOfDepartment(db, req.actor.departmentId, String(req.params['id']))
  if (!review) throw new NotFound()
  return review
}

/** The candidate that the list is narrowed to: the office's filter. */
async function candidateIn(db: Deps['db'], req: Request): Promise<{ id: string; name: string } | null> {
  const id = req.query['candidate']
  if (typeof id !== 'string' || req.actor.role !== 'office') return null
  const candidate = await findCandidate(db, scopeOf(req.actor), id)
  if (!candidate) throw new NotFound()
  return candidate
}
