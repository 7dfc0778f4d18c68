import type { Role } from '../accounts/role'

/** 未签字 · 已签字 · 退回补正 · 沿用 */
export const reviewStates = ['unsigned', 'signed', 'returned', 'carried'] as const
export type ReviewState = (typeof reviewStates)[number]

/**
 * `draft` also takes up a returned review again, once the file has been sent in anew; `send_back` gives a finished
 * draft to its drafter once more; `ask` is the office's answer to a trigger (src/rounds/triggers).
 */
export const reviewActs = ['draft', 'sign', 'return', 'recuse', 'send_back', 'ask'] as const
export type ReviewAct = (typeof reviewActs)[number]

export type ReviewTransition = { next: ReviewState; who: readonly Role[]; words: 'needed' | 'none' }

const department: readonly Role[] = ['reviewer', 'signatory']

/** State × act → next, who, whether words are needed; what is not here is refused. Nothing leaves `signed`. */
export const reviewTransitions: Record<ReviewState, Partial<Record<ReviewAct, ReviewTransition>>> = {
  unsigned: {
    draft: { next: 'unsigned', who: department, words: 'none' },
    sign: { next: 'signed', who: ['signatory'], words: 'none' },
    return: { next: 'returned', who: department, words: 'needed' },
    recuse: { next: 'unsigned', who: department, words: 'needed' },
    send_back: { next: 'unsigned', who: ['signatory'], words: 'needed' },
  },
  returned: {
    draft: { next: 'unsigned', who: department, words: 'none' },
    recuse: { next: 'returned', who: department, words: 'needed' },
  },
  signed: {},
  carried: {
    ask: { next: 'unsigned', who: ['office'], words: 'none' },
  },
}
