import type { Request, Response } from 'express'
import { departmentRoles, townshipRoles } from '../accounts/role'
import type { Deps } from '../deps'
import { NotFound } from '../lib/errors'
import { message } from '../lib/message'
import { flash } from '../web/pages/flash'
import { type Form, submitForm, typedIn } from '../web/pages/form'
import { type Problem, sendPage } from '../web/pages/page'
import { pageOf as pageAsked, pagerOf } from '../web/pages/paging'
import type { Route } from '../web/route'
import { attachFile } from './attaching.actions'
import { mediaTypes } from './evidence'
import { linkFor, openFile, removeFile } from './evidence.actions'
import { readItem, readLabel, readWhy } from './evidence.form'
import type { EvidenceHolder, EvidenceHolders } from './evidence.store'
import { countHeld, listHeld } from './scanning/held.store'
import { heldPage } from './scanning/held.view'
import { againPage, removalForm, uploadForm } from './evidence.view'

/** Attaching, opening and taking away of files; who may is said by the feature that holds them. */
export function evidenceRoutes(deps: Deps, holders: EvidenceHolders): Route[] {
  const roles = [...townshipRoles, ...departmentRoles, 'office', 'leading_group'] as const
  return [
    { method: 'get', path: '/evidence', roles: ['office'], handle: (req, res) => list(deps, holders, req, res) },
    { method: 'get', path: '/evidence/:id', roles, handle: (req, res) => open(deps, holders, req, res) },
    { method: 'post', path: '/evidence/:id/removal', roles, handle: (req, res) => remove(deps, holders, req, res) },
    {
      method: 'post',
      path: '/evidence/:recordType/:recordId',
      roles,
      upload: true,
      handle: (req, res) => attach(deps, holders, req, res),
    },
  ]
}

/** What cannot be opened: waiting for the scanner, or condemned by it. */
async function list({ db }: Deps, holders: EvidenceHolders, req: Request, res: Response): Promise<void> {
  const total = await countHeld(db)
  const leaf = pageAsked(req, total)
  const page = heldPage(req.t, await listHeld(db, leaf), holders)
  sendPage(res, 'evidence/held', { ...page, pager: pagerOf(req, leaf, total) })
}

/** Never shown inside a page of ours: saved, or opened by another program. */
async function open(deps: Deps, holders: EvidenceHolders, req: Request, res: Response): Promise<void> {
  const { name, kind, file } = await openFile(deps, req.actor, holders, String(req.params['id']))
  res.attachment(name).type(mediaTypes[kind])
  res.set('Content-Security-Policy', "sandbox; default-src 'none'").set('X-Content-Type-Options', 'nosniff')
  res.send(file)
}

async function attach(deps: Deps, holders: EvidenceHolders, req: Request, res: Response): Promise<void> {
  const { on, holder } = heldIn(req, holders)
  const back = pageOf(holder, on.recordId)
  const items = holder.items ? await holder.items(deps.db, req.actor, on.recordId) : null
  const act = async () => {
    const file = { name: req.file?.originalname ?? '', file: req.file?.buffer ?? Buffer.alloc(0) }
    const done = await attachFile(deps, req.actor, holder, on, {
      ...file,
      label: readLabel(req.body),
      item: readItem(req.body),
    })
    flash(req, message(`evidence:done.${done}`))
    return back
  }
  const form = uploadForm(req.t, `/evidence/${on.recordType}/${on.recordId}`, items, typedIn(req), back)
  await submitForm(res, act, ({ problems }) => sendAgain(res, form, problems, back))
}

async function remove(deps: Deps, holders: EvidenceHolders, req: Request, res: Response): Promise<void> {
  const id = String(req.params['id'])
  const { link } = await linkFor(deps.db, req.actor, holders, id)
  const back = pageOf(link.holder, link.recordId)
  const act = async () => {
    await removeFile(deps, req.actor, holders, id, readWhy(req.body))
    flash(req, message('evidence:done.removed'))
    return back
  }
  const form = removalForm(req.t, `/evidence/${id}/removal`, typedIn(req), back)
  await submitForm(res, act, ({ problems }) => sendAgain(res, form, problems, back))
}

function sendAgain(res: Response, form: Form, problems: Problem[], back: string): void {
  sendPage(res, 'evidence/again', againPage(res.req.t, form, problems, back), 422)
}

/** The record of the address, when its kind holds files at all. */
function heldIn({ params }: Request, holders: EvidenceHolders) {
  const recordType = String(params['recordType']) as keyof EvidenceHolders
  const holder = Object.hasOwn(holders, recordType) ? holders[recordType] : undefined
  if (!holder) throw new NotFound()
  return { on: { recordType, recordId: String(params['recordId']) }, holder }
}

function pageOf(holder: EvidenceHolder, recordId: string): string {
  return `${holder.page(recordId)}#${holder.part ?? 'evidence'}`
}
