import type { NoticeMeta } from '../../../src/outcomes/notices/notice'

/** A notice handed over on Monday 2026-01-12; the last day for a reply is Thursday 2026-01-15. */
export function noticeOf(over: Partial<NoticeMeta> = {}): NoticeMeta {
  return {
    state: 'served',
    version: 1,
    withdrawn: false,
    servedOn: '2026-01-12',
    dueOn: '2026-01-15',
    stops: [],
    steps: [],
    recheck: null,
    outcomeState: 'approved',
    stale: false,
    groundStands: true,
    proposedById: 'proposer',
    near: false,
    ...over,
  }
}

export const stopped: Partial<NoticeMeta> = { dueOn: null, stops: [{ from: '2026-01-13', to: null, words: '洪水' }] }
export const late = { kind: 'late', day: '2026-01-16', at: new Date(0), person: '', role: '', words: '' } as const
