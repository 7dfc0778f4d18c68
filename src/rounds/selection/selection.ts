import { digestOf } from '../../lib/canonical'
import type { AskReason } from '../carry'
import type { RoundReason } from '../reason'

/** A passed candidate with every reason for a new round that applies, and what keeps them out of it. */
export type Selectable = {
  id: string
  name: string
  townshipId: string
  township: string
  team: string
  reasons: RoundReason[]
  /** The round, still out, or the recheck's, in which some department has not answered. */
  openRound: { id: string; number: number } | null
  /** Sent back by a department and not handed in again. */
  sentBack: boolean
}

/** One person of a round that is about to go out: who is asked and why, whose earlier review is used again. */
export type Selected = Pick<Selectable, 'id' | 'name' | 'townshipId' | 'township' | 'team' | 'reasons'> & {
  asked: { departmentId: string; why: AskReason }[]
  carried: { departmentId: string; originId: string }[]
}

/** Left out although a reason applies. */
export type LeftOut = { people: number; openRound: { id: string; number: number } | null }

export type Selection = { people: Selected[]; leftOut: LeftOut[] }

/** How many people of the cycle are still under way, by round: they are in no new one until it is over. */
export function openCounts(people: readonly Selectable[]): { id: string; number: number; people: number }[] {
  const rounds = new Map<string, { id: string; number: number; people: number }>()
  for (const { openRound } of people) {
    if (!openRound) continue
    const known = rounds.get(openRound.id) ?? { ...openRound, people: 0 }
    rounds.set(openRound.id, { ...known, people: known.people + 1 })
  }
  return [...rounds.values()].sort((a, b) => a.number - b.number)
}

/** Names exactly who goes out, why, and whose reviews are used again: what is issued is what was shown. */
export function selectionDigest(people: readonly Pick<Selected, 'id' | 'reasons' | 'carried'>[]): string {
  const rows = people.map(({ id, reasons, carried }) => ({
    id,
    reasons: [...reasons].sort(),
    carried: carried.map(({ departmentId }) => departmentId).sort(),
  }))
  return digestOf(rows.sort((a, b) => (a.id < b.id ? -1 : 1)))
}
