import type { Item } from '../../criteria/criteria'
import type { AnswerWord } from '../../standings/standing'
import type { Answers } from '../review'

/** One fact as typed; every field may be empty in a draft. */
export const factFields = [
  'kind',
  'effect',
  'statedEnd',
  'evidenceType',
  'documentNumber',
  'issuingBody',
  'words',
] as const
export type FactField = (typeof factFields)[number]
export type FactText = Record<FactField, string>
export type ItemText = { answer: string; words: string; facts: FactText[] }
/** The desk as typed, by item code. Field names are `N07.answer`, `N07.words`, `N07.0.effect`. */
export type DeskText = Record<string, ItemText>

/** Answers that a desk does not take, each with the key of the sentence why. */
export type Barred = Partial<Record<AnswerWord, string>>

export const mostFacts = 5
export const longest = { kind: 100, documentNumber: 100, issuingBody: 100, evidenceType: 40, words: 1000 } as const

/** Stored answers as the form shows them. */
export function deskOf(answers: Answers, items: readonly Item[]): DeskText {
  return Object.fromEntries(
    items.map(({ code }) => {
      const given = answers[code]
      const facts = (given?.facts ?? []).map((fact) => factText((field) => fact[field] ?? ''))
      return [code, { answer: given?.answer ?? '', words: given?.words ?? '', facts }]
    }),
  )
}

/** Every field of a fact, each as `read` gives it. */
export function factText(read: (field: FactField) => string): FactText {
  return Object.fromEntries(factFields.map((field) => [field, read(field)])) as FactText
}
