import type { Request, Response } from 'express'
import { departmentRoles } from '../../accounts/role'
import type { Deps } from '../../deps'
import { message } from '../../lib/message'
import { flash } from '../../web/pages/flash'
import { type Again, submitForm, typedIn } from '../../web/pages/form'
import { sendPage } from '../../web/pages/page'
import type { Route } from '../../web/route'
import { readAfter, readHitFilter, readNamesakes } from '../hits/decision.form'
import { compareLedgers } from '../hits/comparing.actions'
import { decideHits } from '../hits/decisions.actions'
import { mostTogether } from '../hits/hit'
import { hitsOf, type ShowAgain, told } from '../hits/hits.routes'
import { listHits } from '../hits/hits.store'
import { countUncompared } from '../hits/matching.store'
import { hitAddress } from '../hits/hits.view'
import { namesakesPage, screeningPage } from './screening.view'
import { nextOpenHit, screeningOf } from './screening.store'

/** 比对核查: everybody whom the department was asked about against all its ledgers, and the way through what was found. */
export function screeningRoutes(deps: Deps): Route[] {
  const roles = departmentRoles
  const to = (handle: Handler) => (req: Request, res: Response) => handle(deps, req, res)
  return [
    { method: 'get', path: '/ledgers/screening', roles, handle: to(show) },
    { method: 'post', path: '/ledgers/comparisons', roles, handle: to(compare) },
    { method: 'get', path: '/ledgers/hits/next', roles, handle: to(next) },
    {
      method: 'get',
      path: '/ledgers/hits/namesakes',
      roles,
      handle: to((_, req, res) => sendNamesakes(deps, req, res)),
    },
    { method: 'post', path: '/ledgers/hits/namesakes', roles, handle: to(clear) },
  ]
}

type Handler = (deps: Deps, req: Request, res: Response) => Promise<void>

async function show({ db }: Deps, req: Request, res: Response): Promise<void> {
  const of = await hitsOf(db, req)
  const uncompared = await countUncompared(db, of.departmentId, of.cycleId)
  sendPage(res, 'ledgers/screening', screeningPage(req, { ...(await screeningOf(db, of)), uncompared }))
}

async function compare(deps: Deps, req: Request, res: Response): Promise<void> {
  const compared = await compareLedgers(deps, req.actor)
  compared.notices.forEach((notice) => flash(req, notice))
  res.redirect(303, compared.href)
}

/** To the next open hit; to the figures where none is left. */
async function next({ db }: Deps, req: Request, res: Response): Promise<void> {
  const { kind } = readHitFilter(req.query)
  const pair = await nextOpenHit(db, await hitsOf(db, req), kind, readAfter(req.query))
  if (!pair) flash(req, message('ledgers:screening.through'))
  res.redirect(303, pair ? hitAddress(pair, kind) : '/ledgers/screening')
}

async function sendNamesakes({ db }: Deps, req: Request, res: Response, again?: Again): Promise<void> {
  const { kind } = readHitFilter(req.query)
  const filter = { state: 'open' as const, kind, words: '', namesakes: true }
  const hits = await listHits(db, await hitsOf(db, req), filter, { skip: 0, take: mostTogether + 1 })
  const chosen = again ? [(req.body as Record<string, unknown>)['hits'] ?? []].flat().map(String) : null
  const given = { hits, kind, chosen, typed: again ? (typedIn(req)['words'] ?? '') : '' }
  sendPage(res, 'ledgers/namesakes', namesakesPage(req, given, again?.problems ?? []), again?.status)
}

function clear(deps: Deps, req: Request, res: Response): Promise<void> {
  const showAgain: ShowAgain = (again) => sendNamesakes(deps, req, res, again)
  const act = async () => {
    const { count } = await decideHits(deps, req.actor, readNamesakes(req.body))
    flash(req, message('ledgers:hits.decided', { count }))
    return '/ledgers/screening'
  }
  return submitForm(res, act, showAgain).catch(told(req, showAgain))
}
