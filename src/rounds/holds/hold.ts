import { type Day, daysBetween } from '../../lib/day'
import type { Tone } from '../../lib/tone'

/** 尚未到期 · 即将到期 · 今天到期 · 已过期 · 已交整改材料 · 已重新审查 */
export type HoldStatus = 'running' | 'soon' | 'ends_today' | 'overdue' | 'proof' | 'looked_at'

export const holdTones: Record<HoldStatus, Tone> = {
  running: 'plain',
  soon: 'hold',
  ends_today: 'hold',
  overdue: 'bar',
  proof: 'waiting',
  looked_at: 'clear',
}

/** An outcome in force that lasts until a day: a hold, or something to be put right. */
export type Hold = {
  outcome: 'held' | 'rectify'
  until: Day
  /** The round that has looked at the person again since the day had come; null while none has. */
  lookedAt: number | null
  /** The day on which proof of putting right was handed in. */
  proofOn: Day | null
}

/** How a hold stands today. Nothing changes by itself when the day comes: the next round proposes the person. */
export function holdStatus({ until, lookedAt, proofOn }: Hold, today: Day, reminderDays: number): HoldStatus {
  if (lookedAt !== null) return 'looked_at'
  if (proofOn !== null) return 'proof'
  const left = daysBetween(today, until)
  if (left < 0) return 'overdue'
  if (left === 0) return 'ends_today'
  return left <= reminderDays ? 'soon' : 'running'
}
