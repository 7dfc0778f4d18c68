import type { Day } from '../../../lib/day'
import type { Tone } from '../../../lib/tone'
import type { OutcomeWord } from '../../outcome'
import type { OutcomeState } from '../../transitions'
import type { NoticeState } from '../transitions'

/** 复核状态: how far the person was told, asked and answered; it stands on every list beside an `ineligible`. */
export type ReReviewWord = Exclude<NoticeState, 'issued'> | 'not_told' | 'issued' | 'stopped' | 'withdrawn'

export type ReReview = { word: ReReviewWord; servedOn: Day | null; dueOn: Day | null }

/** What the status is read from; `state` is null before there is a notice. */
export type NoticeSeen = {
  state: NoticeState | null
  servedOn: Day | null
  dueOn: Day | null
  withdrawn: boolean
}

/** A word without a colour does not compile. */
export const reReviewTone: Record<ReReviewWord, Tone> = {
  not_told: 'gap',
  issued: 'gap',
  served: 'waiting',
  stopped: 'hold',
  replied: 'disputed',
  rereview: 'disputed',
  upheld: 'bar',
  changed: 'clear',
  waived: 'bar',
  lapsed: 'bar',
  withdrawn: 'plain',
}

/** A person who withdrew needs no answer: what was told stays on record, and nothing more happens. */
export function reReviewStatus({ state, servedOn, dueOn, withdrawn }: NoticeSeen): ReReview {
  return { word: wordOf({ state, servedOn, dueOn, withdrawn }), servedOn, dueOn }
}

function wordOf({ state, dueOn, withdrawn }: NoticeSeen): ReReviewWord {
  if (withdrawn && !isEnded(state)) return 'withdrawn'
  if (state === null) return 'not_told'
  return state === 'served' && dueOn === null ? 'stopped' : state
}

/** Steps after which no further re-review is possible; a lifted outcome is not final, it is gone. */
export const finalStates = ['waived', 'lapsed', 'upheld'] as const satisfies NoticeState[]

function isEnded(state: NoticeState | null): boolean {
  return state === 'changed' || isFinal(state)
}

function isFinal(state: NoticeState | null): boolean {
  return finalStates.some((one) => one === state)
}

export type Finality = 'not_needed' | 'open' | 'final' | 'lifted'

/**
 * Whether an outcome stands for good (domain §3.5): `ineligible` only after the person was told and waived, let the time
 * pass or was answered. Other outcomes take nothing away and need no notice; one that is not in force is lifted.
 */
export function finality(
  outcome: { outcome: OutcomeWord; state: OutcomeState },
  notice: { state: NoticeState; servedOn: Day | null } | null,
): Finality {
  if (outcome.outcome !== 'ineligible') return 'not_needed'
  if (outcome.state !== 'approved') return 'lifted'
  return notice && notice.servedOn !== null && isFinal(notice.state) ? 'final' : 'open'
}
