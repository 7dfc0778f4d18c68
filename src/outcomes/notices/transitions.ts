import type { Role } from '../../accounts/role'

/** 已签发 · 已告知 · 已提出申请 · 放弃申请 · 逾期未申请 · 复核中 · 维持原结论 · 已改变 */
export const noticeStates = [
  'issued',
  'served',
  'replied',
  'waived',
  'lapsed',
  'rereview',
  'upheld',
  'changed',
] as const
export type NoticeState = (typeof noticeStates)[number]

export const noticeActs = [
  'serve',
  'correct',
  'reply',
  'late',
  'accept',
  'waive',
  'lapse',
  'stop',
  'resume',
  'rereview',
  'uphold',
  'change',
  'supersede',
] as const
export type NoticeAct = (typeof noticeActs)[number]

type Next = Partial<Record<NoticeAct, NoticeState>>

/**
 * state × act → next; what is not here cannot happen (docs/states.md prints it). `late` is a reply after the due day: it
 * is on record, but only `accept` makes it a reply. `supersede` comes with the approval of another outcome; where a
 * person has asked, the leading group answers instead (`change`).
 */
export const noticeTransitions: Record<NoticeState, Next> = {
  issued: { serve: 'served', supersede: 'changed' },
  served: {
    correct: 'served',
    reply: 'replied',
    late: 'served',
    accept: 'replied',
    waive: 'waived',
    lapse: 'lapsed',
    stop: 'served',
    resume: 'served',
    supersede: 'changed',
  },
  replied: { rereview: 'rereview', change: 'changed' },
  waived: {},
  lapsed: {},
  // Once more where the office cancelled the recheck that it had opened.
  rereview: { rereview: 'rereview', uphold: 'upheld', change: 'changed' },
  upheld: {},
  changed: {},
}

const office: readonly Role[] = ['office']
const township: readonly Role[] = ['office', 'township_clerk', 'township_lead']
const leadingGroup: readonly Role[] = ['leading_group']

/** Who takes a step; `supersede` goes along with the approval. */
export const doersOf: Record<NoticeAct, readonly Role[]> = {
  serve: township,
  correct: office,
  reply: township,
  late: township,
  accept: office,
  waive: township,
  lapse: office,
  stop: office,
  resume: office,
  rereview: office,
  uphold: leadingGroup,
  change: leadingGroup,
  supersede: leadingGroup,
}

export function nextNoticeState(state: NoticeState, act: NoticeAct): NoticeState | null {
  return noticeTransitions[state][act] ?? null
}
