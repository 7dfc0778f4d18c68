import type { Day } from '../../lib/day'
import type { Review, StandingInput } from '../../standings/standing'
import { itemsAlone, type Owner } from '../certificates/alone'

/** What became different under an outcome, department by department and item by item; `from` and `to` are as they count. */
export type Change =
  | { kind: 'withdrawn' }
  | { kind: 'round'; from: number; to: number }
  | { kind: 'referenceDate'; from: Day; to: Day }
  | { kind: 'criteria' }
  | { kind: 'returned' | 'askedAgain' | 'signed' | 'unsigned'; department: string }
  | { kind: 'answer'; department: string; item: string; from: Owner['from']; to: Owner['from'] }
  | { kind: 'facts'; department: string; item: string }

/** A case as an outcome has it, and the number of the round whose days it is judged by. */
export type CaseThen = { input: StandingInput; round: number }

/** Everything that differs between the case that was decided and the case as it is: first the whole, then answers by item. */
export function changesBetween(before: CaseThen, now: CaseThen): Change[] {
  return [
    ...wholeChanges(before, now),
    ...departmentChanges(before.input, now.input),
    ...answerChanges(before.input, now.input),
  ]
}

function wholeChanges(before: CaseThen, now: CaseThen): Change[] {
  const [then, today] = [before.input, now.input]
  const [from, to] = [then.referenceDate, today.referenceDate]
  const isOtherList = then.criteria.key !== today.criteria.key || then.criteria.version !== today.criteria.version
  return [
    ...(today.withdrawn && !then.withdrawn ? [{ kind: 'withdrawn' as const }] : []),
    ...(before.round === now.round ? [] : [{ kind: 'round' as const, from: before.round, to: now.round }]),
    ...(from === to ? [] : [{ kind: 'referenceDate' as const, from, to }]),
    ...(isOtherList ? [{ kind: 'criteria' as const }] : []),
  ]
}

function departmentChanges(then: StandingInput, now: StandingInput): Change[] {
  const departments = [...new Set([...then.reviews, ...now.reviews].map(({ department }) => department))].sort()
  return departments.flatMap((department): Change[] => {
    const [was, is] = [stateOf(then, department), stateOf(now, department)]
    if (was === is) return []
    if (is === 'signed') return [{ kind: 'signed', department }]
    return [{ kind: is === 'unsigned' ? 'unsigned' : is, department }]
  })
}

/** `askedAgain` hides what was signed before: it counts still, but an answer is waited for. */
function stateOf(input: StandingInput, department: string): Review['state'] | 'askedAgain' {
  if (input.askedAgain?.includes(department)) return 'askedAgain'
  return input.reviews.find((review) => review.department === department)?.state ?? 'unsigned'
}

/** What nobody had answered, and is answered with nothing found, is told by the department's signature alone. */
function answerChanges(then: StandingInput, now: StandingInput): Change[] {
  const before = new Map(itemsAlone(then).map(({ item, owners }) => [item.code, owners]))
  return itemsAlone(now).flatMap(({ item: { code }, owners }) =>
    owners.flatMap((owner): Change[] => {
      const from = before.get(code)?.find(({ department }) => department === owner.department)?.from ?? null
      const { department, from: to } = owner
      if (to === null || (from === null && (to === 'none' || to === 'not_ours'))) return []
      if (from !== to) return [{ kind: 'answer', department, item: code, from, to }]
      const isOtherFacts = factsOf(then, department, code) !== factsOf(now, department, code)
      return isOtherFacts ? [{ kind: 'facts', department, item: code }] : []
    }),
  )
}

/** As text, in an order of its own. */
function factsOf({ reviews }: StandingInput, department: string, item: string): string {
  const facts = reviews.find((review) => review.department === department)?.answers[item]?.facts ?? []
  const texts = facts.map(({ kind, effect, statedEnd, evidenceType, documentNumber, issuingBody, words }) =>
    JSON.stringify([kind, effect, statedEnd, evidenceType, documentNumber, issuingBody, words]),
  )
  return texts.sort().join()
}
