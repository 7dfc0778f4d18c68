import type { Request, Response } from 'express'
import { scopeOf } from '../../accounts/scope'
import type { Deps } from '../../deps'
import { message } from '../../lib/message'
import { flash } from '../../web/pages/flash'
import { sendPage } from '../../web/pages/page'
import { basisOf } from '../basis.store'
import { mayAct } from '../candidate.policy'
import { takeStep } from '../candidates.actions'
import type { Candidate } from '../candidates.store'
import { listHref, pageSize } from '../list/list'
import { filterSent } from '../list/list.routes'
import { candidateIds, listCandidates, listChosen } from '../list/list.store'
import { stageOf, transitions } from '../transitions'
import { manyPage } from './many.view'
import { mostAtOnce } from './many'
import { readChosen } from './steps.form'
import { ownHandsAmong } from './steps.store'

/** One step for many: first a page that lists exactly whom, then, confirmed, the step. All of them or none. */
export async function stepMany(deps: Deps, req: Request, res: Response, act: 'submit' | 'pass'): Promise<void> {
  const { confirmed } = readChosen(req.body)
  const ids = await chosenIds(deps, req, act)
  const sorted = await sortedOut(deps, req, ids, act)
  const filter = filterSent(req)
  const back = listHref(filter, { page: filter.page })
  const changed = confirmed && sorted.leftOut > 0
  if (!sorted.people.length || (confirmed && !changed)) return done(deps, req, res, { act, ids: idsOf(sorted), back })
  const page = manyPage({ ...sorted, act, back, changed, full: ids.length === mostAtOnce, t: req.t, lang: req.lang })
  sendPage(res, 'candidates/many', page, changed ? 409 : 200)
}

async function done(
  deps: Deps,
  req: Request,
  res: Response,
  { act, ids, back }: { act: 'submit' | 'pass'; ids: string[]; back: string },
): Promise<void> {
  const count = ids.length ? await takeStep(deps, req.actor, ids, act, null) : 0
  flash(req, message(count ? `candidates:done.many.${act}` : 'candidates:done.many.none', { count }))
  res.redirect(303, back)
}

async function chosenIds({ db, clock }: Deps, req: Request, act: 'submit' | 'pass'): Promise<string[]> {
  const { which, ids } = readChosen(req.body)
  if (which === 'ticked') return ids
  const filter = filterSent(req)
  const stage = transitions.find((transition) => transition.act === act)!.from
  const basis = await basisOf(db, filter.cycle, clock.today())
  if (!basis || (filter.stage && filter.stage !== stage)) return []
  const scope = scopeOf(req.actor)
  if (which === 'all') return candidateIds(db, scope, basis, { ...filter, stage }, mostAtOnce)
  const leaf = { skip: (filter.page - 1) * pageSize, take: pageSize }
  const rows = await listCandidates(db, scope, basis, filter, leaf)
  return rows.filter((row) => stageOf(row) === stage).map(({ id }) => id)
}

/** Those for whom the step is open to this person, and how many it is not. */
async function sortedOut({ db }: Deps, { actor }: Request, ids: string[], act: 'submit' | 'pass') {
  const candidates = await listChosen(db, scopeOf(actor), ids)
  const own = await ownHandsAmong(db, ids, actor.accountId)
  const people = candidates.filter((candidate) => {
    return mayAct(actor, { ...candidate, stage: stageOf(candidate), ownHand: own.has(candidate.id) }, act).allowed
  })
  return { people, leftOut: ids.length - people.length }
}

function idsOf({ people }: { people: Candidate[] }): string[] {
  return people.map(({ id }) => id)
}
