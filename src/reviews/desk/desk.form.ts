import { z } from 'zod'
import type { Item } from '../../criteria/criteria'
import { type Message, message } from '../../lib/message'
import { readLooseDate } from '../../lib/loose-date'
import { type Answer, type AnswerWord, type Fact, answerWords } from '../../standings/standing'
import {
  type Barred,
  type DeskText,
  type FactText,
  type ItemText,
  factFields,
  factText,
  longest,
  mostFacts,
} from './desk-text'
import type { Answers } from '../review'

export type DeskReading = { ok: true; answers: Answers } | { ok: false; problems: Record<string, Message> }

/** What a request's body says of these items, untouched, so that nothing typed is lost when it is refused. */
export function typedDesk(body: unknown, items: readonly Item[]): DeskText {
  const fields = (body ?? {}) as Record<string, unknown>
  const read = (name: string) => textIn(fields[name])
  return Object.fromEntries(
    items.map(({ code }) => {
      const facts = range(mostFacts).map((place) => factText((field) => read(`${code}.${place}.${field}`)))
      return [code, { answer: read(`${code}.answer`), words: read(`${code}.words`), facts: facts.filter(isTyped) }]
    }),
  )
}

/**
 * The draft that was typed. Unfinished facts pass (signing refuses them); what cannot be understood does not, nor does an
 * answer that this review does not take, each with the reason why.
 */
export function readDesk(typed: DeskText, barred: Barred = {}): DeskReading {
  const problems: Record<string, Message> = {}
  const answers: Answers = {}
  for (const [code, item] of Object.entries(typed)) {
    const answer = readItem(code, item, problems, barred)
    if (answer) answers[code] = answer
  }
  return Object.keys(problems).length ? { ok: false, problems } : { ok: true, answers }
}

/** A file that was chosen, and answers sent without it: null where none was. A plain form sends its name alone. */
export function fileLeftBehind(body: unknown): Problems | null {
  const name = textIn((body as Record<string, unknown> | undefined)?.['file'])
  return name ? { file: message('reviews:problem.fileLeft', { name: name.slice(0, 100) }) } : null
}

/** The version that the form was opened with; 0, which is never current, for nonsense. */
export function typedVersion(body: unknown): number {
  const read = z.coerce
    .number()
    .int()
    .positive()
    .safe()
    .safeParse((body as Record<string, unknown>)?.['version'])
  return read.success ? read.data : 0
}

type Problems = Record<string, Message>

function readItem(code: string, { answer, words, facts }: ItemText, problems: Problems, barred: Barred): Answer | null {
  const word = answerWords.find((one) => one === answer)
  if (!word && answer !== '') problems[`${code}.answer`] = message('reviews:problem.answer', { code })
  if (!word && (words.trim() || facts.length))
    problems[`${code}.answer`] = message('reviews:problem.noAnswer', { code })
  const why = word && barred[word]
  if (why) problems[`${code}.answer`] = message(why, { code })
  checkLength(`${code}.words`, words, longest.words, problems)
  // Facts belong to `found` alone; those left over from a changed mind are dropped with it.
  const kept = word === 'found' ? facts.map((fact, place) => readFact(`${code}.${place}`, fact, problems)) : []
  return word ? withWords(word, kept, words) : null
}

function withWords(answer: AnswerWord, facts: Fact[], words: string): Answer {
  return words.trim() ? { answer, facts, words: words.trim() } : { answer, facts }
}

function readFact(name: string, typed: FactText, problems: Problems): Fact {
  for (const [field, most] of Object.entries(longest) as [keyof typeof longest, number][])
    checkLength(`${name}.${field}`, typed[field], most, problems)
  return {
    kind: typed.kind.trim(),
    effect: readDay(`${name}.effect`, typed.effect, problems),
    statedEnd: readDay(`${name}.statedEnd`, typed.statedEnd, problems) || null,
    evidenceType: typed.evidenceType.trim(),
    documentNumber: typed.documentNumber.trim(),
    issuingBody: typed.issuingBody.trim(),
    words: typed.words.trim(),
  }
}

function readDay(name: string, text: string, problems: Problems): string {
  if (text.trim() === '') return ''
  const read = readLooseDate(text, false)
  if (read && !read.monthOnly) return read.day
  problems[name] = message('reviews:problem.date', { text: text.slice(0, 40) })
  return ''
}

function checkLength(name: string, text: string, most: number, problems: Problems): void {
  if (text.length > most) problems[name] = message('reviews:problem.tooLong', { most, length: text.length })
}

function isTyped(fact: FactText): boolean {
  return factFields.some((field) => fact[field].trim() !== '')
}

/** A field sent twice is read once, as its first. */
function textIn(value: unknown): string {
  const one = Array.isArray(value) ? value[0] : value
  return typeof one === 'string' ? one.replace(/\r\n/g, '\n') : ''
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, place) => place)
}
