import type { Role } from '../../accounts/role'

/** 复查中 · 已答复 · 已撤销 */
export const recheckStates = ['open', 'answered', 'cancelled'] as const
export type RecheckState = (typeof recheckStates)[number]

/** `answer` happens with the last department's signature; `cancel` is the office's. */
export const recheckActs = ['answer', 'cancel'] as const
export type RecheckAct = (typeof recheckActs)[number]

export type RecheckTransition = { next: RecheckState; who: readonly Role[]; words: 'needed' | 'none' }

/** State × act → next, who, whether words are needed; what is not here is refused. */
export const recheckTransitions: Record<RecheckState, Partial<Record<RecheckAct, RecheckTransition>>> = {
  open: {
    answer: { next: 'answered', who: ['signatory'], words: 'none' },
    cancel: { next: 'cancelled', who: ['office'], words: 'needed' },
  },
  answered: {},
  cancelled: {},
}
