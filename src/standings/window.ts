import { type CriteriaSet, type Item, type TermDays, windowYears } from '../criteria/criteria'
import { findSanction } from '../criteria/sanction'
import { type Day, addMonths, addYears, isDay } from '../lib/day'
import type { Fact } from './standing'

/** A fact with its window worked out: `end` is the first day on which it no longer counts, null when it has none. */
export type DatedFact = Fact & { end: Day | null; inForce: boolean }

export type WindowTerms = { criteria: CriteriaSet; terms: TermDays; referenceDate: Day }

/**
 * Whether a fact counts on the reference date, and until when (rules §2). The end day itself is free.
 * What cannot be computed — no proper date of effect, a sanction that the table does not know — never lapses by silence:
 * it counts for ever. `factProblems` refuses such facts at signing, so that the case does not arise.
 */
export function dateFact(fact: Fact, item: Item, given: WindowTerms): DatedFact {
  const end = endOfFact(fact, item, given)
  return { ...fact, end, inForce: end === null || given.referenceDate < end }
}

/**
 * The day on which a fact stops to count. A day stated by the decision itself decides instead of the window's rule.
 * A fact from before the terms that count has ended on the first day of those terms.
 */
function endOfFact(fact: Fact, item: Item, { criteria, terms }: WindowTerms): Day | null {
  if (fact.statedEnd !== null && isDay(fact.statedEnd)) return fact.statedEnd
  if (!isDay(fact.effect)) return null
  if (item.window === 'sanction') return endOfSanction(fact, criteria)
  if (item.window === 'terms') return endBefore(terms.lastTermStart, fact.effect)
  if (item.window === 'cycle') return endBefore(terms.cycleStart, fact.effect)
  const years = windowYears(item.window)
  return years === null ? null : addYears(fact.effect, years)
}

function endOfSanction(fact: Fact, criteria: CriteriaSet): Day | null {
  const sanction = findSanction(fact.kind, criteria.sanctions)
  return sanction ? addMonths(fact.effect, sanction.months) : null
}

/** Without a start (no county, no cycle) facts under `terms` and `cycle` always count. */
function endBefore(start: Day | null, effect: Day): Day | null {
  return start !== null && effect < start ? start : null
}
