import type { Actor } from '../../accounts/actor'
import type { Day } from '../../lib/day'
import { message, type Message } from '../../lib/message'
import type { NoticeMeta, Untold } from './notice'
import { clockOf, isStopped } from './reply-clock'
import { doersOf, nextNoticeState, type NoticeAct } from './transitions'

/** Allowed, or why not; `status` 403: not for this person, 409: not now. */
export type Judged = { allowed: true } | { allowed: false; status: 403 | 409; reason: Message }

type Asking = Pick<Actor, 'accountId' | 'role'>

const allowed: Judged = { allowed: true }

/** Only an outcome in force that nothing has overtaken is told, and once. */
export function mayIssue({ role }: Pick<Actor, 'role'>, outcome: Untold): Judged {
  if (role !== 'office') return forbidden('doer.office')
  if (outcome.outcome !== 'ineligible') return notNow('notNeeded')
  if (outcome.withdrawn) return notNow('withdrawn')
  if (outcome.told) return notNow('told')
  if (outcome.state !== 'approved') return notNow('notInForce')
  return outcome.stale ? notNow('stale') : allowed
}

/** Whether this person may take this step now: the page's buttons, the refusal and the tests share the answer. */
export function mayStep(actor: Asking, notice: NoticeMeta, act: NoticeAct, today: Day): Judged {
  const doers = doersOf[act]
  if (!doers.includes(actor.role)) return forbidden(`doer.${doers.length > 1 ? 'township' : doers[0]!}`)
  const decides = doers.includes('leading_group')
  if (decides && notice.proposedById === actor.accountId) return forbidden('ownProposal')
  if (decides && notice.near) return forbidden('near')
  if (notice.withdrawn) return notNow('withdrawn')
  if (!nextNoticeState(notice.state, act)) return notNow(`already.${notice.state}`)
  return conditions[act]?.(notice, today) ?? allowed
}

type Condition = (notice: NoticeMeta, today: Day) => Judged | null

/** What a step asks for beside its state; null when nothing is in its way. */
const conditions: Partial<Record<NoticeAct, Condition>> = {
  accept: ({ steps }) => (steps.some(({ kind }) => kind === 'late') ? null : notNow('nothingLate')),
  waive: notStale,
  lapse: (notice, today) => lapsing(notice, today) ?? notStale(notice),
  stop: ({ stops }) => (isStopped(stops) ? notNow('stopped') : null),
  resume: ({ stops }) => (isStopped(stops) ? null : notNow('running')),
  rereview: reReviewing,
  uphold: upholding,
  change: changing,
}

/** Time that stands still never runs out. */
function lapsing({ stops, dueOn }: NoticeMeta, today: Day): Judged | null {
  if (isStopped(stops) || dueOn === null) return notNow('standsStill')
  return clockOf(dueOn, today) === 'over' ? null : notNow('notOver', { day: dueOn })
}

function notStale({ stale }: NoticeMeta): Judged | null {
  return stale ? notNow('stale') : null
}

function reReviewing({ state, recheck, outcomeState }: NoticeMeta): Judged | null {
  if (outcomeState === 'superseded') return notNow('superseded')
  return state === 'replied' || recheck === 'cancelled' ? null : notNow(`recheck.${recheck}`)
}

/** It is upheld only while it is in force, whole, and looked at again. */
function upholding({ recheck, outcomeState, stale, groundStands }: NoticeMeta): Judged | null {
  if (outcomeState === 'superseded') return notNow('superseded')
  if (recheck !== 'answered') return notNow('notAnswered')
  if (stale) return notNow('staleUphold')
  return groundStands ? null : notNow('groundFallen')
}

/** The old outcome stays in force until another one was approved. */
function changing({ state, recheck, outcomeState }: NoticeMeta): Judged | null {
  if (state === 'rereview' && recheck === 'open') return notNow('notAnswered')
  return outcomeState === 'superseded' ? null : notNow('notSuperseded')
}

function forbidden(why: string): Judged {
  return { allowed: false, status: 403, reason: message(`notices:refused.${why}`) }
}

function notNow(why: string, values?: Message['values']): Judged {
  return { allowed: false, status: 409, reason: message(`notices:refused.${why}`, values) }
}
