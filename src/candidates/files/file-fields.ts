import { describedFields } from '../candidate'

/** The fields of the page besides the relatives, all as typed. */
export const formFields = ['teamId', 'name', 'idNumber', ...describedFields, 'version'] as const
export type FormField = (typeof formFields)[number]

/** What was typed, kept for showing it again. A field that did not come is ''. */
export type CandidateForm = Record<FormField, string> & Record<string, string>

/** Near relatives are asked for in six rows of three fields; `relativeKept` says that a number is on record. */
export const relativeRows = [1, 2, 3, 4, 5, 6] as const
const relativeParts = ['kinship', 'relative', 'relativeNumber', 'relativeKept'] as const

export const relativeFields = relativeRows.flatMap((row) => relativeParts.map((part) => `${part}${row}`))
