/** Who of a department can still deal with a review. `ready`: it is finished, and somebody left may sign it. */
export type Left = { reviewers: number; signatories: number; ready: boolean }

/** Whom a department lacks, so that a review goes no further without the office. */
export const stuckKinds = ['signatory', 'reviewer'] as const
export type Stuck = (typeof stuckKinds)[number]

/** Somebody must sign, and somebody else must have answered: two signatories can do both between them. */
export function stuckFor({ reviewers, signatories, ready }: Left): Stuck | null {
  if (signatories === 0) return 'signatory'
  return ready || reviewers + signatories > 1 ? null : 'reviewer'
}
