import type { Pool } from 'pg'
import type { Logger } from 'pino'
import type { Config } from './config'
import type { Db } from './db/client'
import type { Keys } from './keys'
import type { Clock } from './lib/clock'

/** Everything a county's pages and acts are given; nothing reaches around it. */
export type Deps = {
  db: Db
  /** The same connections as `db`, for COPY and other things that Prisma does not know. */
  pool: Pool
  clock: Clock
  config: Config
  log: Logger
  keys: Keys
}
