import type { Role } from '../accounts/role'
import type { OutcomeWord } from '../outcomes/outcome'

/** The lists that a round ends in (domain §5). */
export const paperKinds = ['disqualified', 'passed', 'held', 'feedback'] as const
export type PaperKind = (typeof paperKinds)[number]

export type Column =
  | 'number'
  | 'township'
  | 'team'
  | 'name'
  | 'sex'
  | 'idNumber'
  | 'position'
  | 'politicalStatus'
  | 'items'
  | 'bodies'
  | 'documents'
  | 'outcome'
  | 'meeting'
  | 'until'
  | 'told'
  | 'reReview'
  | 'decidedOn'
  | 'words'

const person: readonly Column[] = [
  'number',
  'township',
  'team',
  'name',
  'sex',
  'idNumber',
  'position',
  'politicalStatus',
]

/** What a list may say of a person: an outcome in force, or that the file was sent back and nothing is decided. */
export type Listed = OutcomeWord | 'returned'

type Paper = { form: string; outcomes: readonly Listed[]; columns: readonly Column[]; roles: readonly Role[] }

const countyRoles: readonly Role[] = ['office', 'leading_group']

/** Which outcomes in force a list holds, what it prints of each person, and who may read it. */
export const papers: Record<PaperKind, Paper> = {
  // F5 建议不列为候选人名单: the columns of the form, in its order.
  disqualified: {
    form: 'F5',
    outcomes: ['ineligible'],
    columns: [...person, 'items', 'bodies', 'documents', 'outcome', 'meeting', 'told', 'reReview'],
    roles: countyRoles,
  },
  passed: {
    form: '',
    outcomes: ['eligible', 'eligible_with_reasons'],
    columns: [...person, 'outcome', 'meeting', 'decidedOn'],
    roles: countyRoles,
  },
  held: {
    form: '',
    outcomes: ['held', 'rectify', 'returned'],
    columns: [...person, 'items', 'outcome', 'until', 'words', 'meeting'],
    roles: countyRoles,
  },
  // F7 反馈函: the township reads outcome and item, never which department raised it, nor on what paper.
  feedback: {
    form: 'F7',
    outcomes: ['eligible', 'eligible_with_reasons', 'ineligible', 'held', 'rectify', 'returned'],
    columns: [...person, 'items', 'outcome', 'until', 'words', 'decidedOn', 'told', 'reReview'],
    roles: [...countyRoles, 'township_clerk', 'township_lead'],
  },
}

export function isPaperKind(word: unknown): word is PaperKind {
  return paperKinds.includes(word as PaperKind)
}
