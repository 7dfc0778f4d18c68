import type { Request, Response } from 'express'
import { scopeOf } from '../../accounts/scope'
import type { Role } from '../../accounts/role'
import type { Deps } from '../../deps'
import { NotFound } from '../../lib/errors'
import { message } from '../../lib/message'
import { resubmitToDepartments } from '../../reviews/rechecks/resubmission.actions'
import { withdrawCandidate } from '../../standings/withdrawal.actions'
import { flash } from '../../web/pages/flash'
import type { Route } from '../../web/route'
import { sendCandidate } from '../candidate.routes'
import { type PlainStep, takeStep } from '../candidates.actions'
import { findCandidate } from '../candidates.store'
import { stepMany } from './many.routes'
import { readStep, type StepForm } from './steps.form'
import { type CandidateAct, stageOf, transitions } from '../transitions'

/** Steps of one candidate, and of many at once: submission, screening, handing in again, withdrawal. */
export function stepRoutes(deps: Deps): Route[] {
  const township: readonly Role[] = ['township_clerk', 'office']
  const lead: readonly Role[] = ['township_lead']
  const one = (noun: string, roles: readonly Role[], acts: readonly CandidateAct[]): Route => ({
    method: 'post',
    path: `/candidates/:id/${noun}`,
    roles,
    handle: (req, res) => step(deps, req, res, acts),
  })
  const many = (noun: string, roles: readonly Role[], act: 'submit' | 'pass'): Route => ({
    method: 'post',
    path: `/candidates/${noun}`,
    roles,
    handle: (req, res) => stepMany(deps, req, res, act),
  })
  return [
    many('submissions', ['township_clerk'], 'submit'),
    many('screenings', lead, 'pass'),
    one('submission', township, ['submit']),
    one('screening', lead, ['pass', 'return', 'not_recommend']),
    one('resubmission', township, ['resubmit']),
    one('withdrawal', township, ['withdraw']),
  ]
}

async function step(deps: Deps, req: Request, res: Response, acts: readonly CandidateAct[]): Promise<void> {
  const id = String(req.params['id'])
  const form = readStep({ act: acts[0], ...(req.body as object | undefined) }, needsWords)
  if (!form.act || !acts.includes(form.act)) throw new NotFound()
  if (form.problem) return sendCandidate(deps, req, res, againOf(form))
  const told = await take(deps, req, id, form.act, form.words || null)
  flash(req, message(told ?? `candidates:done.${form.act}`))
  res.redirect(303, `/candidates/${id}`)
}

/** Takes the step; gives what is told of it where that is not said of every such step. */
async function take(
  deps: Deps,
  req: Request,
  id: string,
  act: CandidateAct,
  words: string | null,
): Promise<string | void> {
  if (act === 'withdraw') return withdrawCandidate(deps, req.actor, id, words ?? '')
  const candidate = await findCandidate(deps.db, scopeOf(req.actor), id)
  if (!candidate) throw new NotFound()
  if (act === 'resubmit' && stageOf(candidate) === 'sent_back') {
    const { identity } = await resubmitToDepartments(deps, req.actor, id, words)
    return `rechecks:resubmitted.${identity ? 'identity' : 'papers'}`
  }
  await takeStep(deps, req.actor, [id], act as PlainStep, words)
}

function needsWords(act: CandidateAct): boolean {
  return transitions.some((transition) => transition.act === act && transition.reason)
}

function againOf({ act, words, problem }: StepForm) {
  return { act: act!, words, problems: { [`${act}-words`]: problem! } }
}
