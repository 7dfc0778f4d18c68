import type { Request, Response } from 'express'
import { departmentRoles } from '../accounts/role'
import { currentCycle } from '../cycles/cycles.store'
import type { Deps } from '../deps'
import { NotFound } from '../lib/errors'
import type { Route } from '../web/route'
import { sendPage } from '../web/pages/page'
import { hitRoutes } from './hits/hits.routes'
import { screeningRoutes } from './screening/screening.routes'
import { openByLedger } from './hits/hits.store'
import { countUncompared } from './hits/matching.store'
import { importRoutes } from './imports/imports.routes'
import type { LedgerRow } from './ledger'
import { ledgerScope } from './ledger-scope'
import { readRowFilter } from './ledgers.form'
import { countRows, findLedger, listLedgers, listRows, listVersions } from './ledgers.store'
import { ledgerPage, listPage, rowsOnPage, type ListGiven } from './ledgers.view'
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

async function show({ db, keys }: Deps, req: Request, res: Response): Promise<void> {
  const ledger = await findLedger(db, ledgerScope(req.actor), String(req.params['id']))
  const versions = ledger && (await listVersions(db, ledger.id))
  const { page: pageNumber, ...asked } = readRowFilter(req.query)
  const version = versions?.find(({ number }) => number === (asked.version || ledger!.latest))
  if (!ledger || !versions || !version) throw new NotFound()
  const filter = { ...asked, version: version.number }
  const rows = await listRows(db, ledger.id, filter, { skip: (pageNumber - 1) * rowsOnPage, take: rowsOnPage })
  const total = await countRows(db, ledger.id, filter)
  const numberOf = ({ id, idCipher }: LedgerRow) => idCipher && openNumber(keys, idCipher, id)
  const own = req.actor.departmentId === ledger.departmentId
  const given = { ledger, versions, version, rows, total, filter, pageNumber, numberOf, own }
  sendPage(res, 'ledgers/show', ledgerPage(req, given))
}
