import { readCalendar } from '../../src/cycles/calendar/calendar.store'
import { isWorkingDay } from '../../src/cycles/calendar/working-days'
import type { Deps } from '../../src/deps'
import { clockOf, dayInChina } from '../../src/lib/clock'
import { addDays, type Day } from '../../src/lib/day'

/** What the seed's acts are given, and a clock that the seed moves forward through the last weeks. */
export type Story = {
  deps: Deps
  /** To a time of day (China) of the n-th working day before today. */
  moveTo(workingDaysAgo: number, time: string): Promise<Day>
  /** A few minutes on. */
  minutes(count: number): void
}

export function beginStory(deps: Deps, today: Day): Story {
  // Before there is a calendar the story begins five weeks back.
  let instant = instantOf(addDays(today, -35), '09:00')
  const clock = clockOf(() => new Date(instant))
  const forward = (to: Date) => {
    if (to <= instant) throw new Error('the demo story runs forward only: the audit trail is read in order of time')
    instant = to
  }
  return {
    deps: { ...deps, clock },
    moveTo: async (workingDaysAgo, time) => {
      const day = await workingDayBefore(deps, today, workingDaysAgo)
      forward(instantOf(day, time))
      return day
    },
    minutes: (count) => forward(new Date(instant.getTime() + count * 60_000)),
  }
}

/** Years that the story and the weeks after it touch. */
export function yearsOf(today: Day): number[] {
  const [from, to] = [addDays(today, -60), addDays(today, 60)].map((day) => Number(day.slice(0, 4)))
  return [...new Set([from!, to!])]
}

/** Every day of the story is before today, so that nothing in it lies in the future at any hour. */
async function workingDayBefore({ db }: Pick<Deps, 'db'>, today: Day, count: number): Promise<Day> {
  const calendar = await readCalendar(db)
  let day = today
  for (let left = count; left > 0;) {
    day = addDays(day, -1)
    if (isWorkingDay(day, calendar)) left -= 1
  }
  return day
}

/** China has had one time all year round since 1992. */
function instantOf(day: Day, time: string): Date {
  const instant = new Date(`${day}T${time}:00+08:00`)
  if (dayInChina(instant) !== day) throw new Error(`${day} ${time}`)
  return instant
}
