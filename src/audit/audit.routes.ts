import type { Request, Response } from 'express'
import type { Role } from '../accounts/role'
import type { Deps } from '../deps'
import { NotFound } from '../lib/errors'
import { writeCsv } from '../sheets/writing'
import { sendPage } from '../web/pages/page'
import type { Route } from '../web/route'
import { exportEntries } from './audit.actions'
import { readBefore, readSearch } from './audit.form'
import { auditHead, findEntries, findEntry, lastOf } from './audit.store'
import { auditPage, entryPage, exportRows, verificationPage } from './audit.view'
import { verifyAndRecord } from './verify.actions'

const auditor: readonly Role[] = ['auditor']
const pageSize = 50

/** The audit trail, for the auditor alone: read, filter, take out, verify. */
export function auditRoutes(deps: Deps): Route[] {
  return [
    { method: 'get', path: '/audit', roles: auditor, handle: (req, res) => list(deps, req, res) },
    { method: 'get', path: '/audit/:id', roles: auditor, handle: (req, res) => show(deps, req, res) },
    { method: 'post', path: '/audit/verification', roles: auditor, handle: (req, res) => verify(deps, req, res) },
    { method: 'post', path: '/audit/exports', roles: auditor, handle: (req, res) => takeOut(deps, req, res) },
  ]
}

async function list({ db }: Deps, req: Request, res: Response): Promise<void> {
  const { search, filter, problems } = readSearch(req.query)
  const [before, wrong] = [readBefore(req.query.before), Object.keys(problems).length > 0]
  const [found, lastCheck, head] = await Promise.all([
    wrong ? [] : findEntries(db, filter, { before, size: pageSize + 1 }),
    lastOf(db, 'audit.verified'),
    auditHead(db),
  ])
  const [rows, more] = [found.slice(0, pageSize), found.length > pageSize]
  const page = auditPage({ rows, more, search, problems, before, lastCheck, length: head.seq, t: req.t })
  sendPage(res, 'audit/list', page, wrong ? 422 : 200)
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
  const { header, rows } = exportRows(await exportEntries(deps, req.actor, readSearch(req.body).filter), req.t)
  const name = `audit-${deps.clock.today()}-${req.actor.username}.csv`
  res.attachment(name).type('text/csv').send(writeCsv(header, rows))
}
