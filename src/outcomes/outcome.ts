import type { Day } from '../lib/day'
import { message, type Message } from '../lib/message'
import type { Standing, StandingWord } from '../standings/standing'

export type OutcomeWord = 'eligible' | 'ineligible' | 'held' | 'eligible_with_reasons' | 'rectify'
export type Ground = 'bar' | 'refer'

/** What the office wants decided about candidates of one standing (rules §5). */
export type Proposal = {
  outcome: OutcomeWord
  /** Codes of the items that an `ineligible` rests on. */
  groundItems: string[]
  /** Last day of a hold, or of putting right. */
  until: Day | null
  /** For `rectify`: what is to be put right; else remarks. */
  words: string
  deliberationId: string | null
}

type Offer = { outcomes: readonly OutcomeWord[]; deliberation: boolean; ground: Ground | null; many: boolean }

const nothing: Offer = { outcomes: [], deliberation: false, ground: null, many: false }

/** rules §5 as a table: which outcomes a standing allows, and what they need. */
export const offers: Record<StandingWord, Offer> = {
  clear: { outcomes: ['eligible'], deliberation: false, ground: null, many: true },
  bar: { outcomes: ['ineligible', 'held'], deliberation: false, ground: 'bar', many: false },
  refer: {
    outcomes: ['eligible_with_reasons', 'ineligible', 'rectify'],
    deliberation: true,
    ground: 'refer',
    many: false,
  },
  hold: {
    outcomes: ['held', 'eligible_with_reasons', 'ineligible', 'rectify'],
    deliberation: true,
    ground: 'refer',
    many: false,
  },
  disputed: nothing,
  gap: nothing,
  waiting: nothing,
  returned: nothing,
  withdrawn: nothing,
}

/** Outcomes that last until a day. */
export const needsDay: readonly OutcomeWord[] = ['held', 'rectify']

/** The items that may be named as the ground: those that are confirmed, and under a hold also those being looked into. */
export function groundChoices(standing: Standing): string[] {
  const findings = standing.standing === 'hold' ? ['confirmed', 'pending'] : ['confirmed']
  const classes = standing.standing === 'bar' ? ['bar'] : ['bar', 'hold', 'refer']
  return standing.reasons
    .filter((reason) => findings.includes(reason.finding) && classes.includes(reason.class))
    .map((reason) => reason.code)
}

/** What stands against this proposal for a candidate of this standing, by field; empty when nothing does. */
export function proposalProblems(proposal: Proposal, standing: Standing, today: Day): Record<string, Message> {
  const offer = offers[standing.standing]
  if (!offer.outcomes.includes(proposal.outcome)) return { outcome: message('outcomes:problems.notOffered') }
  return {
    ...groundProblems(proposal, standing),
    ...dayProblems(proposal, today),
    ...(offer.deliberation && !proposal.deliberationId
      ? { deliberationId: message('outcomes:problems.deliberationMissing') }
      : {}),
    ...(proposal.outcome === 'rectify' && !proposal.words ? { words: message('outcomes:problems.wordsMissing') } : {}),
  }
}

function groundProblems(proposal: Proposal, standing: Standing): Record<string, Message> {
  if (proposal.outcome !== 'ineligible') return {}
  const choices = groundChoices(standing)
  const known = proposal.groundItems.length > 0 && proposal.groundItems.every((code) => choices.includes(code))
  return known ? {} : { groundItems: message('outcomes:problems.groundMissing', { codes: choices.join(' ') }) }
}

function dayProblems({ outcome, until }: Proposal, today: Day): Record<string, Message> {
  if (!needsDay.includes(outcome)) return {}
  if (!until) return { until: message('outcomes:problems.dayMissing') }
  return until <= today ? { until: message('outcomes:problems.dayPast') } : {}
}
