import type { Item } from '../../criteria/criteria'
import { canonicalJson, digestOf } from '../../lib/canonical'
import type { Day } from '../../lib/day'
import type { Answer } from '../../standings/standing'
import type { QueueFilter, QueueShow } from '../queue/queue-filter'
import type { Answers } from '../review'

/** 核查方式: asked in a system, compared with a ledger, read in the archive, answered by letter. */
export const methods = ['system', 'ledger', 'archive', 'letter'] as const
export type Method = (typeof methods)[number]

/** What the answers rest on. `ground`: the provision that allowed the query, where the law asks for one. */
export type AnsweringBasis = { source: string; consultedOn: Day; method: Method; ground: string | null }

/** The states of the queue whose people may be answered for. */
export const offeredShows: readonly QueueShow[] = ['todo', 'drafted', 'all']

/** Whom: everybody whom the queue's filter shows, or those ticked. */
export type People = { filter: QueueFilter; ids: string[] | null }

/** What is to be answered `none`, for whom, on which basis. */
export type Choice = { roundId: string; items: string[]; people: People; basis: AnsweringBasis }

/** As many as one act answers: a department's list of a county, and what a transaction writes in some seconds. */
export const mostTogether = 2000

/** The one answer that is given together; what was found is always answered one by one. */
export const plainNone: Answer = { answer: 'none', facts: [] }

/**
 * 治安管理处罚法 136: records of police penalties are sealed since this day, and a query names the state provision that
 * allowed it (domain §3.6). Items that look back some years are those that the police answer from such records.
 */
const sealedSince: Day = '2026-01-01'

/** Codes of the items for which this department's query on this day must name its ground. */
export function itemsWithGround(items: readonly Item[], departmentKey: string, consultedOn: Day): string[] {
  if (departmentKey !== 'police' || consultedOn < sealedSince) return []
  return items.filter(({ window }) => window.startsWith('years')).map(({ code }) => code)
}

/** The chosen items that this review owns and has not answered, in the order of the list. */
export function openCodes(owned: readonly Item[], items: readonly string[], answers: Answers): string[] {
  return owned.map(({ code }) => code).filter((code) => items.includes(code) && !answers[code])
}

/** The answers with `none` for these items. */
export function answeredNone(answers: Answers, codes: readonly string[]): Answers {
  return { ...answers, ...Object.fromEntries(codes.map((code) => [code, plainNone])) }
}

/** The answers without those of these items that are still the plain `none` that was given together. */
export function withoutNone(answers: Answers, codes: readonly string[]): Answers {
  const gone = new Set(codes.filter((code) => canonicalJson(answers[code] ?? null) === canonicalJson(plainNone)))
  return Object.fromEntries(Object.entries(answers).filter(([code]) => !gone.has(code)))
}

/** Names what a preview showed: who is covered, in which version, by which items. */
export function coverageDigest(covered: readonly { review: { id: string; version: number }; codes: string[] }[]) {
  return digestOf(covered.map(({ review, codes }) => `${review.id}:${review.version}:${codes.join(',')}`).sort())
}
