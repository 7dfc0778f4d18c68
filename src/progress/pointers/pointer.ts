import type { Role } from '../../accounts/role'
import type { Message } from '../../lib/message'
import { message } from '../../lib/message'

/**
 * The kinds of pointer, the most urgent first: what stands still, what may have been judged by the wrong person, what
 * contradicts itself, what was answered as if nobody had looked, what only the lead found, what teams look like.
 */
export const pointerKinds = [
  'stuck',
  'near',
  'disputed',
  'turned',
  'names',
  'hasty',
  'pasted',
  'alone',
  'R1',
  'R3',
] as const
export type PointerKind = (typeof pointerKinds)[number]

/** The leading group sees the ties between people; contradictions between answers are the office's to look into. */
export function kindsFor(role: Role): readonly PointerKind[] {
  return role === 'office' ? pointerKinds : ['stuck', 'near', 'R1', 'R3']
}

/** The same words for so many people in one round point to pasting; words shorter than this say nothing. */
export const pasting = { people: 20, shortest: 5 }

/** People named with a pointer that is about many. */
export const mostNamed = 5

/** One pointer of the list: which one, the facts behind it as they are now, and what has been found when looking. */
export type PointerKey = { kind: PointerKind; key: string; facts: string }
export type Look = { words: string; at: Date; by: string }

/** Why a pointer cannot be marked as looked at; null where it can. */
export function lookProblem(now: { facts: string } | null, shown: PointerKey): Message | null {
  if (!now) return message('pointers:problem.gone')
  return now.facts === shown.facts ? null : message('pointers:problem.changed')
}
