import type { Translate } from '../locales/translate'
import type { CandidateFile } from './candidate'
import { nameOfCode } from './codes/code-list'
import { educations } from './codes/education'
import { ethnicGroups } from './codes/ethnic-group'
import { nominations, politicalStatuses, sexes, sources } from './codes/lists'
import { posts } from './codes/post'

type Rows = Parameters<typeof nameOfCode>[0]

/** The tables behind the coded fields of a file. */
export const codeTables = {
  sex: sexes,
  ethnicGroup: ethnicGroups,
  politicalStatus: politicalStatuses,
  education: educations,
  position: posts,
  source: sources,
  nomination: nominations,
} satisfies Partial<Record<keyof CandidateFile, Rows>>

/** A value of a file in words: a code by its name, a mark by yes or no, nothing as a dash. */
export function valueInWords(field: string, value: unknown, t: Translate, lang: string): string {
  if (value === null || value === undefined || value === '') return '—'
  if (typeof value === 'boolean') return t(value ? 'candidates:yes' : 'candidates:no')
  const rows: Rows | undefined = (codeTables as Partial<Record<string, Rows>>)[field]
  return rows ? nameOfCode(rows, String(value), lang) : String(value)
}

/** The choices of a coded field, in the order of its table. */
export function choicesOf(field: keyof typeof codeTables, lang: string): { value: string; label: string }[] {
  return codeTables[field].map(({ code }) => ({ value: code, label: nameOfCode(codeTables[field], code, lang) }))
}
