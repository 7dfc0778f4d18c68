import { createHash } from 'node:crypto'
import { Prisma } from './generated/client'

const mark = '/* plan kept */'

/**
 * Begins a statement that joins much and runs often: planning it takes longer than running it, so each connection plans it
 * once (a prepared statement) and plans anew when tables or their statistics change. Only for texts of which there are few.
 */
export const keptPlan = Prisma.raw(mark)

const names = new Map<string, string>()

/** The name under which a connection keeps the plan of a marked statement; '' for every other. */
export function planName({ sql }: { sql: string }): string {
  if (!sql.includes(mark)) return ''
  const name = names.get(sql) ?? `kept_${createHash('sha256').update(sql).digest('hex').slice(0, 32)}`
  names.set(sql, name)
  return name
}
