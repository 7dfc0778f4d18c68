import { randomBytes } from 'node:crypto'
import type { Express } from 'express'
import pino from 'pino'
import { createApp } from '../../src/app'
import { readConfig } from '../../src/config'
import type { Deps } from '../../src/deps'
import type { Keys } from '../../src/keys'
import { clockOf } from '../../src/lib/clock'
import { freshDatabase } from './database'

export type TestApp = { app: Express; deps: Deps; setNow(instant: Date | string): void; close(): Promise<void> }

/** The whole application on a fresh database, with a clock that stands still until `setNow`. Sign in with accounts.ts. */
export async function testApp({ now = '2026-01-10T01:00:00Z' }: { now?: Date | string } = {}): Promise<TestApp> {
  const { db, pool, close } = await freshDatabase()
  let instant = new Date(now)
  const clock = clockOf(() => new Date(instant))
  const { config } = readConfig({ NODE_ENV: 'test', LOG_LEVEL: 'silent' }, { demo: false })
  const deps: Deps = { db, pool, clock, config, log: pino({ level: 'silent' }), keys: testKeys() }
  const setNow = (to: Date | string) => {
    instant = new Date(to)
  }
  return { app: createApp(deps), deps, setNow, close }
}

export function testKeys(): Keys {
  const [idKey, idDigestKey, fingerprintKey, sessionSecret] = Array.from({ length: 4 }, () => randomBytes(32))
  return { idKey, idDigestKey, fingerprintKey, sessionSecret } as Keys
}
