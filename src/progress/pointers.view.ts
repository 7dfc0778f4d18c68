import { nearnessOf } from '../candidates/nearness'
import { nearText } from '../candidates/nearness.view'
import type { PersonInTeams, RelativePair } from '../candidates/structure-lists.store'
import type { Tone } from '../lib/tone'
import type { Language } from '../locales/catalogues'
import type { Translate } from '../locales/translate'
import { stuckFor } from '../reviews/recusal'
import type { NearPointer, StuckPointer } from './pointers.store'

type Reader = { t: Translate; lang: Language }

/** The most urgent first: what stands still, what may have been judged by the wrong person, what teams look like. */
export const listedKinds = ['stuck', 'near', 'R1', 'R3'] as const
export type Listed = (typeof listedKinds)[number]
export type PointerCounts = Record<Listed | 'R2', number>

type Row = {
  people: { name: string; href: string; place: string }[]
  state: { text: string; tone: Tone }
  text: string
  todo: string
}

/** The kind that the address names, else the first that has something to show. */
export function kindAsked(kind: unknown, counts: PointerCounts): Listed {
  return listedKinds.find((one) => one === kind) ?? listedKinds.find((one) => counts[one] > 0) ?? 'stuck'
}

/** R2 is a filter of the list of candidates already: here it is a number that leads there. */
export function pointersPage(
  { t }: Reader,
  { kind, counts, rows }: { kind: Listed; counts: PointerCounts; rows: Row[] },
) {
  const tab = (one: keyof PointerCounts, href: string) => ({
    text: t(`nearness:pointers.kind.${one}`),
    count: counts[one],
    href,
    current: one === kind,
  })
  return {
    title: t('nearness:pointers.title'),
    shows: [...listedKinds.map((one) => tab(one, `/pointers?kind=${one}`)), tab('R2', '/candidates?flag=R2')],
    explained: t(`nearness:pointers.explained.${kind}`),
    rows,
  }
}

export function stuckRow({ t, lang }: Reader, row: StuckPointer): Row {
  const lacks = stuckFor(row) ?? 'signatory'
  const names = row.recused.join(t('shell:listComma'))
  const department = departmentOf(row, lang)
  return {
    people: [personOf(row.candidateId, row)],
    state: { text: t(`nearness:pointers.stuck.${lacks}.state`), tone: 'bar' },
    text: t(`nearness:pointers.stuck.${names ? 'recused' : row.recheck ? 'earlier' : 'near'}`, { department, names }),
    todo: t(`nearness:pointers.stuck.${lacks}.todo`, { department }),
  }
}

export function nearRow({ t, lang }: Reader, row: NearPointer): Row {
  const near = nearText(t, row.ways.map(nearnessOf))
  const values = { department: departmentOf(row, lang), role: t(`roles:${row.role}`), person: row.person, near }
  return {
    people: [personOf(row.candidateId, row)],
    state: { text: t(`nearness:pointers.near.${row.hand}.state`), tone: row.hand === 'none' ? 'hold' : 'bar' },
    text: t('nearness:pointers.near.text', values),
    todo: t(`nearness:pointers.near.${row.hand}.todo`),
  }
}

export function pairRow({ t }: Reader, row: RelativePair): Row {
  const known = row.byNumber ? 'byNumber' : 'byName'
  const { name, other } = row
  return {
    people: [personOf(row.id, row), personOf(row.otherId, { ...row, name: row.other })],
    state: { text: t(`nearness:pointers.R1.${known}`), tone: row.byNumber ? 'refer' : 'hold' },
    text: t(`nearness:pointers.R1.kinship.${row.kinship}`, { name, other }),
    todo: t('nearness:pointers.R1.todo'),
  }
}

export function twiceRow({ t }: Reader, { name, files }: PersonInTeams): Row {
  const townships = new Set(files.map(({ township }) => township)).size
  return {
    people: files.map(({ id, ...place }) => personOf(id, { name, ...place })),
    state: { text: t(`nearness:pointers.R3.${townships > 1 ? 'across' : 'within'}`), tone: 'refer' },
    text: t('nearness:pointers.R3.text', { name, count: files.length }),
    todo: t(`nearness:pointers.R3.todo`),
  }
}

function personOf(id: string, { name, township, team }: { name: string; township: string; team: string }) {
  return { name, href: `/candidates/${id}`, place: `${township} · ${team}` }
}

function departmentOf(
  { department, departmentEn }: { department: string; departmentEn: string },
  lang: Language,
): string {
  return lang === 'en' ? departmentEn : department
}
