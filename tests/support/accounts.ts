import { createHmac, randomBytes } from 'node:crypto'
import type { Express } from 'express'
import request, { type Test } from 'supertest'
import type { Actor } from '../../src/accounts/actor'
import { boundOf, type Role } from '../../src/accounts/role'
import { insertSession, sessionDigest } from '../../src/accounts/sign-in/sessions.store'
import type { Deps } from '../../src/deps'
import { newId } from '../../src/lib/ids'

/** What a test runs on: the application over a real database. */
type World = { app: Express; deps: Deps }

/** A cheap hash of `password` (parameters are part of it), so that signing in for real costs a test next to nothing. */
export const password = 'correct horse battery'
export const passwordHash =
  '$argon2id$v=19$m=8,t=1,p=1$YJ+7dtMeIE63SKqZiDdAYA$i3KPBgJp74l6Ea0sF6uXwxfJ1yBSNQ696zzm7BtueZw'

/** The CSRF token of every session made here. */
export const csrf = 'the token of the tests'

type Binding = { townshipId?: string; departmentId?: string; username?: string; name?: string }

/** An account that can sign in with `password`. Without a binding, the first township or department there is. */
export async function makeAccount({ deps }: World, role: Role, binding: Binding = {}): Promise<Actor> {
  const { townshipId, departmentId } = await bindingOf(deps, role, binding)
  const account = {
    id: newId(),
    username: binding.username ?? `${role}-${randomBytes(4).toString('hex')}`,
    name: binding.name ?? '测试员',
    role,
    townshipId,
    departmentId,
  }
  const now = deps.clock.now()
  await deps.db.account.create({ data: { ...account, passwordHash, passwordSetAt: now, createdAt: now } })
  const { id, ...rest } = account
  return { ...rest, accountId: id, address: '127.0.0.1', requestId: 'test' }
}

/** Whoever has this user name. */
export async function actorNamed({ db }: Pick<Deps, 'db'>, username: string): Promise<Actor> {
  const { id, role, ...account } = await db.account.findUniqueOrThrow({ where: { username } })
  return { ...account, accountId: id, role: role as Role, address: '127.0.0.1', requestId: 'test' }
}

/** A new account of this role and a browser in which it is signed in. */
export async function signedInAs(world: World, role: Role, binding: Binding = {}): Promise<Browser> {
  return signedIn(world, await makeAccount(world, role, binding))
}

/** A browser in which an account that exists is signed in. */
export async function signedIn(world: World, actor: Actor): Promise<Browser> {
  const { deps } = world
  const id = randomBytes(24).toString('base64url')
  const cookie = { originalMaxAge: null, expires: null, httpOnly: true, path: '/', sameSite: 'lax' }
  const data = { cookie, passport: { user: actor.accountId }, csrfToken: csrf }
  await insertSession(deps.db, { digest: sessionDigest(id), accountId: actor.accountId, data }, deps.clock.now())
  return browser(world, `lianshen=${encodeURIComponent(`s:${id}.${signature(id, deps.keys.sessionSecret)}`)}`, actor)
}

export type Browser = ReturnType<typeof browser>

/** Requests with this session's cookie and, in forms, its token. Chinese unless `Accept-Language` is set. */
function browser({ app }: World, cookie: string, actor: Actor) {
  const send = (test: Test) => test.set('Cookie', cookie)
  return {
    actor,
    cookie,
    get: (path: string) => send(request(app).get(path)),
    /** An ordinary form; a list as a value is a field that comes several times. */
    post: (path: string, fields: Record<string, string | string[]> = {}) =>
      send(request(app).post(path))
        .type('form')
        .send({ _csrf: csrf, ...fields }),
    /** A multipart form with one file. */
    upload: (path: string, file: Buffer, filename: string, fields: Record<string, string> = {}) =>
      send(request(app).post(path))
        .field({ _csrf: csrf, ...fields })
        .attach('file', file, filename),
    /** A form without its token. */
    postWithoutToken: (path: string) => send(request(app).post(path)).type('form').send({}),
  }
}

/** What the browser sends once it has had this answer: its session, and what the answer told it to keep. */
export function cookiesAfter({ cookie }: Browser, answer: { headers: Record<string, unknown> }): string {
  const kept = [answer.headers['set-cookie'] ?? []].flat() as string[]
  return [cookie, ...kept.map((one) => one.split(';')[0]!)].join('; ')
}

async function bindingOf({ db }: Deps, role: Role, binding: Binding) {
  const bound = boundOf[role]
  const first = { orderBy: { position: 'asc' }, select: { id: true } } as const
  return {
    townshipId: bound === 'township' ? (binding.townshipId ?? (await db.township.findFirstOrThrow(first)).id) : null,
    departmentId:
      bound === 'department' ? (binding.departmentId ?? (await db.department.findFirstOrThrow(first)).id) : null,
  }
}

/** As express-session signs its cookie. */
function signature(id: string, secret: Buffer): string {
  return createHmac('sha256', secret).update(id).digest('base64').replace(/=+$/, '')
}
