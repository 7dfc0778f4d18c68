import type { Request, Response } from 'express'
import type { Deps } from '../../deps'
import { message } from '../../lib/message'
import { flash } from '../../web/pages/flash'
import { submitForm } from '../../web/pages/form'
import { sendPage, type Problem } from '../../web/pages/page'
import type { Route } from '../../web/route'
import type { LinkState } from './password-link'
import { shortestPassword, strengthOf } from './password'
import { changeOwnPassword, lookAtLink, openLink, setPasswordByLink } from './passwords.actions'
import { sessionDigest } from '../sign-in/sessions.store'
import { visitorOf } from '../sign-in/visitor.routes'

declare module 'express-session' {
  interface SessionData {
    /** Digest of the one-time link that was opened in this browser. */
    passwordLink?: string
  }
}

/** Setting a password by a one-time link, and changing one's own. */
export function passwordRoutes(deps: Deps): Route[] {
  return [
    { method: 'get', path: '/password/:secret', roles: 'anyone', handle: (req, res) => takeLink(deps, req, res) },
    { method: 'get', path: '/set-password', roles: 'anyone', handle: (req, res) => showSet(deps, req, res) },
    { method: 'post', path: '/set-password', roles: 'anyone', handle: (req, res) => set(deps, req, res) },
    { method: 'get', path: '/account/password', roles: 'signed-in', handle: (_req, res) => sendChange(res) },
    { method: 'post', path: '/account/password', roles: 'signed-in', handle: (req, res) => change(deps, req, res) },
  ]
}

/** The secret leaves the address at once: it must not stand in the history, a Referer or a screenshot. */
async function takeLink(deps: Deps, req: Request, res: Response): Promise<void> {
  const { state, digest } = await openLink(deps, String(req.params.secret))
  if (state !== 'open') return sendDeadLink(res, state)
  req.session.passwordLink = digest
  res.redirect(303, '/set-password')
}

async function showSet(deps: Deps, req: Request, res: Response): Promise<void> {
  const { state, username } = await lookAtLink(deps, req.session.passwordLink ?? '')
  if (state !== 'open') return sendDeadLink(res, state)
  sendSet(res, username)
}

async function set(deps: Deps, req: Request, res: Response): Promise<void> {
  const [digest, typed] = [req.session.passwordLink ?? '', typedIn(req)]
  const { state, username } = await lookAtLink(deps, digest)
  if (state !== 'open') return sendDeadLink(res, state)
  const act = async () => {
    await setPasswordByLink(deps, digest, typed, visitorOf(req))
    delete req.session.passwordLink
    flash(req, message('accounts:password.isSet', { strength: strengthIn(req, typed.password) }))
    return '/sign-in'
  }
  await submitForm(res, act, ({ problems }) => sendSet(res, username, problems))
}

async function change(deps: Deps, req: Request, res: Response): Promise<void> {
  const typed = { ...typedIn(req), old: textOf(req.body.old_password) }
  const act = async () => {
    await changeOwnPassword(deps, req.actor, typed, sessionDigest(req.sessionID))
    flash(req, message('accounts:password.changed', { strength: strengthIn(req, typed.password) }))
    return '/account'
  }
  await submitForm(res, act, ({ problems }) => sendChange(res, problems))
}

function sendSet(res: Response, username: string, problems?: Problem[]): void {
  const { t } = res.req
  const page = {
    title: t('accounts:password.setTitle'),
    lead: username,
    username,
    problems,
    shortest: shortestPassword,
  }
  sendPage(res, 'accounts/set-password', page, problems && 422)
}

function sendChange(res: Response, problems?: Problem[]): void {
  const { t } = res.req
  const breadcrumbs = [{ label: t('accounts:own.title'), href: '/account' }]
  const page = { title: t('accounts:password.changeTitle'), breadcrumbs, problems, shortest: shortestPassword }
  sendPage(res, 'accounts/change-password', page, problems && 422)
}

/** Gone is gone; a link that never was looks the same as one with a letter missing. */
function sendDeadLink(res: Response, state: Exclude<LinkState, 'open'>): void {
  const { t } = res.req
  const page = {
    title: t('accounts:link.deadTitle'),
    text: t(`accounts:link.${state}`),
    next: t('accounts:link.next'),
  }
  sendPage(res, 'accounts/dead-link', page, state === 'unknown' ? 404 : 410)
}

function typedIn(req: Request) {
  return { password: textOf(req.body.password), again: textOf(req.body.password_again) }
}

function strengthIn(req: Request, password: string): string {
  return req.t(`accounts:strength.${strengthOf(password)}`)
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
