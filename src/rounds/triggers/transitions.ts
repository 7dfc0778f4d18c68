import type { Role } from '../../accounts/role'

/** 待处理 · 已纳入轮次 · 不再处理 */
export const triggerStates = ['open', 'taken_up', 'set_aside'] as const
export type TriggerState = (typeof triggerStates)[number]
export type TriggerAct = 'take_up' | 'set_aside'

export type TriggerTransition = { next: TriggerState; who: readonly Role[]; words: 'needed' | 'none' }

/**
 * State × act → next, who, whether words are needed. A round takes its people's triggers up when it goes out; one that
 * comes while the person's round is out is taken up by asking the carried reviews anew.
 */
export const triggerTransitions: Record<TriggerState, Partial<Record<TriggerAct, TriggerTransition>>> = {
  open: {
    take_up: { next: 'taken_up', who: ['office'], words: 'none' },
    set_aside: { next: 'set_aside', who: ['office'], words: 'needed' },
  },
  taken_up: {},
  set_aside: {},
}

/** The state as its columns say it: a record, not a flag. */
export function triggerState(trigger: { roundId: string | null; setAsideAt: Date | null }): TriggerState {
  if (trigger.setAsideAt) return 'set_aside'
  return trigger.roundId ? 'taken_up' : 'open'
}

export function isTriggerState(word: string): word is TriggerState {
  return (triggerStates as readonly string[]).includes(word)
}
