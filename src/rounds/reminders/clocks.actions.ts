import { readCalendar } from '../../cycles/calendar/calendar.store'
import type { Tx } from '../../db/client'
import type { Deps } from '../../deps'
import { clockReminderOn } from './clock'
import { insertClockReminders, type NewClockReminder, openClocks } from './clocks.store'
import { queueMails } from './reminders.store'

/**
 * Holds, things to be put right, notices and replies whose day is near, there or over: told once each to who has to see to
 * them. Gives what the audit notes.
 */
export async function makeClockReminders(tx: Tx, { clock, config }: Pick<Deps, 'clock' | 'config'>) {
  const made = await insertClockReminders(tx, await dueToday(tx, clock.today()), clock.now())
  const ids = made.map(({ id }) => id)
  const mails = config.mail ? await queueMails(tx, ids, clock.now()) : new Map<string, number>()
  return made.map(({ id, cycleId, townshipId, clock: word, audience, kind, dueOn, open }) => {
    const details = { clock: word, audience, townshipId, kind, dueOn, open, mails: mails.get(id) ?? 0 }
    return { type: 'cycle', id: cycleId, details }
  })
}

async function dueToday(tx: Tx, today: string): Promise<NewClockReminder[]> {
  const [asks, calendar] = [await openClocks(tx), await readCalendar(tx)]
  return asks.flatMap((ask) => {
    const due = clockReminderOn(ask.clock, ask, today, calendar)
    return due ? [{ ...ask, ...due }] : []
  })
}
