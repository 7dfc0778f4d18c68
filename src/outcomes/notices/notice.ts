import type { Day } from '../../lib/day'
import type { OutcomeState } from '../transitions'
import type { Stop } from './reply-clock'
import type { NoticeAct, NoticeState } from './transitions'

/** 送达方式 */
export const handOvers = ['direct', 'proxy', 'left', 'post', 'announcement'] as const
export type HandOver = (typeof handOvers)[number]

/** What the person is told, as the office wrote it. */
export type NoticeText = { documentNumber: string; gist: string; basis: string; wayToReply: string }

/** One step: who, when, on what ground. `day` is when it happened outside, `words` the reply's words or the reason. */
export type NoticeStep = { kind: NoticeAct | 'issue'; day: Day; at: Date; person: string; role: string; words: string }

/** Everything of a notice that judging a step asks for. */
export type NoticeMeta = {
  state: NoticeState
  version: number
  withdrawn: boolean
  servedOn: Day | null
  /** Null before it was handed over and while the clock stands still. */
  dueOn: Day | null
  stops: (Stop & { words: string })[]
  steps: NoticeStep[]
  recheck: 'open' | 'answered' | 'cancelled' | null
  outcomeState: OutcomeState
  /** A later change would alter the standing. */
  stale: boolean
  /** Whether the standing of now still confirms every item that the outcome rests on. */
  groundStands: boolean
  proposedById: string
  /** Whether who asks is near to the person (src/candidates/structure/nearness.ts): such a person does not answer. */
  near: boolean
}

/** An outcome of which a person may have to be told. */
export type Untold = { outcome: string; state: OutcomeState; stale: boolean; withdrawn: boolean; told: boolean }
