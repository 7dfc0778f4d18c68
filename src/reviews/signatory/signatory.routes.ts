import type { Request, Response } from 'express'
import { departmentRoles } from '../../accounts/role'
import type { Deps } from '../../deps'
import { Refused } from '../../lib/errors'
import { message } from '../../lib/message'
import { flash } from '../../web/pages/flash'
import { sendPage } from '../../web/pages/page'
import type { Route } from '../../web/route'
import { reviewIn } from '../desk/desk.routes'
import { mayAct, reasonMessage } from '../review.policy'
import { sendBack } from './signatory.actions'
import { readSendBack, typedSendBack } from './signatory.form'
import { sendBackPage } from './signatory.view'

/** 退回修改: the signatory gives a finished draft back with words. */
export function signatoryRoutes(deps: Deps): Route[] {
  const roles = departmentRoles
  const path = '/reviews/:id/send-back'
  return [
    { method: 'get', path, roles, handle: (req, res) => form(deps, req, res) },
    { method: 'post', path, roles, handle: (req, res) => send(deps, req, res) },
  ]
}

async function form(deps: Deps, req: Request, res: Response): Promise<void> {
  const review = await reviewIn(deps, req)
  const reason = mayAct(req.actor, 'send_back', review)
  if (reason) throw new Refused(reasonMessage(reason))
  sendPage(res, 'reviews/signing-send-back', sendBackPage(req, review, { words: '' }))
}

/** Answers that were saved meanwhile are shown, and the words typed for the older ones stay. */
async function send(deps: Deps, req: Request, res: Response): Promise<void> {
  const review = await reviewIn(deps, req)
  const typed = typedSendBack(req.body)
  const read = readSendBack(typed)
  const { words } = typed
  const shown = 'reviews/signing-send-back'
  if (!read.ok) return sendPage(res, shown, sendBackPage(req, review, { words, problems: read.problems }), 422)
  if ((await sendBack(deps, req.actor, review.id, read.command)) === 'changed')
    return sendPage(res, shown, sendBackPage(req, await reviewIn(deps, req), { words, changed: true }), 409)
  flash(req, message('signatory:sendBack.done', { name: review.file.name }))
  res.redirect(303, '/reviews/signing')
}
