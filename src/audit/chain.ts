import { digestOf } from '../lib/canonical'

/** What an entry says, without its place in the chain. `details` never holds names or ID numbers. */
export type AuditContent = {
  id: string
  at: string
  actorId: string | null
  username: string
  role: string
  act: string
  recordType: string
  recordId: string
  address: string
  requestId: string
  details: unknown
}

export type AuditLink = AuditContent & { seq: number; previous: string; digest: string }

/** The digest before the first entry. */
export const chainStart = '0'.repeat(64)

export function linkAfter(head: { seq: number; digest: string }, content: AuditContent): AuditLink {
  const link = { ...content, seq: head.seq + 1, previous: head.digest }
  return { ...link, digest: digestOf(link) }
}

/** Why an entry does not follow from the one before it, or null when it does. */
export function breakAt(
  head: { seq: number; digest: string },
  link: AuditLink,
): 'missing' | 'previous' | 'digest' | null {
  if (link.seq !== head.seq + 1) return 'missing'
  if (link.previous !== head.digest) return 'previous'
  const { digest, ...said } = link
  return digestOf(said) === digest ? null : 'digest'
}
