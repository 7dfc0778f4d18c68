import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Express } from 'express'
import pino from 'pino'
import { createApp } from '../../src/app'
import { readConfig } from '../../src/config'
import type { Deps } from '../../src/deps'
import type { Keys } from '../../src/keys'
import { clockOf } from '../../src/lib/clock'
import { type FreshDatabase, freshDatabase } from './database'

export type TestApp = { app: Express; deps: Deps; setNow(instant: Date | string): void; close(): Promise<void> }

/**
 * The whole application on a fresh database, with a clock that stands still until `setNow`, and a data folder of its own;
 * `settings` as in the environment. Sign in with accounts.ts.
 */
export async function testApp({
  now = '2026-01-10T01:00:00Z',
  settings = {},
  database = freshDatabase(),
  keys = testKeys(),
}: {
  now?: Date | string
  settings?: Record<string, string>
  database?: Promise<FreshDatabase>
  keys?: Keys
} = {}): Promise<TestApp> {
  const { db, pool, close: drop } = await database
  const dataDir = mkdtempSync(join(tmpdir(), 'lianshen-app-'))
  let instant = new Date(now)
  const clock = clockOf(() => new Date(instant))
  const { config } = readConfig(
    { NODE_ENV: 'test', LOG_LEVEL: 'silent', DATA_DIR: dataDir, ...settings },
    { demo: false },
  )
  const deps: Deps = { db, pool, clock, config, log: pino({ level: 'silent' }), keys }
  const setNow = (to: Date | string) => {
    instant = new Date(to)
  }
  const close = async () => {
    await drop()
    rmSync(dataDir, { recursive: true })
  }
  return { app: createApp(deps), deps, setNow, close }
}

export function testKeys(): Keys {
  const names = ['idKey', 'idDigestKey', 'fingerprintKey', 'evidenceKey', 'evidenceDigestKey', 'sessionSecret'] as const
  return Object.fromEntries(names.map((name) => [name, randomBytes(32)])) as Keys
}
