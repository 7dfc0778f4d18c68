import type { Request, Response } from 'express'
import { departmentRoles } from '../../accounts/role'
import type { Deps } from '../../deps'
import { Invalid, NotFound, Refused } from '../../lib/errors'
import { message, type Message } from '../../lib/message'
import { flash } from '../../web/pages/flash'
import { submitForm, typedIn, type Again } from '../../web/pages/form'
import { sendPage } from '../../web/pages/page'
import type { Route } from '../../web/route'
import { isKind, kindOf } from '../kind'
import { openRecord } from '../row-seal'
import { readImport, readTaking } from './import.form'
import { previewPage, shownRows, uploadPage } from './import.view'
import { openPreview } from './imports.actions'
import { freshRows, goneRows, openProblems } from './previews.store'
import { receiveLedger } from './reading.actions'
import { ledgerSampleWorkbook } from './sample-workbook'
import { takeLedger } from './taking.actions'

/** A ledger's file: upload, preview, take; and the empty sheet to fill in. */
export function importRoutes(deps: Deps): Route[] {
  const roles = departmentRoles
  const to = (handle: Handler) => (req: Request, res: Response) => handle(deps, req, res)
  return [
    { method: 'get', path: '/ledgers/import', roles, handle: (req, res) => sendUpload(req, res) },
    { method: 'get', path: '/ledgers/samples/:kind', roles, handle: sendSample },
    { method: 'post', path: '/ledgers/imports', roles, upload: true, handle: to(upload) },
    {
      method: 'get',
      path: '/ledgers/imports/:id',
      roles,
      handle: to((_deps, req, res) => sendPreview(deps, req, res)),
    },
    { method: 'post', path: '/ledgers/imports/:id/taking', roles, handle: to(take) },
  ]
}

type Handler = (deps: Deps, req: Request, res: Response) => Promise<void>

function sendUpload(req: Request, res: Response, again?: Again): void {
  const kind = typeof req.query['kind'] === 'string' ? req.query['kind'] : ''
  const page = uploadPage(req, again ? typedIn(req) : { kind }, again?.problems)
  sendPage(res, 'ledgers/import', page, again?.status)
}

async function sendSample(req: Request, res: Response): Promise<void> {
  const key = req.params['kind']
  if (!isKind(key)) throw new NotFound()
  const name = req.t(`ledgers:kind.${key}`)
  const workbook = await ledgerSampleWorkbook(kindOf(key), name)
  res.attachment(`${name}.xlsx`).type('xlsx').send(workbook)
}

function upload(deps: Deps, req: Request, res: Response): Promise<void> {
  return submitForm(
    res,
    async () => {
      const command = readImport(req.body, deps.clock.today())
      if (!req.file?.buffer.length) throw new Invalid({ file: message('ledgers:import.noFile') })
      const file = { name: req.file.originalname, file: req.file.buffer }
      return (await receiveLedger(deps, req.actor, command, file)).href
    },
    (again) => sendUpload(req, res, again),
  )
}

async function sendPreview(deps: Deps, req: Request, res: Response, again?: { problem: Message; status: number }) {
  const { db, keys } = deps
  const { preview, comparison, ledgerId } = await openPreview(db, req.actor, String(req.params['id']))
  if (preview.versionId) return res.redirect(303, `/ledgers/${ledgerId}`)
  const problems = await openProblems(db, keys, preview.id)
  const sealed = await freshRows(db, { previewId: preview.id, ledgerId, after: 0, take: shownRows })
  const fresh = sealed.map(({ row, cipher }) => openRecord(keys, cipher, preview.id, row))
  const gone = await goneRows(db, preview.id, ledgerId, { skip: 0, take: shownRows })
  const page = previewPage(req, { preview, comparison, problems, fresh, gone }, again?.problem ?? null)
  sendPage(res, 'ledgers/preview', page, again?.status)
}

async function take(deps: Deps, req: Request, res: Response): Promise<void> {
  try {
    const taken = await takeLedger(deps, req.actor, String(req.params['id']), readTaking(req.body))
    taken.notices.forEach((notice) => flash(req, notice))
    res.redirect(303, taken.href)
  } catch (error) {
    const status = error instanceof Invalid ? 422 : 409
    if (error instanceof Invalid)
      return sendPreview(deps, req, res, { status, problem: Object.values(error.problems)[0]! })
    if (!(error instanceof Refused && error.status === 409)) throw error
    await sendPreview(deps, req, res, { status, problem: error.reason })
  }
}
