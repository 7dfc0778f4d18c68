import type { Day } from '../../lib/day'

/** What made it known: 台账 · 群众反映 · 处分通报 · 本单位申请 */
export const triggerKinds = ['ledger', 'objection', 'sanction', 'request'] as const
export type TriggerKind = (typeof triggerKinds)[number]

/** Something that became known and asks one department, or all of them (null), to look at a person again. */
export type NewTrigger = {
  candidateId: string
  departmentId: string | null
  kind: TriggerKind
  words: string
  /** A letter's number, a ledger's version. */
  source: string
  reportedOn: Day
}
