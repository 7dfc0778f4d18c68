import type { Db } from '../db/client'
import { lastChange } from './audit.store'

/** Figures that a process keeps at most; the oldest go first. */
const most = 100

type Kept = Map<string, { digest: string | null; figures: Promise<unknown> }>

const kept = new WeakMap<Db, Kept>()

/**
 * Figures that are dear to count, counted once until somebody acts: every act ends in an audit row, so the
 * digest of the last one that changes anything is the version of all that is counted. `name` and `of` say which figures; what may see them decides `of`.
 * The digest is read before counting, so what is kept is never older than it says, whichever web node acted.
 */
export async function sinceLastAct<T>(
  db: Db,
  name: string,
  of: readonly unknown[],
  count: () => Promise<T>,
): Promise<T> {
  const digest = await lastChange(db)
  const mine: Kept = kept.get(db) ?? new Map()
  kept.set(db, mine)
  const key = JSON.stringify([name, ...of])
  const known = mine.get(key)
  if (known?.digest === digest) return known.figures as Promise<T>
  return keep(mine, key, { digest, figures: count() })
}

function keep<T>(mine: Kept, key: string, entry: { digest: string | null; figures: Promise<T> }): Promise<T> {
  mine.delete(key)
  mine.set(key, entry)
  if (mine.size > most) mine.delete(mine.keys().next().value!)
  // A count that failed is not kept; the next reader counts again.
  entry.figures.catch(() => mine.get(key) === entry && mine.delete(key))
  return entry.figures
}
