import { nameOfCode } from '../candidates/codes/code-list'
import { politicalStatuses } from '../candidates/codes/lists'
import { posts } from '../candidates/codes/post'
import type { Item } from '../criteria/criteria'
import type { Translate } from '../locales/translate'
import { reReviewShown } from '../outcomes/notices/re-review/re-review.view'
import type { Reason } from '../standings/standing'
import { papers, type Column, type PaperKind } from './paper'
import type { PaperLine } from './papers.store'

/** What a list is printed with: the words of the reader, the frozen items, the names of departments, the masked number. */
export type PaperWords = {
  t: Translate
  lang: string
  items: Item[]
  departments: Map<string, string>
  /** The masked ID number of a line. */
  maskedId: (line: PaperLine) => string
  /** The local day of an instant. */
  dayOf: (instant: Date) => string
}

export type PrintedColumn = {
  key: Column
  label: string
  number: boolean
  look: 'number' | 'long' | 'middle' | 'short'
}

export function columnsOf(kind: PaperKind, t: Translate): PrintedColumn[] {
  return papers[kind].columns.map((key) => {
    return { key, label: t(`papers:column.${key}`), number: key === 'number', look: looks[key] ?? 'short' }
  })
}

/** How wide a column wants to be; what is not named keeps its line. */
const looks: Partial<Record<Column, PrintedColumn['look']>> = {
  number: 'number',
  items: 'long',
  words: 'long',
  position: 'middle',
  bodies: 'middle',
  documents: 'middle',
  meeting: 'middle',
}

/** The same cells for the page, the workbook and the print: one string per column. */
export function rowOf(kind: PaperKind, line: PaperLine, number: number, words: PaperWords): string[] {
  return papers[kind].columns.map((column) => cells[column](line, words, number))
}

const cells: Record<Column, (line: PaperLine, words: PaperWords, number: number) => string> = {
  number: (_line, _words, number) => String(number),
  township: (line) => line.township,
  team: (line) => line.team,
  name: (line) => line.name,
  sex: (line, { t }) => t(`papers:sex.${line.sex}`),
  idNumber: (line, { maskedId }) => maskedId(line),
  position: (line, { lang }) => nameOfCode(posts, line.position, lang),
  politicalStatus: (line, { lang }) => nameOfCode(politicalStatuses, line.politicalStatus ?? '', lang),
  items: (line, words) =>
    shownItems(line)
      .map((code) => itemWords(code, words))
      .join(words.t('papers:semicolon')),
  bodies: (line, words) =>
    distinct(groundFacts(line).map(({ body, department }) => body || departmentName(department, words))).join(
      words.t('shell:listComma'),
    ),
  documents: (line, { t }) => distinct(groundFacts(line).map(({ document }) => document)).join(t('shell:listComma')),
  outcome: (line, { t }) => outcomeWords(line, t),
  meeting: meetingWords,
  until: (line) => line.until ?? '',
  // Until a person was told, the list says so; who has not to be told has an empty cell.
  told: ({ reReview }, { t }) => (reReview ? (reReview.servedOn ?? t('papers:notTold')) : ''),
  reReview: ({ reReview }, { t }) => (reReview ? reReviewShown(reReview, t).text : ''),
  decidedOn: ({ decidedOn }, { dayOf }) => (decidedOn ? dayOf(decidedOn) : ''),
  words: ({ outcome, words }, { t }) => (outcome === 'returned' ? t(`candidates:return.${words}`) : words),
}

/** The meeting and its day; a bar needs none, so of that the day on which it was decided. */
function meetingWords({ meeting, outcome, decidedOn }: PaperLine, { dayOf }: PaperWords): string {
  if (meeting) return [meeting.documentNumber, meeting.metOn].filter(Boolean).join(' ')
  return outcome === 'eligible' || !decidedOn ? '' : dayOf(decidedOn)
}

/** Conclusion and ground: `ineligible` says whether it rests on a bar or on deliberation. */
function outcomeWords({ outcome, ground, stale }: PaperLine, t: Translate): string {
  if (outcome === 'returned') return t('standings:standing.returned')
  const said = outcome === 'ineligible' && ground ? t(`papers:ineligible.${ground}`) : t(`outcomes:outcome.${outcome}`)
  return stale ? t('papers:stale', { outcome: said }) : said
}

/** The items that a conclusion names: its ground, else every item that was not clear. */
function shownItems(line: PaperLine): string[] {
  if (line.groundItems.length) return line.groundItems
  return line.outcome === 'eligible'
    ? []
    : line.reasons.filter(({ finding }) => finding !== 'open').map(({ code }) => code)
}

function groundFacts(line: PaperLine): { body: string; department: string; document: string }[] {
  const codes = shownItems(line)
  return line.reasons.filter(({ code }) => codes.includes(code)).flatMap(factsInForce)
}

function factsInForce(reason: Reason) {
  return reason.answers
    .filter((answer) => answer.answer === 'found' && !answer.lapsed)
    .flatMap(({ department, facts }) =>
      facts
        .filter((fact) => fact.inForce)
        .map((fact) => ({ department, body: fact.issuingBody, document: fact.documentNumber })),
    )
}

function itemWords(code: string, { items, lang }: PaperWords): string {
  const item = items.find((one) => one.code === code)
  return `${code} ${(lang === 'en' ? item?.text_en : item?.text) ?? ''}`.trim()
}

function departmentName(key: string, { departments }: PaperWords): string {
  return departments.get(key) ?? key
}

function distinct(texts: string[]): string[] {
  return [...new Set(texts.filter(Boolean))]
}
