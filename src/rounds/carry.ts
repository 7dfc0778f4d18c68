import type { Reason } from '../standings/standing'
import { type Day, daysBetween } from '../lib/day'
import type { RoundReason } from './reason'

/** A department's latest review of a person that was signed or returned. */
export type EarlierReview = {
  id: string
  state: 'signed' | 'returned'
  /** The county's day of the oldest signature that its answers rest on; of a return, the day of the return. */
  signedOn: Day
  /** When it was signed or returned. */
  at: Date
  /** Codes that it answers. */
  codes: readonly string[]
}

/** What is asked about one person and one reviewing department of a new round. */
export type CarryGiven = {
  earlier: EarlierReview | null
  /** Codes that the department owns in the new round. */
  owned: readonly string[]
  issueDay: Day
  /** The cycle's: a review this many days old is too old. */
  reuseDays: number
  /** When name, ID number or sex last changed; null when never since departments were asked. */
  identifiedAt: Date | null
  /** An open trigger names this department, or all of them. */
  triggered: boolean
  /** Its answers are behind the hold, the rectification or the staleness for which the person is looked at again. */
  behind: boolean
}

/** Why a department is asked instead of being spared. */
export const askReasons = ['never', 'returned', 'identity', 'triggered', 'behind', 'items', 'old'] as const
export type AskReason = (typeof askReasons)[number]

export type Carry = 'carried' | { ask: AskReason }

/** Whether a department's earlier review is used again in a new round, or else why it is asked (domain §3.1). */
export function carryOf(given: CarryGiven): Carry {
  const { earlier } = given
  if (!earlier) return { ask: 'never' }
  const against = grounds.find((row) => row.when({ ...given, earlier }))
  return against ? { ask: against.ask } : 'carried'
}

type Known = CarryGiven & { earlier: EarlierReview }

/** The first row that matches says why. Windows are no ground: the rule judges every fact on the new reference date. */
const grounds: readonly { ask: AskReason; when: (given: Known) => boolean }[] = [
  { ask: 'returned', when: ({ earlier }) => earlier.state === 'returned' },
  { ask: 'identity', when: ({ earlier, identifiedAt }) => identifiedAt !== null && earlier.at <= identifiedAt },
  { ask: 'triggered', when: ({ triggered }) => triggered },
  { ask: 'behind', when: ({ behind }) => behind },
  { ask: 'items', when: ({ earlier, owned }) => owned.some((code) => !earlier.codes.includes(code)) },
  { ask: 'old', when: ({ earlier, issueDay, reuseDays }) => daysBetween(earlier.signedOn, issueDay) >= reuseDays },
]

/** What is known of the outcome for which somebody is looked at again. */
export type LookedAtAgain = {
  reasons: readonly RoundReason[]
  /** Items named when it was decided; may be none. */
  groundItems: readonly string[]
  /** The standing's reasons when it was decided, and now. */
  decided: readonly Reason[]
  now: readonly Reason[]
}

/**
 * Departments whose answers are behind a hold that ended, a rectification or a stale outcome: of the items concerned,
 * whoever found something or is still looking into it; if nobody did, whoever answered them. `all` when that is nobody:
 * then nothing tells whom to spare.
 */
export function departmentsBehind(given: LookedAtAgain): string[] | 'all' {
  const again = given.reasons.filter((reason) => lookedAtAgain.includes(reason))
  if (again.length === 0) return []
  const codes = new Set(again.flatMap((reason) => (reason === 'stale' ? changedCodes(given) : decidedCodes(given))))
  const answers = [...given.decided, ...given.now].filter(({ code }) => codes.has(code)).flatMap((one) => one.answers)
  const raised = answers.filter(({ answer }) => answer === 'found' || answer === 'pending')
  const said = raised.length ? raised : answers.filter(({ answer }) => answer !== null)
  return said.length ? [...new Set(said.map(({ department }) => department))].sort() : 'all'
}

const lookedAtAgain: readonly RoundReason[] = ['hold_ended', 'rectified', 'stale']

/** The items named when it was decided; else those that hold; else all that were not clear. */
function decidedCodes({ groundItems, decided }: LookedAtAgain): readonly string[] {
  if (groundItems.length) return groundItems
  const holding = decided.filter((one) => one.finding === 'pending' || one.class === 'hold')
  return (holding.length ? holding : decided).map(({ code }) => code)
}

/** Items whose finding is no longer what it was when the outcome was decided. */
function changedCodes({ decided, now }: LookedAtAgain): string[] {
  const findingIn = (reasons: readonly Reason[], code: string) => reasons.find((one) => one.code === code)?.finding
  const codes = [...decided, ...now].map(({ code }) => code)
  return codes.filter((code) => findingIn(decided, code) !== findingIn(now, code))
}
