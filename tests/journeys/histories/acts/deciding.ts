import { addDays } from '../../../../src/lib/day'
import { newId } from '../../../../src/lib/ids'
import type { Act } from '../act'
import {
  groundsOf,
  inForce,
  isSettled,
  type Item,
  knownOf,
  lastRound,
  type Life,
  openRechecks,
  type OutcomeWord,
  proposed,
  standingOf,
} from '../model'

/** Two weeks: the last day of a hold, and of putting right. */
export const term = 2

/** What is offered without a meeting. */
const offered: Record<string, readonly string[]> = { clear: ['eligible'], bar: ['ineligible', 'held'] }

export const mayPropose = (life: Life) => !isSettled(life) && !openRechecks(life).length

/** A proposal rests on what is known at that moment. */
export function propose(life: Life, outcome: OutcomeWord, ground: Item[], until: number): void {
  const rests = { standing: standingOf(life), known: knownOf(life), round: lastRound(life), ground, until }
  const nothing = { stale: null, staleAt: -1, final: false, notice: null, decidedAt: -1, proofAt: null, recheck: null }
  life.outcomes.push({ outcome, state: 'proposed', ...rests, ...nothing })
}

export function proposal(outcome: 'eligible' | 'ineligible' | 'held'): Act {
  return {
    name: `propose ${outcome}`,
    by: 'office',
    may: (life) => mayPropose(life) && (offered[standingOf(life)] ?? []).includes(outcome),
    ask({ id, stage }, life) {
      const until = outcome === 'held' ? addDays(stage.today(), 7 * term) : ''
      const said = { candidateIds: id, standing: standingOf(life), outcome, until, batchId: newId() }
      return { path: '/outcomes', fields: outcome === 'ineligible' ? { ...said, groundItems: 'B1' } : said }
    },
    leaves: (life) => propose(life, outcome, outcome === 'ineligible' ? ['B1'] : [], life.week + term),
  }
}

export function decide(path: 'approvals' | 'refusals' | 'take-backs', by: 'leader' | 'office'): Act {
  return {
    name: path,
    by,
    may(life) {
      const waiting = proposed(life)
      if (!waiting || path !== 'approvals') return waiting !== undefined
      return waiting.standing === standingOf(life) && waiting.ground.every((item) => groundsOf(life).includes(item))
    },
    ask({ seen }) {
      const named = (state: string) => seen.outcomes.findLast((one) => one.state === state)
      const outcome = named('proposed') ?? named('approved')
      return outcome ? { path: `/outcomes/${path}`, fields: { outcomeIds: outcome.id, words: '理由' } } : null
    },
    leaves(life) {
      const waiting = proposed(life)!
      waiting.decidedAt = life.now
      if (path !== 'approvals') return void (waiting.state = path === 'refusals' ? 'refused' : 'taken_back')
      const before = inForce(life)
      if (before) before.state = 'superseded'
      if (before?.notice?.state === 'served') before.notice.state = 'changed'
      waiting.state = 'approved'
    },
  }
}
