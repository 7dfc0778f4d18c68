import type { Day } from '../../src/lib/day'
import { barSayings, disputedSayings, gapSayings, holdSayings, lapsedSayings, referSayings, type Saying } from './cases'
import type { Random } from './random'

/** What becomes of somebody in the story. `resubmitted`: sent back by a department, handed in again, and answered. */
type FateWord =
  | 'bar'
  | 'refer'
  | 'hold'
  | 'disputed'
  | 'gap'
  | 'lapsed'
  | 'returned'
  | 'resubmitted'
  | 'withdrawn'
  | 'recused'
  | 'clear'

export type Fate = { fate: FateWord; sayings: Saying[] }

/** Every department has signed for these townships (by place on the list); the others are half-way. */
export const finishedTownships = 5

/** In the finished townships. Of the barred 50 are struck off, with five of the referred: 55 in the first batch. */
const finished: Partial<Record<FateWord, number>> = {
  bar: 54,
  refer: 18,
  hold: 7,
  disputed: 5,
  gap: 4,
  lapsed: 10,
  returned: 3,
  resubmitted: 2,
  withdrawn: 3,
  recused: 2,
}

const halfWay: Partial<Record<FateWord, number>> = {
  bar: 12,
  refer: 14,
  hold: 5,
  disputed: 3,
  gap: 2,
  lapsed: 6,
  returned: 4,
  withdrawn: 2,
}

/** Before court and police have answered, others have: what they bar is barred already. */
const early = ['organisation', 'political_legal']

/** A fate for everybody in the round; `isFinished` says by person in which half the township is. */
export function dealFates(
  people: { id: string; isFinished: boolean }[],
  random: Random,
  reference: Day,
): Map<string, Fate> {
  const fates = new Map<string, Fate>(people.map(({ id }) => [id, { fate: 'clear', sayings: [] }]))
  for (const half of [true, false]) {
    const left = random.shuffled(people.filter(({ isFinished }) => isFinished === half))
    for (const [word, count] of Object.entries(half ? finished : halfWay)) {
      const fate = word as FateWord
      for (const { id } of left.splice(0, count))
        fates.set(id, { fate, sayings: sayingsOf(fate, random, reference, half) })
    }
  }
  return fates
}

function sayingsOf(fate: FateWord, random: Random, reference: Day, isFinished: boolean): Saying[] {
  if (fate === 'bar') return barSayings(random, reference, isFinished ? undefined : early)
  if (fate === 'refer') return referSayings(random, reference)
  if (fate === 'hold') return holdSayings(random, reference)
  if (fate === 'disputed') return disputedSayings(random, reference)
  if (fate === 'gap') return gapSayings(random)
  return fate === 'lapsed' ? lapsedSayings(random, reference) : []
}
