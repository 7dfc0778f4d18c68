import { digestOf } from '../../lib/canonical'
import type { Answers, Judged } from '../review'

/** A review on its way to a signature. */
export type Signable = Judged & {
  id: string
  candidateId: string
  version: number
  answers: Answers
  flagged: boolean
  name: string
  township: string
  team: string
  draftedBy: string | null
  signedById: string | null
  roundId: string
  /** Ids of the papers that are attached to it, joined; empty for none. */
  papers: string
}

/** Names what is signed: these reviews in these versions with these papers. The preview shows it, the act compares it. */
export function signingDigest(reviews: readonly { id: string; version: number; papers?: string }[]): string {
  return digestOf(reviews.map(({ id, version, papers }) => [id, version, papers].filter(Boolean).join(':')).sort())
}

/** How many reviews of a signing hold which answers; one with both counts as found. */
export type SigningTally = { total: number; found: number; pending: number; none: number }

export function signingTally(reviews: readonly { answers: Answers }[]): SigningTally {
  const words = reviews.map(({ answers }) => Object.values(answers).map(({ answer }) => answer))
  const found = words.filter((given) => given.includes('found')).length
  const pending = words.filter((given) => given.includes('pending') && !given.includes('found')).length
  return { total: reviews.length, found, pending, none: reviews.length - found - pending }
}
