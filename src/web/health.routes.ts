import { Router } from 'express'
import type { Deps } from '../deps'
import { migrationState, migrationsFolder, migrationsIn } from '../db/migrations'

/** For load balancers: no session, no sign-in, no log line. */
export function healthRouter({ pool }: Pick<Deps, 'pool'>): Router {
  const migrations = migrationsIn(migrationsFolder)
  const router = Router()
  router.get('/health', (_req, res) => {
    res.set('Cache-Control', 'no-store').json({ alive: true })
  })
  router.get('/ready', async (_req, res) => {
    const missing = await migrationState(pool, migrations).then(
      ({ pending }) => (pending.length ? 'migrations' : null),
      () => 'database',
    )
    res.set('Cache-Control', 'no-store').status(missing ? 503 : 200)
    res.json(missing ? { ready: false, missing } : { ready: true })
  })
  return router
}
