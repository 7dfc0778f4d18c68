export type OutcomeState = 'proposed' | 'approved' | 'refused' | 'taken_back' | 'superseded'
export type OutcomeAct = 'approve' | 'refuse' | 'take_back' | 'supersede'

/** state × act → next; what is not here cannot happen (docs/states.md prints it). */
export const outcomeTransitions: Record<OutcomeState, Partial<Record<OutcomeAct, OutcomeState>>> = {
  proposed: { approve: 'approved', refuse: 'refused', take_back: 'taken_back' },
  approved: { supersede: 'superseded' },
  refused: {},
  taken_back: {},
  superseded: {},
}

export function nextOutcomeState(state: OutcomeState, act: OutcomeAct): OutcomeState | null {
  return outcomeTransitions[state][act] ?? null
}

/** Whether an outcome was approved, be it in force or superseded: only such a one has a certificate. */
export function isCertified(state: OutcomeState): boolean {
  return state === 'approved' || state === 'superseded'
}

export function isOutcomeState(word: string): word is OutcomeState {
  return Object.hasOwn(outcomeTransitions, word)
}
