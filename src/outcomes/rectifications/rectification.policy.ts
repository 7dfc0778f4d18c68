import type { Actor } from '../../accounts/actor'
import { type Message, message } from '../../lib/message'
import { type Course, rectificationStatus } from './rectification'

/** Allowed, or why not; `status` 403: not for this person, 409: not now. */
export type Permission = { allowed: true } | { allowed: false; status: 403 | 409; reason: Message }

/** The township that put it right, or the office for it, records the proof, until departments look at it. */
export function mayRecordProof({ role }: Pick<Actor, 'role'>, course: Course, today: string): Permission {
  if (!['township_clerk', 'township_lead', 'office'].includes(role)) return no('role', 403)
  const status = rectificationStatus(course, today)
  return status === 'due' || status === 'late' || status === 'handed_in' ? { allowed: true } : no(status, 409)
}

/** Only with the proof at hand, and once at a time. */
export function mayRecheck({ role }: Pick<Actor, 'role'>, course: Course, today: string): Permission {
  if (role !== 'office') return no('office', 403)
  const status = rectificationStatus(course, today)
  return status === 'handed_in' ? { allowed: true } : no(status === 'late' ? 'due' : status, 409)
}

function no(why: string, status: 403 | 409): Permission {
  return { allowed: false, status, reason: message(`rectifications:refused.${why}`) }
}
