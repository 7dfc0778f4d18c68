import type { Actor } from '../../accounts/actor'
import { recorded, type Acting } from '../../audit/recorded'
import { readCalendar } from '../../cycles/calendar/calendar.store'
import { findCycle } from '../../cycles/cycles.store'
import { addWorkingDays } from '../../cycles/calendar/working-days'
import type { Tx } from '../../db/client'
import type { Deps } from '../../deps'
import { dayInChina } from '../../lib/clock'
import type { Day } from '../../lib/day'
import { NotFound, Refused } from '../../lib/errors'
import { message } from '../../lib/message'
import type { Round } from '../round'
import { insertReminders, queueMails } from '../reminders/reminders.store'
import { lockRound } from '../rounds.store'
import { chaseProblem, type DepartmentDue, extensionProblem } from './due'
import { departmentDues, saveChase, saveExtension } from './due.store'

type Place = { roundId: string; departmentId: string }
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
    const chasedOn = due.chasedAt && dayInChina(due.chasedAt)
    const problem = chaseProblem(round, { ...due, chasedOn }, acting.clock.today())
    if (problem) throw new Refused(problem, 409)
    await saveChase(tx, place, { byId: actor.accountId, at: acting.clock.now() })
    const mails = await remindOfChase(tx, acting, { ...place, dueOn: due.dueOn })
    const details = { department: due.key, open: due.open, mails }
    return { result: due, record: { type: 'round', id: round.id, details } }
  })
}

/** The chase as a reminder, with its mails where there is a mail server; gives how many. */
async function remindOfChase(tx: Tx, { clock, config }: Mailing, of: Place & { dueOn: Day }): Promise<number> {
  const made = await insertReminders(tx, [{ ...of, kind: 'chase', day: clock.today() }], clock.now())
  if (!config.mail) return 0
  const ids = made.map(({ id }) => id)
  return [...(await queueMails(tx, ids, clock.now())).values()].reduce((sum, count) => sum + count, 0)
}

/** The round's row is locked: two clicks are judged one after the other. */
async function locked(tx: Tx, { roundId, departmentId }: Place): Promise<{ round: Round; due: DepartmentDue }> {
  const round = await lockRound(tx, roundId)
  const due = round && (await departmentDues(tx, roundId)).find((one) => one.departmentId === departmentId)
  if (!due) throw new NotFound()
  return { round, due }
}
