import type { Request, Response } from 'express'
import { departmentRoles } from '../../accounts/role'
import { openId } from '../../candidates/id-seal'
import { currentCycle } from '../../cycles/cycles.store'
import type { Deps } from '../../deps'
import { NotFound, Refused } from '../../lib/errors'
import { message } from '../../lib/message'
import { say } from '../../locales/translate'
import { flash } from '../../web/flash'
import { findReview } from '../../reviews/reviews.store'
import { submitForm, typedIn, type Again } from '../../web/form'
import { sendPage } from '../../web/page'
import type { Route } from '../../web/route'
import { fillingsOf } from '../filling/filling.store'
import { offerView } from '../filling/filling.view'
import { openNumber } from '../row-seal'
import { readDecision, readHitFilter, readPage } from './decision.form'
import { compareLedgers } from './comparing.actions'
import { decideHits } from './decisions.actions'
import { countHits, findHitsOf, listHits, type HitsOf } from './hits.store'
import { hitPage, hitsOnPage, hitsPage } from './hits.view'
import { countUncompared } from './matching.store'

/** 疑似记录: rows that may be about a candidate, and what was decided on them. */
export function hitRoutes(deps: Deps): Route[] {
  const roles = departmentRoles
  const to = (handle: Handler) => (req: Request, res: Response) => handle(deps, req, res)
  return [
    { method: 'post', path: '/ledgers/comparisons', roles, handle: to(compare) },
    { method: 'get', path: '/ledgers/hits', roles, handle: to((_deps, req, res) => sendHits(deps, req, res)) },
    { method: 'post', path: '/ledgers/hits/decisions', roles, handle: to(decide) },
    {
      method: 'get',
      path: '/ledgers/hits/:rowId/:candidateId',
      roles,
      handle: to((_deps, req, res) => sendHit(deps, req, res)),
    },
    { method: 'post', path: '/ledgers/hits/:rowId/:candidateId', roles, handle: to(decideOne) },
  ]
}

type Handler = (deps: Deps, req: Request, res: Response) => Promise<void>

/** Between two cycles there is nobody to compare with. */
async function hitsOf(db: Deps['db'], { actor }: Request): Promise<HitsOf> {
  const cycle = await currentCycle(db)
  if (!cycle) throw new Refused(message('ledgers:hits.noCycle'))
  return { departmentId: actor.departmentId!, accountId: actor.accountId, cycleId: cycle.id }
}

async function compare(deps: Deps, req: Request, res: Response): Promise<void> {
  const compared = await compareLedgers(deps, req.actor)
  compared.notices.forEach((notice) => flash(req, notice))
  res.redirect(303, compared.href)
}

async function sendHits({ db }: Deps, req: Request, res: Response, again?: Again): Promise<void> {
  const of = await hitsOf(db, req)
  const [filter, pageNumber] = [readHitFilter(req.query), readPage(req.query)]
  const counts = await countHits(db, of, filter)
  const hits = await listHits(db, of, filter, { skip: (pageNumber - 1) * hitsOnPage, take: hitsOnPage })
  const uncompared = await countUncompared(db, of.departmentId, of.cycleId)
  const typed = again ? (typedIn(req)['words'] ?? '') : ''
  const given = { hits, counts, filter, pageNumber, uncompared, typed, problems: again?.problems ?? [] }
  sendPage(res, 'ledgers/hits', hitsPage(req, given), again?.status)
}

async function sendHit({ db, keys }: Deps, req: Request, res: Response, again?: Again): Promise<void> {
  const pair = { rowId: String(req.params['rowId']), candidateId: String(req.params['candidateId']) }
  const [hit] = await findHitsOf(db, await hitsOf(db, req), [pair])
  if (!hit) throw new NotFound()
  const { row, candidate } = hit
  const numbers = {
    row: row.idCipher && openNumber(keys, row.idCipher, hit.rowId),
    candidate: openId(keys, candidate.idCipher, hit.candidateId),
  }
  const review = (await findReview(db, req.actor.departmentId, hit.reviewId))!
  const fillings = await fillingsOf(db, review.id)
  const typed = again ? typedIn(req) : {}
  const ticked = again ? typed['fill'] !== undefined : null
  const offer = offerView(req.t, { actor: req.actor, hit, review, fillings }, ticked)
  const page = hitPage(req, { hit, numbers, offer }, { typed, problems: again?.problems ?? [] })
  sendPage(res, 'ledgers/hit', page, again?.status)
}

/** Many at once, from the list. */
function decide(deps: Deps, req: Request, res: Response): Promise<void> {
  return decided(deps, req, res, req.body, (again) => sendHits(deps, req, res, again))
}

/** One, from its own page. */
function decideOne(deps: Deps, req: Request, res: Response): Promise<void> {
  const hits = `${String(req.params['rowId'])}.${String(req.params['candidateId'])}`
  return decided(deps, req, res, { ...typedIn(req), hits }, (again) => sendHit(deps, req, res, again))
}

type ShowAgain = (again: Again) => Promise<void>

function decided(deps: Deps, req: Request, res: Response, body: unknown, show: ShowAgain): Promise<void> {
  const act = async () => {
    const { count, draft } = await decideHits(deps, req.actor, readDecision(body))
    flash(req, message('ledgers:hits.decided', { count }))
    if (draft) flash(req, message(`ledgers:fill.end.${draft}`))
    return '/ledgers/hits'
  }
  return submitForm(res, act, show).catch(told(req, show))
}

/** Somebody was faster: the page again with what they decided, and what was typed here. */
function told(req: Request, show: ShowAgain) {
  return (error: unknown): Promise<void> => {
    if (!(error instanceof Refused && error.status === 409)) throw error
    return show({ status: 409, problems: [{ field: '', text: say(req.t, error.reason) }] })
  }
}
