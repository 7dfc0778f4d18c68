import { nearnessOf } from '../../candidates/structure/nearness'
import { nearText } from '../../candidates/structure/nearness.view'
import type { NumberUnderNames, PersonInTeams, RelativePair } from '../../candidates/structure/structure-lists.store'
import type { Tone } from '../../lib/tone'
import type { Language } from '../../locales/catalogues'
import type { Translate } from '../../locales/translate'
import { stuckFor } from '../../reviews/recusal/recusal'
import type { DisputedPointer, Named, TurnedPointer } from './answers.store'
import type { HastyPointer, PastedPointer, PersonNamed } from './habits.store'
import type { Asked, NearPointer, StuckPointer } from './people.store'
import type { PointerKind } from './pointer'

type Reader = { t: Translate; lang: Language }

/** One pointer in words: about whom, what was seen, and how to look into it. */
export type Row = {
  people: { name: string; href: string; place: string }[]
  state: { text: string; tone: Tone }
  text: string
  todo: string
}

/** The sentence of each kind; the row is what the kind's statement gave. */
export const rowOf: Record<PointerKind, (reader: Reader, row: never) => Row> = {
  stuck: stuckRow,
  near: nearRow,
  disputed: disputedRow,
  turned: turnedRow,
  names: namesRow,
  hasty: hastyRow,
  pasted: pastedRow,
  alone: disputedRow,
  R1: pairRow,
  R3: twiceRow,
}

function stuckRow({ t, lang }: Reader, row: StuckPointer): Row {
  const lacks = stuckFor(row) ?? 'signatory'
  const names = row.recused.join(t('shell:listComma'))
  const department = departmentOf(row, lang)
  return {
    people: [personOf(row.candidateId, row)],
    state: { text: t(`pointers:stuck.${lacks}.state`), tone: 'bar' },
    text: t(`pointers:stuck.${names ? 'recused' : row.recheck ? 'earlier' : 'near'}`, { department, names }),
    todo: t(`pointers:stuck.${lacks}.todo`, { department }),
  }
}

function nearRow({ t, lang }: Reader, row: NearPointer): Row {
  const near = nearText(t, row.ways.map(nearnessOf))
  const values = { department: departmentOf(row, lang), role: t(`roles:${row.role}`), person: row.person, near }
  return {
    people: [personOf(row.candidateId, row)],
    state: { text: t(`pointers:near.${row.hand}.state`), tone: row.hand === 'none' ? 'hold' : 'bar' },
    text: t('pointers:near.text', values),
    todo: t(`pointers:near.${row.hand}.todo`),
  }
}

function disputedRow({ t, lang }: Reader, row: DisputedPointer): Row {
  const names = (departments: Named[]) =>
    departments.map((one) => (lang === 'en' ? one.nameEn : one.name)).join(t('shell:listComma'))
  const how = row.confirmed ? 'confirmed' : 'open'
  return {
    people: [personOf(row.candidateId, row)],
    state: { text: t(`pointers:disputed.${how}.state`, { code: row.code }), tone: row.confirmed ? 'hold' : 'refer' },
    text: t('pointers:disputed.text', { code: row.code, found: names(row.found), none: names(row.none) }),
    todo: t(`pointers:disputed.${how}.todo`),
  }
}

function turnedRow({ t, lang }: Reader, row: TurnedPointer): Row {
  const said = row.after === 'found' ? 'found' : 'none'
  const { code, earlier, later } = row
  return {
    people: [personOf(row.candidateId, row)],
    state: { text: t(`pointers:turned.${said}.state`, { code }), tone: 'hold' },
    text: t(`pointers:turned.${said}.text`, { department: departmentOf(row, lang), code, earlier, later }),
    todo: t(`pointers:turned.${said}.todo`),
  }
}

function namesRow({ t }: Reader, { people }: NumberUnderNames): Row {
  const inWords = people.map(({ name, relative }) =>
    relative ? t('pointers:names.declared', { name, relative }) : t('pointers:names.own', { name }),
  )
  const seen = new Map(people.map((person) => [person.id, person]))
  return {
    people: [...seen.values()].map((person) => personOf(person.id, person)),
    state: { text: t('pointers:names.state'), tone: 'bar' },
    text: t('pointers:names.text', { names: inWords.join(t('pointers:names.between')) }),
    todo: t('pointers:names.todo'),
  }
}

function hastyRow({ t, lang }: Reader, row: HastyPointer): Row {
  const { person, round, most, swift, count } = row
  return {
    people: row.people.map((one) => personOf(one.id, one)),
    state: { text: t('pointers:hasty.state', { most }), tone: 'hold' },
    text: t('pointers:hasty.text', { person, department: departmentOf(row, lang), round, most, swift, count }),
    todo: t('pointers:hasty.todo', { named: row.people.length }),
  }
}

function pastedRow({ t, lang }: Reader, row: PastedPointer): Row {
  const { words, count, round } = row
  return {
    people: row.people.map((one: PersonNamed) => personOf(one.id, one)),
    state: { text: t('pointers:pasted.state', { count }), tone: 'hold' },
    text: t('pointers:pasted.text', { department: departmentOf(row, lang), round, count, words }),
    todo: t('pointers:pasted.todo', { named: row.people.length }),
  }
}

function pairRow({ t }: Reader, row: RelativePair): Row {
  const known = row.byNumber ? 'byNumber' : 'byName'
  const { name, other } = row
  return {
    people: [personOf(row.id, row), personOf(row.otherId, { ...row, name: row.other })],
    state: { text: t(`pointers:R1.${known}`), tone: row.byNumber ? 'refer' : 'hold' },
    text: t(`pointers:R1.kinship.${row.kinship}`, { name, other }),
    todo: t('pointers:R1.todo'),
  }
}

function twiceRow({ t }: Reader, { name, files }: PersonInTeams): Row {
  const townships = new Set(files.map(({ township }) => township)).size
  return {
    people: files.map(({ id, ...place }) => personOf(id, { name, ...place })),
    state: { text: t(`pointers:R3.${townships > 1 ? 'across' : 'within'}`), tone: 'refer' },
    text: t('pointers:R3.text', { name, count: files.length }),
    todo: t(`pointers:R3.todo`),
  }
}

function personOf(id: string, { name, township, team }: { name: string; township: string; team: string }) {
  return { name, href: `/candidates/${id}`, place: `${township} · ${team}` }
}

function departmentOf({ department, departmentEn }: Asked, lang: Language): string {
  return lang === 'en' ? departmentEn : department
}
