import type { Request, RequestHandler, Response } from 'express'
import session from 'express-session'
import type { Deps } from '../../deps'
import { type Clock, minuteInChina } from '../../lib/clock'
import { samePath } from '../../web/address'
import { sendPage } from '../../web/pages/page'
import type { Route } from '../../web/route'
import type { SignInAccount } from '../accounts.store'
import { passportOver } from './passport.routes'
import { recordSignOut, type SignInEnd } from './sign-in.actions'
import { SessionKeeper } from './session-keeper.routes'
import { forgetLists } from '../../web/pages/last-list'
import { lists } from '../own-lists/own-list'

/** The name that the browser knows; over TLS with the prefix that ties it to this host and to TLS. */
export function sessionCookie(secure: boolean): string {
  return secure ? '__Host-lianshen' : 'lianshen'
}

/** Reads the session and with it, in the same query, who is signed in: sets `req.actor` and `req.place`. */
export function signInMiddleware(deps: Deps): RequestHandler[] {
  return [sessions(deps), passportOver(deps).session(), whoIsHere(deps.clock), nobodyToSignOut]
}

function sessions(deps: Deps): RequestHandler {
  const secure = deps.config.secureCookies
  return session({
    store: new SessionKeeper(deps),
    secret: deps.keys.sessionSecret,
    name: sessionCookie(secure),
    // Lax, not strict: a link in a message must find its reader signed in. Forms carry a token besides.
    cookie: { httpOnly: true, sameSite: 'lax', secure, path: '/' },
    // With TLS ended by a proxy, its X-Forwarded-Proto says so; at worst a liar gets a cookie that only TLS returns.
    proxy: secure ? true : undefined,
    resave: false,
    saveUninitialized: false,
    unset: 'destroy',
  })
}

const whoIsHere =
  (clock: Clock): RequestHandler =>
  (req, _res, next) => {
    const owner = req.user && req.sessionOwner
    if (owner) {
      const { id, username, name, role, townshipId, departmentId, standsInFor } = owner
      const from = { address: req.ip ?? '', requestId: String(req.id) }
      req.actor = { accountId: id, username, name, role, townshipId, departmentId, standsInFor, ...from }
      const unit = req.lang === 'en' ? owner.unitEn : owner.unit
      const at = minuteInChina(clock.now())
      req.place = { county: owner.county ?? undefined, cycle: owner.cycle ?? undefined, unit: unit ?? undefined, at }
      req.waitingJobs = owner.jobs
    }
    next()
  }

/** The second click on “sign out”, or the click after the session's end: what was wanted is so already. */
const nobodyToSignOut: RequestHandler = (req, res, next) => {
  if (!req.actor && req.method === 'POST' && req.path === '/sign-out') return res.redirect(303, '/sign-in')
  next()
}

type Passport = ReturnType<typeof passportOver>
type SignInForm = { username: string; next: string; problem?: string }

/** Sign in and out. */
export function signInRoutes(deps: Deps): Route[] {
  const passport = passportOver(deps)
  return [
    { method: 'get', path: '/sign-in', roles: 'anyone', handle: showSignIn },
    { method: 'post', path: '/sign-in', roles: 'anyone', handle: (req, res) => enter(passport, req, res) },
    { method: 'post', path: '/sign-out', roles: 'signed-in', handle: (req, res) => leave(deps, req, res) },
  ]
}

function showSignIn(req: Request, res: Response): void {
  const next = samePath(req.query.next)
  if (req.actor) return res.redirect(303, next)
  sendSignIn(res, { username: '', next })
}

async function enter(passport: Passport, req: Request, res: Response): Promise<void> {
  const form = { username: textOf(req.body.username).slice(0, 64), next: samePath(req.body.next) }
  const password = textOf(req.body.password)
  // Sent again from the page that hands back late forms: the password was not kept, and somebody is signed in already.
  if (req.actor && !password) return res.redirect(303, form.next)
  if (!form.username.trim() || !password)
    return sendSignIn(res, { ...form, problem: req.t('accounts:signIn.empty') }, 422)
  const end = await authenticated(passport, req, res)
  if (!('account' in end)) return refuse(res, form, end)
  await new Promise<void>((done, fail) => req.logIn(end.account, (error) => (error ? fail(error) : done())))
  res.redirect(303, form.next)
}

async function leave(deps: Deps, req: Request, res: Response): Promise<void> {
  await recordSignOut(deps, req.actor)
  req.session = null as never
  res.clearCookie(sessionCookie(deps.config.secureCookies), { path: '/' })
  const addresses = Object.values(lists).filter((address) => address !== null)
  forgetLists(res, addresses)
  res.redirect(303, '/sign-in')
}

function refuse(res: Response, form: SignInForm, end: Exclude<SignInEnd, { account: unknown }>): void {
  const { t } = res.req
  if (end.why === 'wrong') return sendSignIn(res, { ...form, problem: t('accounts:signIn.wrong') }, 401)
  const minutes = end.why === 'locked' ? end.minutes : 1
  res.set('Retry-After', String(minutes * 60))
  sendSignIn(res, { ...form, problem: t(`accounts:signIn.${end.why}`, { count: minutes }) }, 429)
}

function sendSignIn(res: Response, { problem, ...form }: SignInForm, status?: number): void {
  const problems = problem ? [{ field: 'username', text: problem }] : undefined
  sendPage(res, 'accounts/sign-in', { title: res.req.t('accounts:signIn.title'), problems, ...form }, status)
}

function authenticated(passport: Passport, req: Request, res: Response): Promise<SignInEnd> {
  return new Promise((done, fail) => {
    const ended = (error: unknown, user: unknown, end: SignInEnd) => {
      if (error) return fail(error)
      done(user ? { account: user as SignInAccount } : end)
    }
    passport.authenticate('local', { session: false }, ended)(req, res, fail)
  })
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
