import { breakAt, chainStart, type AuditLink } from './chain'

export type Head = { seq: number; digest: string }

/** Before the first entry. */
export const beginning: Head = { seq: 0, digest: chainStart }

/**
 * Where the chain does not hold: `seq` is the place, `id` the entry found there (null: none).
 * missing: another entry stands in this place · previous: it does not follow from the one before · digest: it was changed
 * truncated: the entries from here to the head are gone · beyond: the head does not know it · head: the head was changed
 */
export type Break = {
  seq: number
  id: string | null
  why: 'missing' | 'previous' | 'digest' | 'truncated' | 'beyond' | 'head'
}

/** Follows the chain from `from` through entries in order of seq. */
export function follow(from: Head, links: AuditLink[]): { reached: Head } | { broken: Break } {
  let reached = from
  for (const link of links) {
    const why = breakAt(reached, link)
    if (why) return { broken: { seq: why === 'missing' ? reached.seq + 1 : link.seq, id: link.id, why } }
    reached = { seq: link.seq, digest: link.digest }
  }
  return { reached }
}

/** The head row says how long the chain is: entries cut off at the end, or added beside it, show here. */
export function endBreak(reached: Head, head: Head): Break | null {
  if (reached.seq < head.seq) return { seq: reached.seq + 1, id: null, why: 'truncated' }
  if (reached.seq > head.seq) return { seq: head.seq + 1, id: null, why: 'beyond' }
  return reached.digest === head.digest ? null : { seq: head.seq, id: null, why: 'head' }
}
