import type { Actor } from '../../accounts/actor'
import { recorded, type Acting } from '../../audit/recorded'
import type { Day } from '../../lib/day'
import { Invalid, NotFound } from '../../lib/errors'
import { message } from '../../lib/message'
import { deleteCalendarDay, listCalendarYears, saveCalendarDay, saveCalendarYear } from './calendar.store'
import type { CalendarDayCommand } from '../cycle.form'
import { findPublicYear } from './public-holidays'
import { isWeekend } from './working-days'

/** Puts the State Council's holidays of a year into the county's calendar, over what was there. */
export function takePublicYear(acting: Acting, actor: Actor, year: number): Promise<void> {
  return recorded(acting, actor, 'calendar.changed', async (tx) => {
    const known = findPublicYear(year)
    if (!known) throw new NotFound()
    await saveCalendarYear(tx, year, known.days)
    return { result: undefined, record: { type: 'calendar', id: String(year), details: { days: known.days.length } } }
  })
}

/** Starts a year without any day, for the office to type in. */
export function startYear(acting: Acting, actor: Actor, year: number): Promise<void> {
  return recorded(acting, actor, 'calendar.changed', async (tx) => {
    if ((await listCalendarYears(tx)).includes(year)) throw new Invalid({ year: message('cycles:problem.yearThere') })
    await saveCalendarYear(tx, year, [])
    return { result: undefined, record: { type: 'calendar', id: String(year), details: { days: 0 } } }
  })
}

/** Enters or corrects one day; a day that is what its weekday says anyway is refused as a slip. */
export function enterDay(acting: Acting, actor: Actor, command: CalendarDayCommand): Promise<void> {
  return recorded(acting, actor, 'calendar.changed', async (tx) => {
    const { day, kind } = command
    if (!(await listCalendarYears(tx)).includes(yearOf(day)))
      throw new Invalid({ day: message('cycles:calendarMissing', { year: yearOf(day) }) })
    if (kind === 'workday' && !isWeekend(day)) throw new Invalid({ kind: message('cycles:problem.workdayAnyway') })
    await saveCalendarDay(tx, command)
    return { result: undefined, record: { type: 'calendar', id: day, details: { kind } } }
  })
}

export function removeDay(acting: Acting, actor: Actor, day: Day): Promise<void> {
  return recorded(acting, actor, 'calendar.changed', async (tx) => {
    if (!(await deleteCalendarDay(tx, day))) throw new NotFound()
    return { result: undefined, record: { type: 'calendar', id: day, details: { kind: 'removed' } } }
  })
}

function yearOf(day: Day): number {
  return Number(day.slice(0, 4))
}
