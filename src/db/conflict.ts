import { setTimeout as sleep } from 'node:timers/promises'

/** Runs `work` again, at most `most` times in all, while another transaction was in its way. */
export async function retried<T>(work: () => Promise<T>, most: number = 3): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (attempt >= most || !isConflict(error)) throw error
      await sleep(20 * attempt + Math.random() * 60)
    }
  }
}

/**
 * True when the database gave up a transaction in favour of another one: serialization failure or deadlock.
 * It arrives as P2034, as a DriverAdapterError without code, as P2010 around either, or bare from pg.
 */
export function isConflict(error: unknown): boolean {
  return within(error, 0)
}

const codes = new Set(['P2034', '40001', '40P01'])

// The named fields are where Prisma 7 and adapter-pg put what they caught; five deep is deeper than they nest.
function within(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null || depth > 5) return false
  const fields = value as Record<string, unknown>
  if (codes.has(String(fields['code'])) || codes.has(String(fields['originalCode']))) return true
  if (fields['kind'] === 'TransactionWriteConflict') return true
  return ['cause', 'meta', 'driverAdapterError'].some((name) => within(fields[name], depth + 1))
}
