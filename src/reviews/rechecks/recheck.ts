import type { Day } from '../../lib/day'
import { type Message, message } from '../../lib/message'
import type { Answer } from '../../standings/standing'
import type { RecheckState } from './transitions'

/**
 * Why an item goes back after signing: departments disagree, nobody owns up to it, something was put right, the person
 * asked for it after a notice, or the person turned out to be somebody else.
 */
export const recheckKinds = ['dispute', 'gap', 'rectify', 'rereview', 'identity'] as const
export type RecheckKind = (typeof recheckKinds)[number]

/** What is asked: `items` are codes, none for identity, where every item is answered anew. */
export type RecheckPlan = {
  candidateId: string
  kind: RecheckKind
  items: string[]
  departmentIds: string[]
  words: string
  dueOn: Day
  openedById: string
  openedAt: Date
}

/** An open recheck as a new one must know it. */
export type OpenRecheck = { id: string; kind: RecheckKind; items: string[]; departmentIds: string[] }

/** `ended`: open when the candidate withdrew; nobody answers it any more. */
export type RecheckStatus = 'open' | 'overdue' | 'ended' | 'answered' | 'cancelled'

/** The tabs of the office's list; `waiting` is no recheck yet: standings that wait for one. */
export const recheckShows = ['waiting', 'open', 'overdue', 'answered', 'cancelled'] as const
export type RecheckShow = (typeof recheckShows)[number]
export type ListedShow = Exclude<RecheckShow, 'waiting'>

/** How a recheck stands on the office's list. */
export function recheckStatus(
  { state, dueOn, withdrawn }: { state: RecheckState; dueOn: Day; withdrawn: boolean },
  today: Day,
): RecheckStatus {
  if (state !== 'open') return state
  if (withdrawn) return 'ended'
  return dueOn < today ? 'overdue' : 'open'
}

/** Why a recheck may not be opened beside those that are open; null when it may. */
export function overlapOf(
  plan: Pick<RecheckPlan, 'kind' | 'items' | 'departmentIds'>,
  open: OpenRecheck[],
): Message | null {
  if (open.some(({ kind }) => kind === plan.kind)) return message(`rechecks:refused.open.${plan.kind}`)
  const shares = (one: string[], other: string[]) => one.some((entry) => other.includes(entry))
  const other = open.find((recheck) => {
    return shares(recheck.departmentIds, plan.departmentIds) || shares(recheck.items, plan.items)
  })
  return other ? message(`rechecks:refused.overlap.${other.kind}`) : null
}

/** The answers that a recheck takes along: those to items that it does not ask. Identity takes none. */
export function carriedAnswers(
  kind: RecheckKind,
  items: readonly string[],
  origin: Record<string, Answer>,
): Record<string, Answer> {
  if (kind === 'identity') return {}
  return Object.fromEntries(Object.entries(origin).filter(([code]) => !items.includes(code)))
}

/** True when the recheck asks this item anew. */
export function isAsked(recheck: { kind: RecheckKind; items: readonly string[] }, code: string): boolean {
  return recheck.kind === 'identity' || recheck.items.includes(code)
}
