import type { CriteriaSet, TermDays } from '../../../src/criteria/criteria'
import { loadPreset } from '../../../src/criteria/presets'
import type { Answer, AnswerWord, Fact, Review, StandingInput } from '../../../src/standings/standing'
import { itemsOwnedBy, ownersInOrder } from '../../../src/standings/owners'

export const main20 = loadPreset('main20')

/** Every department that owns an item of the set. */
export function allOwners(criteria: CriteriaSet): string[] {
  return [...new Set(criteria.items.flatMap((item) => [item.lead, ...item.assisting]))]
}

export function fact(effect: string, more: Partial<Fact> = {}): Fact {
  return {
    kind: '',
    effect,
    statedEnd: null,
    evidenceType: '处分决定',
    documentNumber: '示纪〔2024〕1号',
    issuingBody: '示例县纪委监委',
    words: '',
    ...more,
  }
}

export function found(...facts: Fact[]): Answer {
  return { answer: 'found', facts }
}

export function said(answer: AnswerWord): Answer {
  return { answer, facts: [] }
}

type Change = {
  criteria?: CriteriaSet
  terms?: TermDays
  departments?: string[]
  /** department → item code → answer */
  answers?: Record<string, Record<string, Answer>>
  states?: Record<string, Review['state']>
  withdrawn?: boolean
  resubmitted?: boolean
}

/** A case in which every owner signed none, but for what is given; reference date 2026-01-10. */
export function caseOf(change: Change = {}): StandingInput {
  const criteria = change.criteria ?? main20
  const departments = change.departments ?? allOwners(criteria)
  return {
    criteria,
    terms: change.terms ?? { cycleStart: '2026-01-01', lastTermStart: '2021-01-01' },
    departments,
    referenceDate: '2026-01-10',
    reviews: ownersInOrder(criteria, departments).map((department) => ({
      department,
      state: change.states?.[department] ?? 'signed',
      answers: {
        ...Object.fromEntries(itemsOwnedBy(department, criteria).map((item) => [item.code, said('none')])),
        ...change.answers?.[department],
      },
    })),
    withdrawn: change.withdrawn ?? false,
    resubmitted: change.resubmitted ?? false,
  }
}
