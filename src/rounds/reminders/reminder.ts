import { addWorkingDays, type Calendar, CalendarMissing, isWorkingDay } from '../../cycles/calendar/working-days'
import { addDays, type Day } from '../../lib/day'

/** The working day before the due day · on it · the working day after · 催办 */
export const reminderKinds = ['before', 'on', 'after', 'chase'] as const
export type ReminderKind = (typeof reminderKinds)[number]
export type ClockKind = Exclude<ReminderKind, 'chase'>

/** Nobody is reminded at midnight: from this hour on in China. */
export const firstHour = 8

/**
 * Which reminder of a due day is due today; null for none. A day that was missed (nothing ran) is made up for as long as
 * it still says something true: `before` until the due day, `after` from its day on.
 */
export function kindOn(today: Day, dueOn: Day, calendar: Calendar): ClockKind | null {
  if (today === dueOn) return 'on'
  if (today < dueOn) return today >= workingDayBefore(dueOn, calendar) ? 'before' : null
  return today >= workingDayAfter(dueOn, calendar) ? 'after' : null
}

export type MailState = 'queued' | 'sent' | 'refused' | 'needless'
export type MailAct = 'deliver' | 'put_off' | 'refuse' | 'drop'

/** state × act → next; nothing leaves an end, so a mail that went out does not go out again (docs/states.md prints it). */
export const mailTransitions: Record<MailState, Partial<Record<MailAct, MailState>>> = {
  queued: { deliver: 'sent', put_off: 'queued', refuse: 'refused', drop: 'needless' },
  sent: {},
  refused: {},
  needless: {},
}

const minute = 60_000

/** How long the node that has begun to send keeps a mail for itself: longer than a mail server may take to answer. */
export const lease = 5 * minute

/** When to try again after so many tries: 2, 4, 8 … minutes, at most an hour; and never given up. */
export function nextTry(tries: number, now: Date): Date {
  return new Date(now.getTime() + Math.min(2 ** tries, 60) * minute)
}

// A reminder is no term of the law: in a year whose holidays nobody has entered, the plain day before and after do.
export function workingDayBefore(day: Day, calendar: Calendar): Day {
  try {
    let before = addDays(day, -1)
    while (!isWorkingDay(before, calendar)) before = addDays(before, -1)
    return before
  } catch (error) {
    if (error instanceof CalendarMissing) return addDays(day, -1)
    throw error
  }
}

function workingDayAfter(day: Day, calendar: Calendar): Day {
  try {
    return addWorkingDays(day, 1, calendar)
  } catch (error) {
    if (error instanceof CalendarMissing) return addDays(day, 1)
    throw error
  }
}
