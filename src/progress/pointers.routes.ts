import type { Request, Response } from 'express'
import { basisOf } from '../candidates/basis.store'
import type { ListBasis } from '../candidates/list'
import { countStructure, listPeopleInTeams, listRelativePairs } from '../candidates/structure-lists.store'
import type { Deps } from '../deps'
import { sendPage } from '../web/page'
import { pageOf, pagerOf } from '../web/paging'
import type { Route } from '../web/route'
import { countPointers, listNear, listStuck } from './pointers.store'
import * as view from './pointers.view'

/** 关联提示: ties that the program sees and people judge; none of them decides anything. */
export function pointersRoutes(deps: Deps): Route[] {
  const roles = ['office', 'leading_group'] as const
  return [{ method: 'get', path: '/pointers', roles, handle: (req, res) => list(deps, req, res) }]
}

async function list({ db, clock }: Deps, req: Request, res: Response): Promise<void> {
  const basis = await basisOf(db, null, clock.today())
  if (!basis) return sendPage(res, 'progress/empty', { title: req.t('nearness:pointers.title') })
  const [near, structure] = await Promise.all([countPointers(db, basis.cycleId), countStructure(db, basis)])
  const counts = { ...near, ...structure }
  const kind = view.kindAsked(req.query['kind'], counts)
  const leaf = pageOf(req, counts[kind])
  const page = view.pointersPage(req, { kind, counts, rows: await rowsOf(db, basis, kind, leaf, req) })
  sendPage(res, 'progress/pointers', { ...page, lead: basis.cycle.name, pager: pagerOf(req, leaf, counts[kind]) })
}

async function rowsOf(db: Deps['db'], { cycleId }: ListBasis, kind: view.Listed, leaf: Leaf, reader: Request) {
  if (kind === 'stuck') return (await listStuck(db, cycleId, leaf)).map((row) => view.stuckRow(reader, row))
  if (kind === 'near') return (await listNear(db, cycleId, leaf)).map((row) => view.nearRow(reader, row))
  if (kind === 'R1') return (await listRelativePairs(db, cycleId, leaf)).map((row) => view.pairRow(reader, row))
  return (await listPeopleInTeams(db, cycleId, leaf)).map((row) => view.twiceRow(reader, row))
}

type Leaf = { skip: number; take: number }
