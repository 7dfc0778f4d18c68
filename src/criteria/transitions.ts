import { message, type Message } from '../lib/message'

const criteriaStates = ['draft', 'frozen'] as const
export type CriteriaState = (typeof criteriaStates)[number]
export type CriteriaAct = 'choose' | 'edit' | 'freeze'

/** State × act → next; what is not here is refused. Freezing comes with the act that opens the first round. */
export const criteriaTransitions: Record<CriteriaState, Partial<Record<CriteriaAct, CriteriaState>>> = {
  draft: { choose: 'draft', edit: 'draft', freeze: 'frozen' },
  frozen: {},
}

/** Whether a set may still be edited, or why not. */
export function mayEdit(state: CriteriaState): { ok: true } | { ok: false; reason: Message } {
  return criteriaTransitions[state].edit ? { ok: true } : { ok: false, reason: message('criteria:refused.frozen') }
}
