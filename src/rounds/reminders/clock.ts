import type { Calendar } from '../../cycles/calendar/working-days'
import { addDays, type Day } from '../../lib/day'
import { type ClockKind, kindOn, workingDayBefore } from './reminder'

/**
 * 暂缓到期 · 整改期限 · 整改材料待查 · 告知书待送达 · 申辩期限 · 申辩待复核 · 复核待答复: what waits for a day, or since one,
 * besides the opinions that departments owe.
 */
export const clockWords = ['hold', 'rectify', 'proof', 'serve', 'reply', 'rereview', 'answer'] as const
export type Clock = (typeof clockWords)[number]

/** Who is told: roles of the county, or everybody of the one township. */
export type Audience = 'office' | 'leading_group' | 'township'

export const hearersOf: Record<Clock, readonly Audience[]> = {
  hold: ['office'],
  rectify: ['office', 'township'],
  proof: ['office'],
  serve: ['office', 'township'],
  reply: ['office', 'township'],
  rereview: ['office'],
  answer: ['leading_group'],
}

/** Their day is the one since which somebody waits, not the last one: told of once, on the working day after. */
export const waiting: readonly Clock[] = ['proof', 'serve', 'rereview', 'answer']

/** These end in a cycle's own time: they are announced `ahead` days before, and told of on the working day before as all are. */
const announced: readonly Clock[] = ['hold', 'rectify']

/**
 * Which reminder of a clock's day is due today; null for none. `day` makes it one and no other: the day that it tells of,
 * or of the second word before that day, the working day before. `ahead`: the cycle's days before the end of a hold.
 */
export function clockReminderOn(
  clock: Clock,
  { dueOn, ahead }: { dueOn: Day; ahead: number },
  today: Day,
  calendar: Calendar,
): { kind: ClockKind; day: Day } | null {
  const kind = kindOn(today, dueOn, calendar)
  if (waiting.includes(clock)) return kind === 'after' ? { kind, day: dueOn } : null
  if (!announced.includes(clock) || today >= dueOn) return kind && { kind, day: dueOn }
  if (kind === 'before') return { kind, day: workingDayBefore(dueOn, calendar) }
  return today >= addDays(dueOn, -ahead) ? { kind: 'before', day: dueOn } : null
}
