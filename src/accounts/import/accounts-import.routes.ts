import type { Request, Response } from 'express'
import type { Deps } from '../../deps'
import { Invalid } from '../../lib/errors'
import { message } from '../../lib/message'
import { readWorkbook } from '../../sheets/reading'
import { flash } from '../../web/pages/flash'
import { problemsOf, submitForm } from '../../web/pages/form'
import { sendPage } from '../../web/pages/page'
import type { Route } from '../../web/route'
import { planAccounts } from './account-plan.form'
import { accountSampleWorkbook } from './account-sample-workbook'
import { readAccountSheet } from './account-sheet'
import { takeAccounts } from './accounts-import.actions'
import { packAccounts, unpackAccounts } from './accounts-import.form'
import { accountsShape, unitsWithRoles } from './accounts-import.store'
import { importPage, previewPage } from './accounts-import.view'

/** Accounts from a sheet: looked at first, then made, without links. */
export function accountsImportRoutes(deps: Deps): Route[] {
  const roles = ['system_admin'] as const
  return [
    { method: 'get', path: '/accounts/import', roles, handle: (req, res) => showForm(req, res) },
    { method: 'get', path: '/accounts/import/sample', roles, handle: (req, res) => sendSample(deps, req, res) },
    { method: 'post', path: '/accounts/import', roles, upload: true, handle: (req, res) => preview(deps, req, res) },
    { method: 'post', path: '/accounts/import/rows', roles, upload: true, handle: (req, res) => take(deps, req, res) },
  ]
}

function showForm(req: Request, res: Response): void {
  sendPage(res, 'settings/form-page', importPage(req.t))
}

async function preview({ db }: Deps, req: Request, res: Response): Promise<void> {
  try {
    const rows = await readRows(req)
    const plan = planAccounts(rows, await accountsShape(db))
    const packed = packAccounts(plan.filter(({ command }) => command).map(({ row }) => row))
    sendPage(res, 'accounts/import', previewPage(req.t, req.file?.originalname ?? '', plan, packed))
  } catch (error) {
    sendPage(res, 'settings/form-page', importPage(req.t, problemsOf(error, req.t)), 422)
  }
}

async function take(deps: Deps, req: Request, res: Response): Promise<void> {
  const act = async () => {
    const rows = unpackAccounts((req.body as { rows?: unknown } | undefined)?.rows)
    if (!rows) throw new Invalid({ file: message('accounts:import.again') })
    flash(req, message('accounts:import.taken', { count: await takeAccounts(deps, req.actor, rows) }))
    return '/accounts/invitations'
  }
  await submitForm(res, act, (again) => {
    sendPage(res, 'settings/form-page', importPage(req.t, again.problems), again.status)
  })
}

async function readRows(req: Request) {
  if (!req.file) throw new Invalid({ file: message('accounts:import.noFile') })
  const workbook = await readWorkbook({ name: req.file.originalname, file: req.file.buffer })
  if (!workbook.ok) throw new Invalid({ file: workbook.message })
  const rows = readAccountSheet(workbook.sheets)
  if ('key' in rows) throw new Invalid({ file: rows })
  return rows
}

async function sendSample({ db }: Deps, req: Request, res: Response): Promise<void> {
  const workbook = await accountSampleWorkbook(await unitsWithRoles(db, req.lang), req.t)
  res.attachment(req.t('accounts:import.sampleName')).type('xlsx').send(workbook)
}
