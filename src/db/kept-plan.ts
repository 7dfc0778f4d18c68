import { createHash } from 'node:crypto'

/** How many texts a process gives names to; each of its connections may keep that many plans as long as it lives. */
const mostNames = 250

/** A text that came this often comes again. Lists put together from rare filters do not. */
const often = 3

/** Texts that are counted while they are rare, and the longest that is worth counting: rows written in bulk are not. */
const mostCounted = 2_000
const longest = 20_000

// Where nothing is joined, planning takes less than looking a plan up.
const joins = /\b(JOIN|EXISTS|UNION)\b/

/**
 * Names for statements that join and come often. PostgreSQL keeps the plan of a named statement with the connection, and
 * plans anew when tables or their statistics change; '' is the name of one that is planned each time.
 */
export function planNames(): (query: { sql: string }) => string {
  const names = new Map<string, string>()
  const counts = new Map<string, number>()
  return ({ sql }) => {
    const known = names.get(sql)
    if (known) return known
    if (names.size >= mostNames || sql.length > longest || !joins.test(sql)) return ''
    if (!isOften(counts, sql)) return ''
    names.set(sql, `kept_${createHash('sha256').update(sql).digest('hex').slice(0, 32)}`)
    return names.get(sql)!
  }
}

function isOften(counts: Map<string, number>, sql: string): boolean {
  const times = (counts.get(sql) ?? 0) + 1
  if (counts.size >= mostCounted) counts.clear()
  counts.set(sql, times)
  if (times >= often) counts.delete(sql)
  return times >= often
}
