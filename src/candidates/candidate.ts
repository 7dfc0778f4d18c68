import type { Day } from '../lib/day'
import type { Sex } from '../lib/id-number'

/** Stored states; what people see is the stage (transitions.ts), which also knows about the joint review. */
const candidateStates = ['draft', 'submitted', 'passed', 'returned', 'not_recommended', 'withdrawn'] as const
export type CandidateState = (typeof candidateStates)[number]

export const kinships = ['spouse', 'parent', 'child', 'sibling'] as const
export type Kinship = (typeof kinships)[number]

/** A near relative as declared; the ID number is kept as a digest only. */
export type DeclaredRelative = { kinship: Kinship; name: string; idDigest: string | null }

/** What a candidate's file says, codes as in ./codes; `null` where nothing was said. The ID number is kept apart. */
export type CandidateFile = {
  name: string
  sex: Sex
  birth: Day
  ethnicGroup: string | null
  politicalStatus: string | null
  /** YYYY-MM or YYYY-MM-DD. */
  partyJoined: string | null
  education: string | null
  currentPost: string | null
  position: string
  bothPosts: boolean | null
  isNew: boolean | null
  source: string | null
  nomination: string | null
  phone: string | null
  remarks: string | null
}

/** What a file says of a person besides who they are. */
export const describedFields = [
  'ethnicGroup',
  'politicalStatus',
  'partyJoined',
  'education',
  'currentPost',
  'position',
  'bothPosts',
  'isNew',
  'source',
  'nomination',
  'phone',
  'remarks',
] as const satisfies readonly (keyof CandidateFile)[]

/** The fields of a file, in the order of the form and of the timeline. */
export const fileFields = ['name', 'sex', 'birth', ...describedFields] as const

/** Field by field `[before, after]`; ID numbers masked, relatives by kinship and name. */
export type Changes = Record<string, [unknown, unknown]>

/** What differs between two files; empty when nothing does. */
export function changesBetween(before: CandidateFile, after: CandidateFile): Changes {
  const changed = fileFields.filter((field) => before[field] !== after[field])
  return Object.fromEntries(changed.map((field) => [field, [before[field], after[field]]]))
}
