import type { Actor } from '../../accounts/actor'
import type { Act } from '../../audit/act'
import { recorded, type Acting } from '../../audit/recorded'
import { readCalendar } from '../../cycles/calendar/calendar.store'
import type { Tx } from '../../db/client'
import { dayInChina } from '../../lib/clock'
import type { Day } from '../../lib/day'
import { Invalid, NotFound, Refused } from '../../lib/errors'
import { message } from '../../lib/message'
import { refuseServedOn } from './issue/issue.actions'
import type { StepCommand } from './notice.form'
import { mayStep } from './notice.policy'
import {
  changeNotice,
  endStop,
  insertStep,
  insertStop,
  lockNotice,
  markFinal,
  type NoticeChange,
  type NoticeOnFile,
} from './notices.store'
import { replyDueOn, type Stop } from './reply-clock'
import { finalStates } from './re-review/re-review'
import { nextNoticeState, type NoticeAct } from './transitions'

/** What a step does beside its state: the day it happened, its words, what else of the notice changes. */
export type Step = { day: Day; words: string; change?: NoticeChange; act?: NoticeAct }

type Take = (tx: Tx, notice: NoticeOnFile, now: { today: Day; at: Date }) => Promise<Step> | Step

/**
 * One step of a notice: locks, judges, writes, records. `take` may find that the step is another one (a reply that comes
 * late). Gives the step that was taken.
 * @throws NotFound outside the actor's scope, Refused with the reason, Invalid
 */
export async function takeStep(
  deps: Acting,
  actor: Actor,
  { id, act, version, acted }: { id: string; act: NoticeAct; version: number; acted: Act },
  take: Take,
): Promise<NoticeAct> {
  const [today, at] = [deps.clock.today(), deps.clock.now()]
  return recorded(deps, actor, acted, async (tx) => {
    const notice = await lockNotice(tx, actor, id)
    if (!notice) throw new NotFound()
    judge(actor, notice, act, today)
    if (notice.version !== version) throw new Refused(message('notices:refused.newer'), 409)
    const step = await take(tx, notice, { today, at })
    const taken = step.act ?? act
    const state = nextNoticeState(notice.state, taken)!
    await changeNotice(tx, id, { ...step.change, state })
    await insertStep(tx, id, { kind: taken, day: step.day, at, accountId: actor.accountId, words: step.words })
    if (finalStates.some((one) => one === state)) await markFinal(tx, notice.outcomeId, at)
    const details = { candidateId: notice.candidateId, step: taken, day: step.day }
    return { result: taken, record: { type: 'notice', id, details } }
  })
}

export function serveNotice(deps: Acting, actor: Actor, id: string, command: StepCommand<'serve'>) {
  const asked = { id, act: 'serve', acted: 'notice.served', version: command.version } as const
  return takeStep(deps, actor, asked, (tx, notice, { today }) => handOver(tx, notice, command, today))
}

/** The day of handing over was written down wrongly: the clock is counted anew. */
export function correctServing(deps: Acting, actor: Actor, id: string, command: StepCommand<'correct'>) {
  const asked = { id, act: 'correct', acted: 'notice.corrected', version: command.version } as const
  return takeStep(deps, actor, asked, (tx, notice, { today }) => handOver(tx, notice, command, today))
}

/** What came in after the due day is on record as late; whether it counts is for the office to say. */
export function replyToNotice(deps: Acting, actor: Actor, id: string, command: StepCommand<'reply'>) {
  const asked = { id, act: 'reply', acted: 'notice.replied', version: command.version } as const
  return takeStep(deps, actor, asked, (_tx, notice, { today }) => {
    refuseDay(command.day, notice, today)
    const late = notice.dueOn !== null && command.day > notice.dueOn
    return { day: command.day, words: command.words, ...(late ? { act: 'late' as const } : {}) }
  })
}

export function acceptLateReply(deps: Acting, actor: Actor, id: string, { version, words }: StepCommand<'accept'>) {
  const asked = { id, act: 'accept', acted: 'notice.accepted', version } as const
  return takeStep(deps, actor, asked, (_tx, _notice, { today }) => ({ day: today, words }))
}

export function waiveReply(deps: Acting, actor: Actor, id: string, { version, day, words }: StepCommand<'waive'>) {
  const asked = { id, act: 'waive', acted: 'notice.waived', version } as const
  return takeStep(deps, actor, asked, (_tx, notice, { today }) => {
    refuseDay(day, notice, today)
    return { day, words }
  })
}

export function lapseNotice(deps: Acting, actor: Actor, id: string, { version, words }: StepCommand<'lapse'>) {
  const asked = { id, act: 'lapse', acted: 'notice.lapsed', version } as const
  return takeStep(deps, actor, asked, (_tx, _notice, { today }) => ({ day: today, words }))
}

/** The clock stands still from a day on that lies in the time for a reply. */
export function stopClock(deps: Acting, actor: Actor, id: string, { version, day, words }: StepCommand<'stop'>) {
  const asked = { id, act: 'stop', acted: 'notice.stopped', version } as const
  return takeStep(deps, actor, asked, async (tx, notice, { today }) => {
    refuseDay(day, notice, today)
    if (notice.dueOn !== null && day > notice.dueOn)
      throw new Invalid({ day: message('notices:problem.afterDue', { day: notice.dueOn }) })
    const last = notice.stops.at(-1)?.to
    if (last && day <= last) throw new Invalid({ day: message('notices:problem.inStop', { day: last }) })
    await insertStop(tx, id, day, words)
    return { day, words, change: await counted(tx, notice, [...notice.stops, { from: day, to: null }]) }
  })
}

/** `day` is the last one that does not count. */
export function resumeClock(deps: Acting, actor: Actor, id: string, { version, day, words }: StepCommand<'resume'>) {
  const asked = { id, act: 'resume', acted: 'notice.resumed', version } as const
  return takeStep(deps, actor, asked, async (tx, notice, { today }) => {
    const open = notice.stops.at(-1)!
    if (day > today) throw new Invalid({ day: message('notices:problem.later') })
    if (day < open.from) throw new Invalid({ day: message('notices:problem.beforeStop', { day: open.from }) })
    await endStop(tx, id, day)
    return { day, words, change: await counted(tx, notice, [...notice.stops.slice(0, -1), { ...open, to: day }]) }
  })
}

function judge(actor: Actor, notice: NoticeOnFile, act: NoticeAct, today: Day): void {
  const judged = mayStep(actor, notice, act, today)
  if (!judged.allowed) throw new Refused(judged.reason, judged.status)
}

async function handOver(
  tx: Tx,
  notice: NoticeOnFile,
  { servedOn, servedHow, words }: StepCommand<'serve'>,
  today: Day,
): Promise<Step> {
  refuseServedOn(servedOn, { today, earliest: dayInChina(notice.decidedAt) })
  const change = await counted(tx, { ...notice, servedOn }, notice.stops)
  return { day: servedOn, words, change: { ...change, servedOn, servedHow } }
}

async function counted(
  tx: Tx,
  { servedOn, replyWorkingDays }: Pick<NoticeOnFile, 'servedOn' | 'replyWorkingDays'>,
  stops: Stop[],
): Promise<NoticeChange> {
  return { replyDueOn: replyDueOn(servedOn!, replyWorkingDays, stops, await readCalendar(tx)) }
}

/** Between the handing over and today. */
function refuseDay(day: Day, { servedOn }: NoticeOnFile, today: Day): void {
  if (day > today) throw new Invalid({ day: message('notices:problem.later') })
  if (servedOn && day < servedOn) throw new Invalid({ day: message('notices:problem.beforeServed', { day: servedOn }) })
}
