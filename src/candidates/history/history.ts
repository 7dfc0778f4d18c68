import type { Day } from '../../lib/day'
import type { Changes } from '../candidate'
import type { EventKind } from '../transitions'

/**
 * What a case's other features add to the file's own events, in the order in which they follow from one another where
 * one act does several: signing answers a recheck, approving puts an older outcome behind, a lapse makes one final.
 */
export const furtherKinds = [
  'number_shown',
  'packet_downloaded',
  'export_taken',
  'attached',
  'detached',
  'round_issued',
  'round_closed',
  'trigger_recorded',
  'trigger_taken_up',
  'trigger_set_aside',
  'carried',
  'recused',
  'recheck_opened',
  'signed',
  'recheck_answered',
  'recheck_cancelled',
  'placed',
  'taken_off',
  'decided',
  'stale',
  'proposed',
  'approved',
  'refused',
  'taken_back',
  'superseded',
  'notice_issued',
  'notice_step',
  'final',
  'rectified',
  'elected',
] as const
export type HistoryKind = EventKind | (typeof furtherKinds)[number]

/** Who signed which answers: read as they were signed, by the list of their round. */
export type SignedOpinion = {
  reviewId: string
  criteriaSetId: string
  answers: unknown
  drafter: string | null
  signedFor: string | null
}

/**
 * One step of a case: who did what, when, on what ground. `unit` is the department of whoever did it, `code` the word that
 * the kind needs (an outcome, a decision, a step of a notice), `items` are item codes.
 */
export type HistoryEntry = {
  kind: HistoryKind
  at: Date
  person: string | null
  role: string | null
  unit: { name: string; nameEn: string } | null
  round: number | null
  pass: number | null
  code: string | null
  items: string[]
  day: Day | null
  words: string | null
  number: string | null
  /** The post that somebody was elected to. */
  post: string | null
  changes: Changes | null
  opinion: SignedOpinion | null
  digest: string | null
  /** The id of the record that can be read on its own page. */
  record: string | null
}

const nothingElse: Omit<HistoryEntry, 'kind' | 'at'> = {
  person: null,
  role: null,
  unit: null,
  round: null,
  pass: null,
  code: null,
  items: [],
  day: null,
  words: null,
  number: null,
  post: null,
  changes: null,
  opinion: null,
  digest: null,
  record: null,
}

export type NewEntry = Pick<HistoryEntry, 'kind' | 'at'> & Partial<HistoryEntry>

export function entryOf(said: NewEntry): HistoryEntry {
  return { ...nothingElse, ...said }
}

/** Newest first; of one moment what followed stands above what it followed from. */
export function newestFirst(entries: HistoryEntry[]): HistoryEntry[] {
  return entries.toSorted((a, b) => b.at.getTime() - a.at.getTime() || placeOf(b) - placeOf(a))
}

/** The file's own steps come before everything that follows from them. */
function placeOf({ kind }: HistoryEntry): number {
  return (furtherKinds as readonly string[]).indexOf(kind)
}

/** As many steps of one kind as a case can have; a bound, not a page. */
export const mostSteps = 500
