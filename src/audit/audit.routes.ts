import type { Request, Response } from 'express'
import { sendListWorkbook } from '../accounts/own-lists/list-workbook'
import { ownSetUp } from '../accounts/own-lists/own-lists.store'
import type { Role } from '../accounts/role'
import type { Deps } from '../deps'
import { NotFound } from '../lib/errors'
import { plainSort, readSort } from '../lib/sort'
import { writeCsv } from '../sheets/writing'
import { sendPage } from '../web/pages/page'
import type { Route } from '../web/route'
import { exportEntries } from './audit.actions'
import { readFilter, readPast, readSearch } from './audit.form'
import { auditHead, findEntries, findEntry, lastOf } from './audit.store'
import { entryPage, exportRows, verificationPage } from './audit.view'
import { auditSorts } from './list/audit-list'
import { auditCells, auditColumns, auditPage } from './list/audit-list.view'
import { verifyAndRecord } from './verify.actions'

const auditor: readonly Role[] = ['auditor']
const pageSize = 50

/** The audit trail, for the auditor alone: read, filter, take out, verify. */
export function auditRoutes(deps: Deps): Route[] {
  return [
    { method: 'get', path: '/audit', roles: auditor, handle: (req, res) => list(deps, req, res) },
    { method: 'get', path: '/audit/workbook', roles: auditor, handle: (req, res) => workbook(deps, req, res) },
    { method: 'get', path: '/audit/:id', roles: auditor, handle: (req, res) => show(deps, req, res) },
    { method: 'post', path: '/audit/verification', roles: auditor, handle: (req, res) => verify(deps, req, res) },
    { method: 'post', path: '/audit/exports', roles: auditor, handle: (req, res) => takeOut(deps, req, res) },
  ]
}

async function list({ db }: Deps, req: Request, res: Response): Promise<void> {
  const { search, filter, problems } = readSearch(req.query)
  const sort = readSort(req.query.sort, auditSorts)
  const [past, wrong] = [readPast(req.query.past), Object.keys(problems).length > 0]
  const oldestFirst = sort !== plainSort(auditSorts)
  const [found, lastCheck, head, own] = await Promise.all([
    wrong ? [] : findEntries(db, filter, { past, size: pageSize + 1, oldestFirst }),
    lastOf(db, 'audit.verified'),
    auditHead(db),
    ownSetUp(db, req.actor.accountId, 'audit'),
  ])
  const [rows, more] = [found.slice(0, pageSize), found.length > pageSize]
  const given = { rows, more, asked: { ...search, sort }, problems, own, past, lastCheck, length: head.seq }
  sendPage(res, 'audit/list', auditPage({ ...given, t: req.t }), wrong ? 422 : 200)
}

/** The columns that the page shows; the CSV of `takeOut` holds all that the digests cover. */
async function workbook(deps: Deps, req: Request, res: Response): Promise<void> {
  const filter = readFilter(req.query)
  const sort = readSort(req.query.sort, auditSorts)
  const oldestFirst = sort !== plainSort(auditSorts)
  await sendListWorkbook(deps, req, res, {
    list: 'audit',
    title: req.t('audit:list.title'),
    columns: auditColumns(req.t, { ...readSearch(req.query).search, sort }),
    rowsOf: async ({ take }) => {
      const found = await findEntries(deps.db, filter, { past: null, size: take, oldestFirst })
      return found.map((row) => auditCells(row, req.t))
    },
  })
}

async function show({ db }: Deps, req: Request, res: Response): Promise<void> {
  const entry = await findEntry(db, String(req.params.id))
  if (!entry) throw new NotFound()
  sendPage(res, 'audit/entry', entryPage(entry, req.t))
}

async function verify(deps: Deps, req: Request, res: Response): Promise<void> {
  sendPage(res, 'audit/verification', verificationPage(await verifyAndRecord(deps, req.actor), req.t))
}

async function takeOut(deps: Deps, req: Request, res: Response): Promise<void> {
  const { header, rows } = exportRows(await exportEntries(deps, req.actor, readFilter(req.body)), req.t)
  const name = `audit-${deps.clock.today()}-${req.actor.username}.csv`
  res.attachment(name).type('text/csv').send(writeCsv(header, rows))
}
