/**
 * Why a round takes a person in, in the order of lists: 新增 · 更正后重报 · 上轮未办结 · 暂缓期满 · 整改完成 · 结论待更新 ·
 * 有触发 · 全部复核 · 当选人回头看.
 */
export const roundReasons = [
  'new',
  'corrected',
  'unfinished',
  'hold_ended',
  'rectified',
  'stale',
  'triggered',
  'everyone',
  'elected',
] as const
export type RoundReason = (typeof roundReasons)[number]

/** Reasons that take in people of whom nothing new is known: the office asks for them on purpose. */
export const wideReasons: readonly RoundReason[] = ['everyone', 'elected']

/** What a round proposes by itself. */
export const usualReasons: RoundReason[] = roundReasons.filter((reason) => !wideReasons.includes(reason))

/**
 * The reasons under which a person goes into a round that was planned for `chosen`: those of their own, and of the wide
 * ones only what was chosen. Empty when none of the chosen ones is theirs.
 */
export function reasonsTaken(own: readonly RoundReason[], chosen: readonly RoundReason[]): RoundReason[] {
  if (!own.some((reason) => chosen.includes(reason))) return []
  return own.filter((reason) => chosen.includes(reason) || !wideReasons.includes(reason))
}
