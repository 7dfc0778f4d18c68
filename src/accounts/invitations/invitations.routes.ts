import type { Request, Response } from 'express'
import type { Deps } from '../../deps'
import { type Delivery, openMailer } from '../../mail/smtp'
import { sendPage } from '../../web/pages/page'
import type { Route } from '../../web/route'
import { invite, type Invitation } from './invitations.actions'
import { listUninvited } from './invitations.store'
import { invitationLetter, invitationsPage, invitingPage } from './invitations.view'

/** One-time links for everybody who has none that was used: printed slips, or e-mails where a mail server is set up. */
export function invitationsRoutes(deps: Deps): Route[] {
  const roles = ['system_admin'] as const
  const path = '/accounts/invitations'
  return [
    { method: 'get', path, roles, handle: (req, res) => show(deps, req, res) },
    { method: 'post', path, roles, handle: (req, res) => issue(deps, req, res) },
  ]
}

async function show({ db, config }: Deps, req: Request, res: Response): Promise<void> {
  const people = await listUninvited(db, req.actor.accountId)
  sendPage(res, 'accounts/inviting', invitingPage(people, config.mail !== null, req))
}

/** Answered with the page itself: the links are shown once and must not be kept for a page after a redirect. */
async function issue(deps: Deps, req: Request, res: Response): Promise<void> {
  const base = deps.config.publicUrl ?? `${req.protocol}://${req.get('host')}`
  const all = await invite(deps, req.actor)
  const byMail = (req.body as { how?: unknown } | undefined)?.how === 'mail'
  const sent = byMail ? await mailed(deps, all, base) : new Set<string>()
  sendPage(res, 'accounts/invitations', invitationsPage(all, sent, base, req), 201)
}

/** The ids of those whose letter the mail server took; where none answers, everybody else gets a slip. */
async function mailed({ config, log }: Deps, all: Invitation[], base: string): Promise<Set<string>> {
  const sent = new Set<string>()
  if (!config.mail) return sent
  const mailer = openMailer(config.mail)
  let answers = true
  for (const one of all.filter(({ email }) => email)) {
    const delivery: Delivery = answers ? await mailer.send(invitationLetter(one, base)) : unanswered
    if (delivery.word === 'sent') sent.add(one.id)
    else answers = delivery.served
  }
  mailer.close()
  log.info({ invited: all.length, mailed: sent.size }, 'invitations')
  return sent
}

const unanswered = { word: 'put_off', code: '', served: false } as const
