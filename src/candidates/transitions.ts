import { departmentRoles, type Role } from '../accounts/role'
import type { CandidateState } from './candidate'

/**
 * Where a candidate stands on the path (domain §3). `in_review` and `sent_back` are stored as `passed`: the first has
 * been sent out in a round, the second was returned by a department and not handed in again since.
 */
export const stages = [
  'draft',
  'submitted',
  'returned',
  'not_recommended',
  'passed',
  'in_review',
  'sent_back',
  'withdrawn',
] as const
export type Stage = (typeof stages)[number]

export const candidateActs = [
  'correct',
  'submit',
  'pass',
  'return',
  'not_recommend',
  'issue',
  'department_return',
  'resubmit',
  'withdraw',
] as const
export type CandidateAct = (typeof candidateActs)[number]

/** What the history may hold besides the acts: how the file came in. */
export type EventKind = CandidateAct | 'enter' | 'import'

/** `notOwn`: not whoever entered or corrected the file. Acts with `reason` need words. */
export type Transition = {
  act: CandidateAct
  from: Stage
  next: Stage
  who: readonly Role[]
  reason: boolean
  notOwn: boolean
}

/** Every step there is. Pages list their buttons from it, acts obey it, docs/states.md prints it. */
export const transitions: readonly Transition[] = [
  ...steps('correct', ['draft', 'returned', 'sent_back'], 'same', byTownship()),
  ...steps('submit', ['draft'], 'submitted', byTownship()),
  ...steps('resubmit', ['returned'], 'submitted', byTownship()),
  ...steps('pass', ['submitted'], 'passed', byLead({ reason: false })),
  ...steps('return', ['submitted', 'not_recommended'], 'returned', byLead({ reason: true })),
  ...steps('not_recommend', ['submitted'], 'not_recommended', byLead({ reason: true })),
  ...steps('issue', ['passed', 'in_review'], 'in_review', { who: ['office'], reason: false, notOwn: false }),
  ...steps('department_return', ['in_review', 'sent_back'], 'sent_back', {
    who: departmentRoles,
    reason: true,
    notOwn: false,
  }),
  ...steps('resubmit', ['sent_back'], 'in_review', byTownship()),
  ...steps(
    'withdraw',
    stages.filter((stage) => stage !== 'withdrawn'),
    'withdrawn',
    { ...byTownship(), reason: true },
  ),
]

/** The step that an act is from a stage, or nothing when there is none. */
export function transitionOf(stage: Stage, act: CandidateAct): Transition | undefined {
  return transitions.find((transition) => transition.from === stage && transition.act === act)
}

/** `standing` is the stored standing's word, null for who has been in no round. */
export function stageOf({ state, standing }: { state: CandidateState; standing: string | null }): Stage {
  if (state !== 'passed' || standing === null) return state
  return standing === 'returned' ? 'sent_back' : 'in_review'
}

/** 环节 as people read it: a stage of the path, or `decided` (已有结论) for who is in review and has an outcome in force. */
export type ShownStage = Stage | 'decided'

export const shownStages: readonly ShownStage[] = stages.flatMap((stage) =>
  stage === 'withdrawn' ? (['decided', stage] as const) : [stage],
)

/** `decided`: an outcome is approved and nothing has overtaken it since. */
export function shownStage(candidate: Parameters<typeof stageOf>[0] & { decided: boolean }): ShownStage {
  const stage = stageOf(candidate)
  return stage === 'in_review' && candidate.decided ? 'decided' : stage
}

/** The state that is stored for a stage. */
export function stateOf(stage: Stage): CandidateState {
  return stage === 'in_review' || stage === 'sent_back' ? 'passed' : stage
}

type Terms = Pick<Transition, 'who' | 'reason' | 'notOwn'>

function steps(act: CandidateAct, from: readonly Stage[], next: Stage | 'same', terms: Terms): Transition[] {
  return from.map((stage) => ({ act, from: stage, next: next === 'same' ? stage : next, ...terms }))
}

/** The office may do for a township what its clerk does. */
function byTownship(): Terms {
  return { who: ['township_clerk', 'office'], reason: false, notOwn: false }
}

function byLead({ reason }: { reason: boolean }): Terms {
  return { who: ['township_lead'], reason, notOwn: true }
}
