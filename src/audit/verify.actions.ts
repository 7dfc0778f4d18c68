import type { Db } from '../db/client'
import { auditHead, entriesAfter } from './audit.store'
import { recorded, type Acting, type Doer } from './recorded'
import { beginning, endBreak, follow, type Break, type Head } from './verification'

/** `head` is what the chain should end with; `broken` is null when it does. */
export type Verified = { head: Head; broken: Break | null }

const pageSize = 2_000

/** Recomputes the whole chain as it is at one moment, page by page. Some 20,000 entries a second. */
export function verifyChain(db: Db): Promise<Verified> {
  const options = { isolationLevel: 'RepeatableRead', timeout: 600_000, maxWait: 10_000 } as const
  return db.$transaction(async (tx) => {
    const head = await auditHead(tx)
    let reached = beginning
    for (;;) {
      const links = await entriesAfter(tx, reached.seq, pageSize)
      const end = follow(reached, links)
      if ('broken' in end) return { head, broken: end.broken }
      reached = end.reached
      if (links.length < pageSize) return { head, broken: endBreak(reached, head) }
    }
  }, options)
}

/**
 * The same as an act: that the auditor looked, and what was found, stands in the trail. A trail so broken that nothing
 * can be added to it is still told to the auditor.
 */
export async function verifyAndRecord(deps: Acting, doer: Doer): Promise<Verified> {
  const verified = await verifyChain(deps.db)
  const { head, broken } = verified
  const details = { seq: head.seq, digest: head.digest, ...(broken ? { broken: broken.seq, why: broken.why } : {}) }
  const record = { type: 'audit', id: String(head.seq), details }
  const writing = recorded(deps, doer, 'audit.verified', async () => ({ result: undefined, record }))
  await (broken ? writing.catch(() => undefined) : writing)
  return verified
}
