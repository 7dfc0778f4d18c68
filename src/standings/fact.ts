import type { CriteriaSet, Item } from '../criteria/criteria'
import { findSanction } from '../criteria/sanction'
import { type Day, addMonths, isDay } from '../lib/day'
import { type Message, message } from '../lib/message'
import type { Answer, Fact } from './standing'

/** 政务处分, also several together, run 48 months at most (政务处分法 art. 8–9; rules §2). */
export const longestAdministrativeMonths = 48

/** Anyone alive enough to stand was punished after this day; earlier ones are slips of the pen. */
export const earliestEffect: Day = '1900-01-01'

/** Everything for which this fact is refused at signing; empty when it may be signed. */
export function factProblems(item: Item, fact: Fact, criteria: CriteriaSet, referenceDate: Day): Message[] {
  return [
    ...effectProblems(fact, referenceDate),
    ...statedEndProblems(item, fact, criteria),
    ...(isSanctionKnown(item, fact, criteria) ? [] : [problem('sanction', { kind: fact.kind.trim() || '—' })]),
    ...(fact.evidenceType.trim() === '' ? [problem('evidenceType')] : []),
    ...(fact.documentNumber.trim() === '' ? [problem('documentNumber')] : []),
  ]
}

/** Everything for which this answer is refused at signing: a found one needs facts, and only a found one has them. */
export function answerProblems(item: Item, answer: Answer, criteria: CriteriaSet, referenceDate: Day): Message[] {
  if (answer.answer !== 'found') return answer.facts.length > 0 ? [problem('notFound')] : []
  if (answer.facts.length === 0) return [problem('none')]
  return answer.facts.flatMap((fact) => factProblems(item, fact, criteria, referenceDate))
}

/** False where the window needs the sanction table and the table does not know the kind: its end cannot be computed. */
export function isSanctionKnown(item: Item, fact: Fact, criteria: CriteriaSet): boolean {
  return item.window !== 'sanction' || findSanction(fact.kind, criteria.sanctions) !== null
}

function effectProblems({ effect }: Fact, referenceDate: Day): Message[] {
  if (effect.trim() === '') return [problem('effectMissing')]
  if (!isDay(effect)) return [problem('effectNotADay', { effect })]
  if (effect < earliestEffect) return [problem('effectTooEarly', { effect })]
  return effect > referenceDate ? [problem('effectAfterReference', { effect, referenceDate })] : []
}

function statedEndProblems(item: Item, { kind, effect, statedEnd }: Fact, criteria: CriteriaSet): Message[] {
  if (statedEnd === null) return []
  if (!isDay(statedEnd)) return [problem('endNotADay', { end: statedEnd })]
  if (!isDay(effect)) return []
  if (statedEnd < effect) return [problem('endBeforeEffect', { end: statedEnd, effect })]
  const administrative = item.window === 'sanction' && findSanction(kind, criteria.sanctions)?.kind === 'administrative'
  const latest = addMonths(effect, longestAdministrativeMonths)
  return administrative && statedEnd > latest ? [problem('endTooLate', { end: statedEnd, latest })] : []
}

function problem(name: string, values?: Message['values']): Message {
  return message(`standings:fact.${name}`, values)
}
