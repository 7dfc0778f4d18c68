import type { Actor } from '../../accounts/actor'
import { recorded, type Acting, type Recorded } from '../../audit/recorded'
import { readCalendar } from '../../cycles/calendar/calendar.store'
import { findCycle } from '../../cycles/cycles.store'
import { addWorkingDays } from '../../cycles/calendar/working-days'
import type { Tx } from '../../db/client'
import type { Deps } from '../../deps'
import type { Day } from '../../lib/day'
import { NotFound, Refused } from '../../lib/errors'
import { message } from '../../lib/message'
import type { Round } from '../round'
import { insertReminders, queueMails } from '../reminders/reminders.store'
import { lockRound } from '../rounds.store'
import { chaseable, chaseProblem, type DepartmentDue, extensionProblem } from './due'
import { departmentDues, lockIssuedRounds, overdueDepartments, saveChases, saveExtension } from './due.store'

type Place = { roundId: string; departmentId: string }
type Late = DepartmentDue & { round: { id: string } }
/** With what tells whether there is a mail server. */
type Mailing = Acting & Pick<Deps, 'config'>

/**
 * Gives one department more time, once, by the cycle's working days counted from the round's due day. Gives the new day.
 * @throws Refused 409 when it was extended before, owes nothing or would still be late; CalendarMissing for a year
 * without a calendar.
 */
export async function extendDue(acting: Acting, actor: Actor, place: Place, words: string): Promise<Day> {
  return recorded(acting, actor, 'round.extended', async (tx) => {
    const { round, due } = await locked(tx, place)
    const day = await extendedDay(tx, round, due)
    if (day < acting.clock.today()) throw new Refused(message('rounds:due.refused.late', { day }), 409)
    await saveExtension(tx, place, { dueOn: day, words, byId: actor.accountId, at: acting.clock.now() })
    const details = { department: due.key, from: due.dueOn, to: day }
    return { result: day, record: { type: 'round', id: round.id, details } }
  })
}

/** The day that a department's time would be extended to. @throws Refused, CalendarMissing */
export async function extendedDay(tx: Tx, round: Round, due: DepartmentDue): Promise<Day> {
  const { extensionWorkingDays } = (await findCycle(tx, round.cycleId))!
  const problem = extensionProblem(round, due, extensionWorkingDays)
  if (problem) throw new Refused(problem, 409)
  return addWorkingDays(due.dueOn, extensionWorkingDays, await readCalendar(tx))
}

/** 催办: the department reads it above its work until everything is signed. Once a day. */
export async function chase(acting: Mailing, actor: Actor, place: Place): Promise<DepartmentDue> {
  return recorded(acting, actor, 'round.chased', async (tx) => {
    const { round, due } = await locked(tx, place)
    const problem = chaseProblem(round, due, acting.clock.today())
    if (problem) throw new Refused(problem, 409)
    const records = await chased(tx, acting, actor, [{ ...due, round }])
    return { result: due, records }
  })
}

/**
 * 一键催办: every department that is late in a round that is out and that nobody has chased today; each leaves its own row
 * in the audit. Gives how many. @throws Refused 409 when there is none.
 */
export async function chaseAll(acting: Mailing, actor: Actor): Promise<number> {
  return recorded(acting, actor, 'round.chased', async (tx) => {
    await lockIssuedRounds(tx)
    const today = acting.clock.today()
    const late = chaseable(await overdueDepartments(tx, today), today)
    if (!late.length) throw new Refused(message('rounds:overdue.nobody'), 409)
    return { result: late.length, records: await chased(tx, acting, actor, late) }
  })
}

/** Writes the chases and tells the departments, by e-mail where there is a mail server; gives what the audit notes. */
async function chased(
  tx: Tx,
  { clock, config }: Mailing,
  { accountId: byId }: Actor,
  late: Late[],
): Promise<Recorded[]> {
  const places = late.map(({ round, departmentId }) => ({ roundId: round.id, departmentId }))
  await saveChases(tx, places, { byId, at: clock.now() })
  const asks = late.map(({ dueOn }, n) => ({ ...places[n]!, dueOn, kind: 'chase' as const, day: clock.today() }))
  const made = await insertReminders(tx, asks, clock.now())
  const ids = made.map(({ id }) => id)
  const mails = config.mail ? await queueMails(tx, ids, clock.now()) : new Map<string, number>()
  return late.map(({ key, open, round, departmentId }) => {
    const reminder = made.find((one) => one.roundId === round.id && one.departmentId === departmentId)
    const details = { department: key, open, mails: mails.get(reminder?.id ?? '') ?? 0 }
    return { type: 'round', id: round.id, details }
  })
}

/** The round's row is locked: two clicks are judged one after the other. */
async function locked(tx: Tx, { roundId, departmentId }: Place): Promise<{ round: Round; due: DepartmentDue }> {
  const round = await lockRound(tx, roundId)
  const due = round && (await departmentDues(tx, roundId)).find((one) => one.departmentId === departmentId)
  if (!due) throw new NotFound()
  return { round, due }
}
