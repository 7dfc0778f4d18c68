import type { Request, Response } from 'express'
import { sendListWorkbook } from '../../accounts/own-lists/list-workbook'
import { ownSetUp } from '../../accounts/own-lists/own-lists.store'
import { departmentRoles } from '../../accounts/role'
import { openId } from '../../candidates/id-seal'
import { currentCycle } from '../../cycles/cycles.store'
import type { Deps } from '../../deps'
import { NotFound, Refused } from '../../lib/errors'
import { message } from '../../lib/message'
import { readSort } from '../../lib/sort'
import { say } from '../../locales/translate'
import { flash } from '../../web/pages/flash'
import { findReview } from '../../reviews/reviews.store'
import { submitForm, typedIn, type Again } from '../../web/pages/form'
import { lastOpen } from '../../web/pages/last-list'
import { sendPage } from '../../web/pages/page'
import { pageOf, pagerOf } from '../../web/pages/paging'
import type { Route } from '../../web/route'
import { fillingsOf } from '../filling/filling.store'
import { offerView } from '../filling/filling.view'
import { openNumber } from '../row-seal'
import { readDecision, readHitFilter } from './decision.form'
import { decideHits } from './decisions.actions'
import { countHits, findHitsOf, listHits, type HitsOf } from './hits.store'
import { nextOpenHit } from '../screening/screening.store'
import type { Pair } from './hit'
import { type HitsAsked, hitSorts } from './hit-list'
import { hitCells, hitColumns, hitsPage } from './hit-list.view'
import { hitAddress, hitPage } from './hits.view'
import { countUncompared } from './matching.store'

/** 疑似记录: rows that may be about a candidate, and what was decided on them. */
export function hitRoutes(deps: Deps): Route[] {
  const roles = departmentRoles
  const to = (handle: Handler) => (req: Request, res: Response) => handle(deps, req, res)
  return [
    { method: 'get', path: '/ledgers/hits', roles, handle: to(list) },
    { method: 'get', path: '/ledgers/hits/workbook', roles, handle: to(workbook) },
    {
      method: 'get',
      path: '/ledgers/hits/:rowId/:candidateId',
      roles,
      handle: to((_deps, req, res) => sendHit(deps, req, res)),
    },
    { method: 'post', path: '/ledgers/hits/:rowId/:candidateId', roles, handle: to(decide) },
  ]
}

type Handler = (deps: Deps, req: Request, res: Response) => Promise<void>

/** Between two cycles there is nobody to compare with. */
export async function hitsOf(db: Deps['db'], { actor }: Request): Promise<HitsOf> {
  const cycle = await currentCycle(db)
  if (!cycle) throw new Refused(message('ledgers:hits.noCycle'))
  return { departmentId: actor.departmentId!, accountId: actor.accountId, cycleId: cycle.id }
}

async function list({ db }: Deps, req: Request, res: Response): Promise<void> {
  const [of, asked] = [await hitsOf(db, req), askedFor(req)]
  const counts = await countHits(db, of, asked)
  const leaf = pageOf(req, counts[asked.state])
  const hits = await listHits(db, of, asked, leaf)
  const uncompared = await countUncompared(db, of.departmentId, of.cycleId)
  const own = await ownSetUp(db, req.actor.accountId, 'hits')
  const paged = { page: leaf.number, pager: pagerOf(req, leaf, counts[asked.state]) }
  sendPage(res, 'ledgers/hits', hitsPage(req, { hits, counts, asked, own, uncompared, ...paged }))
}

async function workbook(deps: Deps, req: Request, res: Response): Promise<void> {
  const [of, asked] = [await hitsOf(deps.db, req), askedFor(req)]
  await sendListWorkbook(deps, req, res, {
    list: 'hits',
    title: req.t('ledgers:hits.title'),
    columns: hitColumns(req.t, asked),
    rowsOf: async (part) => (await listHits(deps.db, of, asked, part)).map((hit) => hitCells(req.t, hit)),
  })
}

function askedFor({ query }: Request): HitsAsked {
  return { ...readHitFilter(query), sort: readSort(query['sort'], hitSorts) }
}

async function sendHit({ db, keys }: Deps, req: Request, res: Response, again?: Again): Promise<void> {
  const [hit] = await findHitsOf(db, await hitsOf(db, req), [pairIn(req)])
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
  const page = hitPage(
    req,
    { hit, numbers, offer, kind: readHitFilter(req.query).kind },
    { typed, problems: again?.problems ?? [] },
  )
  sendPage(res, 'ledgers/hit', page, again?.status)
}

async function decide(deps: Deps, req: Request, res: Response): Promise<void> {
  const show: ShowAgain = (again) => sendHit(deps, req, res, again)
  const pair = pairIn(req)
  const act = async () => {
    const on = await nextAddress(deps, req, pair)
    const hits = `${pair.rowId}.${pair.candidateId}`
    const { count, draft } = await decideHits(deps, req.actor, readDecision({ ...typedIn(req), hits }))
    flash(req, message('ledgers:hits.decided', { count }))
    if (draft) flash(req, message(`ledgers:fill.end.${draft}`))
    return on
  }
  await submitForm(res, act, show).catch(told(req, show))
}

/** Where to after deciding; asked for before, because what is decided is not open any more. */
async function nextAddress({ db }: Deps, req: Request, pair: Pair): Promise<string> {
  if (typedIn(req)['onward'] !== 'next') return lastOpen(req, '/ledgers/hits')
  const { kind } = readHitFilter(req.query)
  const next = await nextOpenHit(db, await hitsOf(db, req), kind, pair)
  return next ? hitAddress(next, kind) : '/ledgers/screening'
}

function pairIn({ params }: Request): Pair {
  return { rowId: String(params['rowId']), candidateId: String(params['candidateId']) }
}

export type ShowAgain = (again: Again) => Promise<void>

/** Somebody was faster: the page again with what they decided, and what was typed here. */
export function told(req: Request, show: ShowAgain) {
  return (error: unknown): Promise<void> => {
    if (!(error instanceof Refused && error.status === 409)) throw error
    return show({ status: 409, problems: [{ field: '', text: say(req.t, error.reason) }] })
  }
}
