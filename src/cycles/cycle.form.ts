import { z } from 'zod'
import { isDay, type Day } from '../lib/day'
import { Invalid } from '../lib/errors'
import { line, optionalLine, optionalNumber, readFields, several, tick, wholeNumber } from '../lib/form'
import { message } from '../lib/message'
import { educationCodes } from './cycle'

const problem = (name: string) => `cycles:problem.${name}`
const day = (error: string) => line(10, error).refine(isReasonableDay, error)

const cycle = z.object({
  name: line(60, problem('name')),
  startsOn: day(problem('startsOn')),
  lastTermStart: day(problem('lastTermStart')),
  dueWorkingDays: wholeNumber(1, 30, problem('dueWorkingDays')),
  reuseDays: wholeNumber(0, 365, problem('reuseDays')),
  extensionWorkingDays: wholeNumber(0, 30, problem('extensionWorkingDays')),
  replyWorkingDays: wholeNumber(1, 60, problem('replyWorkingDays')),
  holdReminderDays: wholeNumber(0, 60, problem('holdReminderDays')),
  quorum: wholeNumber(1, 50, problem('quorum')),
  minAge: optionalNumber(18, 100, problem('minAge')),
  maxAge: optionalNumber(18, 100, problem('maxAge')),
  partyPostsNeedMembership: tick,
  minEducation: optionalLine(2, problem('minEducation'))
    .refine((code) => code === '' || educationCodes.some((one) => one === code), problem('minEducation'))
    .transform((code) => code || null),
  departments: several(60, problem('departments')),
  seen: z.string().max(64).default(''),
})

/** `departments` are keys; their order is the county's. */
export type CycleCommand = z.output<typeof cycle>

export function readCycle(body: unknown): CycleCommand {
  const command = readFields(cycle, body)
  const problems = acrossFields(command)
  if (Object.keys(problems).length > 0) throw new Invalid(problems)
  return command
}

const calendarDay = z.object({
  day: day(problem('calendarDay')),
  kind: z.enum(['holiday', 'workday'], { error: problem('calendarKind') }),
  name: line(30, problem('calendarName')),
})
const removedDay = z.object({ day: day(problem('calendarDay')) })
const calendarYear = z.object({ year: wholeNumber(2000, 2100, problem('calendarYear')) })

export type CalendarDayCommand = z.output<typeof calendarDay>
export const readCalendarDay = (body: unknown): CalendarDayCommand => readFields(calendarDay, body)
export const readRemovedDay = (body: unknown): Day => readFields(removedDay, body).day
export const readCalendarYear = (body: unknown): number => readFields(calendarYear, body).year

function acrossFields(command: CycleCommand) {
  const { startsOn, lastTermStart, minAge, maxAge } = command
  return {
    ...(lastTermStart < startsOn ? {} : { lastTermStart: message(problem('lastTermAfter')) }),
    ...(minAge !== null && maxAge !== null && minAge > maxAge ? { maxAge: message(problem('ages')) } : {}),
  }
}

/** A day of a term that somebody now alive remembers: a slip of the finger is told, not stored. */
function isReasonableDay(text: string): boolean {
  return isDay(text) && text >= '1980-01-01' && text <= '2100-12-31'
}
