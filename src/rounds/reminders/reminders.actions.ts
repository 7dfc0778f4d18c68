import { recorded } from '../../audit/recorded'
import { readCalendar } from '../../cycles/calendar/calendar.store'
import type { Tx } from '../../db/client'
import type { Deps } from '../../deps'
import { minuteInChina } from '../../lib/clock'
import { makeClockReminders } from './clocks.actions'
import { firstHour, kindOn } from './reminder'
import { type Ask, insertReminders, type NewReminder, openAsks, queueMails } from './reminders.store'

export type RemindersDeps = Pick<Deps, 'db' | 'clock' | 'config' | 'log'>

/** The clock is the program's own. */
export const system = { accountId: null, username: 'system', role: 'system', address: '', requestId: '' }

/**
 * Makes the reminders that are due today and are not there yet, with their mails where there is a mail server; gives how
 * many. Whoever calls, how often and from how many nodes: each is made once.
 */
export async function makeReminders({ db, clock, config }: RemindersDeps): Promise<number> {
  if (Number(minuteInChina(clock.now()).slice(11, 13)) < firstHour) return 0
  return recorded({ db, clock }, system, 'reminder.made', async (tx) => {
    const records = [
      ...(await makeRoundReminders(tx, { clock, config })),
      ...(await makeClockReminders(tx, { clock, config })),
    ]
    return { result: records.length, records }
  })
}

async function makeRoundReminders(tx: Tx, { clock, config }: Pick<Deps, 'clock' | 'config'>) {
  const asks = await openAsks(tx)
  const made = await insertReminders(tx, await dueToday(tx, asks, clock.today()), clock.now())
  const mails = config.mail ? await queueMails(tx, idsOf(made), clock.now()) : new Map<string, number>()
  return made.map(({ id, roundId, departmentId, kind, dueOn }) => {
    const { key = '', open = 0 } =
      asks.find((ask) => ask.roundId === roundId && ask.departmentId === departmentId) ?? {}
    return { type: 'round', id: roundId, details: { department: key, kind, dueOn, open, mails: mails.get(id) ?? 0 } }
  })
}

async function dueToday(tx: Tx, asks: Ask[], today: string): Promise<NewReminder[]> {
  const calendar = await readCalendar(tx)
  return asks.flatMap(({ roundId, departmentId, dueOn }) => {
    const kind = kindOn(today, dueOn, calendar)
    return kind ? [{ roundId, departmentId, kind, day: dueOn, dueOn }] : []
  })
}

function idsOf(made: { id: string }[]): string[] {
  return made.map(({ id }) => id)
}
