import type { Request, Response } from 'express'
import type { Deps } from '../deps'
import { NotFound } from '../lib/errors'
import { message } from '../lib/message'
import { troubleOf } from '../rounds/reminders/mails.store'
import { flash } from '../web/pages/flash'
import { problemsOf, submitForm, type Typed, typedIn } from '../web/pages/form'
import { sendPage, type Problem } from '../web/pages/page'
import type { Route } from '../web/route'
import type { ListedAccount } from './account'
import { readAccount, readNewAccount } from './account.form'
import * as actions from './accounts.actions'
import { findAccount, listUnits, workingAdmins } from './accounts.store'
import { accountPage, changeAccountPage, newAccountPage } from './accounts.view'
import { accountListRoutes } from './list/account-list.routes'
import { linkPage } from './passwords/link.view'
import { lockedAmong } from './sign-in/attempts.store'
import { roles, type Role } from './role'
import { sessionsOf } from './sign-in/sessions.store'

const administrators: readonly Role[] = ['system_admin', 'security_admin']
const makers: readonly Role[] = ['system_admin']
const guards: readonly Role[] = ['security_admin']

/** Accounts, for the system administrator who makes them and the security administrator who watches over them. */
export function accountsRoutes(deps: Deps): Route[] {
  const get = (path: string, who: readonly Role[], handle: Handler): Route => route('get', path, who, handle)
  const post = (path: string, who: readonly Role[], handle: Handler): Route => route('post', path, who, handle)
  const route = (method: 'get' | 'post', path: string, who: readonly Role[], handle: Handler): Route => {
    return { method, path, roles: who, handle: (req, res) => handle(deps, req, res) }
  }
  return [
    ...accountListRoutes(deps),
    get('/accounts/new', makers, showNew),
    post('/accounts', makers, create),
    get('/accounts/:id', administrators, show),
    get('/accounts/:id/change', administrators, showChange),
    post('/accounts/:id/change', administrators, change),
    post('/accounts/:id/link', makers, issueLink),
    post('/accounts/:id/disabling', administrators, acting(actions.disableAccount, 'disabled')),
    post('/accounts/:id/enabling', makers, acting(actions.enableAccount, 'enabled')),
    post('/accounts/:id/unlocking', guards, acting(actions.unlockAccount, 'unlocked')),
    post('/accounts/:id/session-endings', guards, acting(actions.endAccountSessions, 'sessionsEnded')),
  ]
}

type Handler = (deps: Deps, req: Request, res: Response) => Promise<void>

/** The set-up list asks for a certain role. */
async function showNew({ db }: Deps, req: Request, res: Response): Promise<void> {
  const role = roles.find((one) => one === req.query.role) ?? ''
  sendPage(res, 'accounts/form', newAccountPage({ ...typedAccount(req), role }, await listUnits(db), req))
}

async function sendNew({ db }: Deps, req: Request, res: Response, problems: Problem[]): Promise<void> {
  sendPage(res, 'accounts/form', newAccountPage(typedAccount(req), await listUnits(db), req, problems), 422)
}

/** Answered with the page itself: the link is shown once and must not be kept for a page after a redirect. */
async function create(deps: Deps, req: Request, res: Response): Promise<void> {
  try {
    const command = readNewAccount(req.body)
    const { id, secret } = await actions.createAccount(deps, req.actor, command)
    sendPage(res, 'accounts/hand-over', linkPage({ id, ...command }, linkTo(deps, req, secret), req.t), 201)
  } catch (error) {
    await sendNew(deps, req, res, problemsOf(error, req.t))
  }
}

async function show(deps: Deps, req: Request, res: Response): Promise<void> {
  const account = await accountOf(deps, req)
  const [sessions, locked, admins, trouble] = await Promise.all([
    sessionsOf(deps.db, account.id, deps.clock.now()),
    lockedAmong(deps.db, [account.username]),
    workingAdmins(deps.db),
    troubleOf(deps.db, account.id),
  ])
  const lastAdmin = admins.length === 1 && admins[0] === account.id
  const page = accountPage({ account, locked: locked.size > 0, sessions: sessions.length, lastAdmin, trouble }, req)
  sendPage(res, 'accounts/one', page)
}

async function showChange(deps: Deps, req: Request, res: Response): Promise<void> {
  const account = await accountOf(deps, req)
  sendPage(res, 'accounts/form', changeAccountPage(account, account, await listUnits(deps.db), req))
}

async function change(deps: Deps, req: Request, res: Response): Promise<void> {
  const account = await accountOf(deps, req)
  const typed = { ...typedAccount(req), ...unlessTyped(req, account) }
  const act = async () => {
    await actions.changeAccount(deps, req.actor, account.id, readAccount(typed), typedIn(req).seen ?? '')
    return done(req, account.id, 'changed')
  }
  await submitForm(res, act, async (again) => {
    const newest = await accountOf(deps, req)
    sendPage(res, 'accounts/form', changeAccountPage(newest, typed, await listUnits(deps.db), req, again), again.status)
  })
}

async function issueLink(deps: Deps, req: Request, res: Response): Promise<void> {
  const account = await accountOf(deps, req)
  const secret = await actions.issueLink(deps, req.actor, account.id)
  sendPage(res, 'accounts/hand-over', linkPage(account, linkTo(deps, req, secret), req.t))
}

/** An act without a form of its own. */
function acting(act: (deps: Deps, actor: Request['actor'], id: string) => Promise<void>, said: string): Handler {
  return async (deps, req, res) => {
    const id = String(req.params.id)
    await act(deps, req.actor, id)
    res.redirect(303, done(req, id, said))
  }
}

function done(req: Request, id: string, said: string): string {
  flash(req, message(`accounts:done.${said}`))
  return `/accounts/${id}`
}

async function accountOf({ db }: Deps, req: Request) {
  const account = await findAccount(db, String(req.params.id))
  if (!account) throw new NotFound()
  return account
}

function linkTo({ config }: Deps, req: Request, secret: string): string {
  return `${config.publicUrl ?? `${req.protocol}://${req.get('host')}`}/password/${secret}`
}

function typedAccount(req: Request) {
  const { username = '', name = '', role = '', townshipId = '', departmentId = '', ...near } = typedIn(req)
  const { teamId = '', idNumber = '', forgetId = '', email = '', language = '' } = near
  return { username, name, role, townshipId, departmentId, teamId, idNumber, forgetId, email, language }
}

/** The security administrator's form has no field for what is the person's own. */
function unlessTyped(req: Request, account: ListedAccount) {
  const own = { name: account.name, teamId: account.teamId, email: account.email, language: account.language }
  const typed = typedIn(req)
  return Object.fromEntries(Object.entries(own).map(([name, value]) => [name, typed[name] ?? value ?? ''])) as Typed
}
