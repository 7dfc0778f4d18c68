import type { Request, Response } from 'express'
import { sendListWorkbook } from '../accounts/own-lists/list-workbook'
import { mostTakenOut } from '../accounts/own-lists/own-lists.actions'
import { ownSetUp } from '../accounts/own-lists/own-lists.store'
import { departmentRoles } from '../accounts/role'
import { currentCycle } from '../cycles/cycles.store'
import type { Deps } from '../deps'
import { NotFound } from '../lib/errors'
import type { Route } from '../web/route'
import { sendPage } from '../web/pages/page'
import { pageOf, pagerOf } from '../web/pages/paging'
import { hitRoutes } from './hits/hits.routes'
import { screeningRoutes } from './screening/screening.routes'
import { openByLedger } from './hits/hits.store'
import { countUncompared } from './hits/matching.store'
import { importRoutes } from './imports/imports.routes'
import type { LedgerRow } from './ledger'
import { ledgerScope } from './ledger-scope'
import { readRowFilter } from './ledgers.form'
import { countRows, findLedger, listLedgers, listRows, listVersions } from './ledgers.store'
import { ledgerPage, listPage, type ListGiven } from './ledgers.view'
import { rowsListing, rowsTable } from './ledger-rows.view'
import { openNumber } from './row-seal'

/** 台账: a department's ledgers and their versions; some kinds also for the office. */
export function ledgersRoutes(deps: Deps): Route[] {
  const readers = [...departmentRoles, 'office'] as const
  return [
    { method: 'get', path: '/ledgers', roles: readers, handle: (req, res) => list(deps, req, res) },
    ...importRoutes(deps),
    ...screeningRoutes(deps),
    ...hitRoutes(deps),
    { method: 'get', path: '/ledgers/:id', roles: readers, handle: (req, res) => show(deps, req, res) },
    { method: 'get', path: '/ledgers/:id/workbook', roles: readers, handle: (req, res) => workbook(deps, req, res) },
  ]
}

async function list({ db }: Deps, req: Request, res: Response): Promise<void> {
  const ledgers = await listLedgers(db, ledgerScope(req.actor))
  sendPage(res, 'ledgers/list', listPage(req, { ledgers, own: await ownHits(db, req) }))
}

async function ownHits(db: Deps['db'], { actor }: Request): Promise<ListGiven['own']> {
  const { departmentId, accountId } = actor
  if (!departmentId) return null
  const cycle = await currentCycle(db)
  if (!cycle) return { open: new Map(), uncompared: 0 }
  const open = await openByLedger(db, { departmentId, accountId, cycleId: cycle.id })
  return { open, uncompared: await countUncompared(db, departmentId, cycle.id) }
}

async function show(deps: Deps, req: Request, res: Response): Promise<void> {
  const { ledger, versions, version, filter } = await versionAsked(deps, req)
  const total = await countRows(deps.db, ledger.id, filter)
  const leaf = pageOf(req, total)
  const rows = await listRows(deps.db, ledger.id, filter, leaf)
  const listed = { ledger, rows, filter, numberOf: numberOf(deps) }
  const own = await ownSetUp(deps.db, req.actor.accountId, 'ledger_rows')
  const listing = rowsListing(req.t, { ...listed, own, page: leaf.number, pager: pagerOf(req, leaf, total) })
  const isOwn = req.actor.departmentId === ledger.departmentId
  sendPage(res, 'ledgers/show', ledgerPage(req, { ledger, versions, version, filter, listing, own: isOwn }))
}

/** All rows that the page shows, their ID numbers masked as there. */
async function workbook(deps: Deps, req: Request, res: Response): Promise<void> {
  const { ledger, filter } = await versionAsked(deps, req)
  const rows = await listRows(deps.db, ledger.id, filter, { skip: 0, take: mostTakenOut + 1 })
  const table = rowsTable(req.t, { ledger, rows, filter, numberOf: numberOf(deps) })
  const version = req.t('ledgers:version.number', { number: filter.version })
  await sendListWorkbook(deps, req, res, {
    list: 'ledger_rows',
    title: `${req.t(`ledgers:kind.${ledger.kind}`)} ${version}`,
    columns: table.columns,
    rowsOf: () => Promise.resolve(table.rows),
    note: req.t('ownLists:masked'),
  })
}

async function versionAsked({ db }: Deps, req: Request) {
  const ledger = await findLedger(db, ledgerScope(req.actor), String(req.params['id']))
  const versions = ledger && (await listVersions(db, ledger.id))
  const asked = readRowFilter(req.query)
  const version = versions?.find(({ number }) => number === (asked.version || ledger!.latest))
  if (!ledger || !versions || !version) throw new NotFound()
  return { ledger, versions, version, filter: { ...asked, version: version.number } }
}

function numberOf({ keys }: Deps) {
  return ({ id, idCipher }: LedgerRow) => idCipher && openNumber(keys, idCipher, id)
}
