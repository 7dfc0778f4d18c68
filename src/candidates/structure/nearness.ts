import { type Message, message } from '../../lib/message'
import type { Kinship } from '../candidate'

/**
 * How the person behind an account is near to a candidate: the same person, a near relative whom the candidate has
 * declared (by ID number, else by name alone), or somebody from the candidate's own village.
 */
export type Nearness = { kind: 'self' } | { kind: 'relative'; kinship: Kinship; byNumber: boolean } | { kind: 'team' }

/** The same as a row of the database. */
export type NearWay = { kind: Nearness['kind']; kinship: Kinship | null; byNumber: boolean }

export function nearnessOf({ kind, kinship, byNumber }: NearWay): Nearness {
  return kind === 'relative' ? { kind, kinship: kinship!, byNumber } : { kind }
}

/** Certain by ID number: such a person neither answers for the candidate nor signs. Everything else is a hint. */
export function mustKeepAway(near: readonly Nearness[]): boolean {
  return near.some((one) => one.kind === 'self' || (one.kind === 'relative' && one.byNumber))
}

/** The nearest first; a relative who is known by number is not told a second time by name. */
export function nearestFirst(near: readonly Nearness[]): Nearness[] {
  const known = near.some((one) => one.kind === 'relative' && one.byNumber)
  const told = near.filter((one) => !(known && one.kind === 'relative' && !one.byNumber))
  return told.sort((a, b) => order(a) - order(b))
}

/** One phrase for each, in the words of namespace `nearness`. */
export function nearWords(near: readonly Nearness[]): Message[] {
  return nearestFirst(near).map((one) => {
    if (one.kind !== 'relative') return message(`nearness:kind.${one.kind}`)
    return message(`nearness:kind.relative.${one.byNumber ? 'byNumber' : 'byName'}.${one.kinship}`)
  })
}

function order(one: Nearness): number {
  if (one.kind === 'relative') return one.byNumber ? 1 : 2
  return one.kind === 'self' ? 0 : 3
}
