import type { Role } from '../../accounts/role'
import type { Day } from '../../lib/day'
import type { EventKind } from '../transitions'

/** 变动: what happened to a person on a day; boards count people by it, and lists filter by it. */
export const moves = [
  'entered',
  'submitted',
  'screened',
  'resubmitted',
  'sent_back',
  'withdrawn',
  'signed',
  'proposed',
  'decided',
] as const
export type Move = (typeof moves)[number]

/** Moves that are steps in the file's own history. */
export const movesOfEvents: Partial<Record<Move, readonly EventKind[]>> = {
  entered: ['enter', 'import'],
  submitted: ['submit'],
  screened: ['pass', 'return', 'not_recommend'],
  resubmitted: ['resubmit'],
  sent_back: ['department_return'],
  withdrawn: ['withdraw'],
}

/** A move within some days, both included. */
export type MoveAsked = { move: Move; from: Day; to: Day }

const ofFiles: readonly Move[] = [
  'entered',
  'submitted',
  'screened',
  'resubmitted',
  'sent_back',
  'withdrawn',
  'decided',
]

/**
 * Whose moves a role may list: townships never what departments sign, departments only their own desk, observers and
 * administrators nobody's.
 */
export function movesSeen(role: Role): readonly Move[] {
  if (role === 'office' || role === 'leading_group') return moves
  return role === 'township_clerk' || role === 'township_lead' ? ofFiles : []
}
