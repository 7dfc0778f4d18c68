import { Writable } from 'node:stream'
import type { RequestHandler } from 'express'
import session from 'express-session'
import pino from 'pino'
import type { Role } from '../../src/accounts/role'
import { createApp } from '../../src/app'
import type { Deps } from '../../src/deps'
import type { Route } from '../../src/web/route'

/** The application with given pages and without a database; the header `x-role` says who asks. `lines` is the log. */
export function shellApp(routes: Route[]) {
  const lines: string[] = []
  const sink = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk))
      done()
    },
  })
  const config = { environment: 'test', trustProxy: false } as Deps['config']
  const deps = { log: pino(sink), config } as Deps
  return { app: createApp(deps, { signIn: [memorySession(), actorFromHeader], routes }), lines }
}

/** Keeps sessions as the real one does, but in memory. */
function memorySession(): RequestHandler {
  return session({ secret: 'a secret of the tests', resave: false, saveUninitialized: false, name: 'lianshen' })
}

const actorFromHeader: RequestHandler = (req, _res, next) => {
  const role = req.get('x-role') as Role | undefined
  if (role) {
    req.actor = {
      accountId: '018f0000-0000-7000-8000-000000000001',
      username: 'tester',
      name: '测试员',
      role,
      townshipId: null,
      departmentId: null,
      address: '127.0.0.1',
      requestId: String(req.id),
    }
    req.place = { county: '示例县', cycle: '2026 年换届', unit: '示例单位' }
  }
  next()
}
