import { type Day, daysBetween } from '../../lib/day'
import { countedAnswer } from '../../standings/finding'
import type { Standing } from '../../standings/standing'
import type { RecheckState } from '../../reviews/rechecks/transitions'

/** 整改: what waits for whom. `due`: for the proof; `handed_in`: for the office; `rechecking`: for departments. */
export const rectificationStatuses = ['due', 'late', 'handed_in', 'rechecking', 'rechecked', 'over'] as const
export type RectificationStatus = (typeof rectificationStatuses)[number]

/** What is known of one outcome `rectify`; `recheck` is null until the office has opened it. */
export type Course = {
  inForce: boolean
  withdrawn: boolean
  /** Day by which it is to be put right; the last day that is in time. */
  until: Day | null
  handedInOn: Day | null
  recheck: RecheckState | null
}

export function rectificationStatus(course: Course, today: Day): RectificationStatus {
  if (course.recheck === 'answered') return 'rechecked'
  if (!course.inForce || course.withdrawn) return 'over'
  if (course.recheck === 'open') return 'rechecking'
  if (course.handedInOn) return 'handed_in'
  return course.until !== null && today > course.until ? 'late' : 'due'
}

/** Days by which the proof came in too late, or is late today; 0 when it is in time. */
export function daysLate({ until, handedInOn }: Pick<Course, 'until' | 'handedInOn'>, today: Day): number {
  return until === null ? 0 : Math.max(0, daysBetween(until, handedInOn ?? today))
}

/** What a form is compared by, so that a stale one is told (lib/stale). */
export function proofOf({ proof, handedInOn }: { proof: string | null; handedInOn: Day | null }) {
  return { proof: proof ?? '', handedInOn: handedInOn ?? '' }
}

/** The items to be put right and the departments that look at them again: leads, and those assisting that said so. */
export type ToPutRight = { items: string[]; departmentKeys: string[] }

/** Those of the ground where it is named, else every item that was confirmed or pending when it was decided. */
export function toPutRight({ reasons }: Pick<Standing, 'reasons'>, groundItems: readonly string[]): ToPutRight {
  const open = reasons.filter(({ finding }) => finding === 'confirmed' || finding === 'pending')
  const meant = groundItems.length ? open.filter(({ code }) => groundItems.includes(code)) : open
  const asked = meant.flatMap(({ answers }) => {
    return answers.filter((answer) => answer.lead || ['found', 'pending'].includes(countedAnswer(answer) ?? ''))
  })
  return {
    items: meant.map(({ code }) => code),
    departmentKeys: [...new Set(asked.map(({ department }) => department))],
  }
}
