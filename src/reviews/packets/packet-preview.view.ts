import { minuteInChina } from '../../lib/clock'
import { pagerAt } from '../../lib/pager'
import { say } from '../../locales/translate'
import { itemsOwnedBy } from '../../standings/owners'
import type { Reader } from '../file.view'
import { answerSentence } from '../desk/item.view'
import { reasonMessage } from '../review.policy'
import type { ReturnProblem } from '../returns/return-problem'
import { drafterKey } from '../returns/return-words'
import { chosenFor, type Line, type Packed, takenAnswers } from './packet.policy'
import type { PacketPreview } from './packets.actions'
import { choiceField, versionField } from './packet'

/** The lists of a preview, what needs a look first. */
const sections = [
  'collision',
  'refused',
  'closed',
  'warning',
  'new',
  'changed',
  'return',
  'recused',
  'blank',
  'absent',
  'same',
] as const
type Section = (typeof sections)[number]

/** `show` and `page` as the address has them; whatever is no section or page shows the first. */
export type Asked = { show: string; page: string }
const [rowsOnPage, conflictsOnPage] = [50, 20]

/** What taking the workbook will do, before it is done: counts that are links, and one list at a time. */
export function packetPreviewPage(reader: Reader, preview: PacketPreview, asked: Asked) {
  const { t } = reader
  const { packet, unsigned, lines } = preview
  const lists = listsOf(reader, preview)
  const filled = sections.filter((key) => lists[key].length)
  const show = filled.find((key) => key === asked.show) ?? filled[0] ?? 'same'
  const undecided = lines.filter((line) => line.kind === 'collision' && isUndecided(line, preview)).length
  return {
    title: t('packets:previewTitle'),
    lead: packet.fileName,
    breadcrumbs: [{ label: t('packets:title'), href: '/reviews/packets' }, { label: t('packets:previewTitle') }],
    taken: packet.takenAt ? t('packets:takenBefore') : '',
    action: `/reviews/packets/${packet.id}/taking`,
    choices: `/reviews/packets/${packet.id}/choices`,
    counts: filled.map((key) => ({
      label: t(`packets:kind.${key}`),
      text: t(isAboutCells(key) ? 'packets:cellCount' : 'reviews:signing.count', { count: lists[key].length }),
      href: `/reviews/packets/${packet.id}?show=${key}`,
      strong: key === 'collision' || key === 'refused',
    })),
    undecided: undecided ? t('packets:undecided', { count: undecided }) : '',
    signature: t(unsigned === null ? 'packets:signs' : `packets:unsigned.${unsigned}`),
    list: { key: show, title: t(`packets:kind.${show}`), ...leafOf(preview, lists[show], show, asked.page) },
  }
}

type Row = {
  name: string
  place: string
  text: string
  tone?: string
  state?: string
  conflicts?: ReturnType<typeof conflictsOf>
  version?: { name: string; value: number }
}

/** Rows are made when they are shown: a list may have a thousand. */
type Lists = Record<Section, (() => Row)[]>

function listsOf(reader: Reader, preview: PacketPreview): Lists {
  const { lines, reading, absent } = preview
  const of = (kind: Line['kind'], text: (line: Line) => string) =>
    lines.filter((line) => line.kind === kind).map((line) => () => ({ ...who(line.review), text: text(line) }))
  const said = ({ given }: Line) => sentences(reader, given.answers)
  const words = ({ given }: Line) => given.words
  const problems = (severity: ReturnProblem['severity']) =>
    reading.problems
      .filter((one) => one.severity === severity && one.message.key !== 'returns:problem.blank')
      .map((one) => () => problemRow(reader, one))
  return {
    collision: lines.filter(({ kind }) => kind === 'collision').map((line) => () => conflictRow(reader, preview, line)),
    refused: problems('refused'),
    warning: problems('warning'),
    new: of('new', said),
    changed: of('changed', said),
    return: of('return', words),
    recused: of('recused', words),
    closed: of('closed', ({ reason }) => (reason ? say(reader.t, reasonMessage(reason)) : '')),
    same: of('same', said),
    blank: blanks(reader, preview),
    absent: absent.map((review) => () => ({ ...who(review), text: '' })),
  }
}

/** Who still lacks an answer once the workbook is taken. */
function blanks({ t }: Reader, { lines, base, choices }: PacketPreview): (() => Row)[] {
  const owned = itemsOwnedBy(base.department.key, base.criteria).map(({ code }) => code)
  const open = lines.filter(({ kind }) => ['new', 'changed', 'collision', 'same', 'blank'].includes(kind))
  return open.flatMap((line) => {
    if (line.given.opinion === 'returned') return []
    const taken = takenAnswers(line, choices)
    const codes = owned.filter((code) => !taken[code])
    return codes.length ? [() => ({ ...who(line.review), text: codes.join(t('shell:listComma')) })] : []
  })
}

function conflictRow(reader: Reader, preview: PacketPreview, line: Line): Row {
  const { review } = line
  const version = { name: versionField(review.id), value: review.version }
  return { ...who(review), text: '', version, conflicts: conflictsOf(reader, preview, line) }
}

/** Item by item what is stored and what the workbook says, with who and when. */
function conflictsOf(reader: Reader, preview: PacketPreview, line: Line) {
  const { packet, reading, choices, base } = preview
  const { review, given, conflicts } = line
  const items = new Map(
    base.criteria.items.map((item) => [
      item.code,
      `${item.code} ${reader.lang === 'en' && item.text_en ? item.text_en : item.text}`,
    ]),
  )
  const chosen = chosenFor(line, choices)
  const person = reading.signatures[drafterKey] || packet.person
  const stored = { person: review.draftedBy ?? '', when: review.draftedAt ? minuteInChina(review.draftedAt) : '' }
  return conflicts.map((code) => ({
    item: items.get(code) ?? code,
    field: choiceField(review.id, code),
    sides: [
      { value: 'stored', text: answerSentence(reader, review.answers[code]!), ...stored },
      {
        value: 'workbook',
        text: answerSentence(reader, given.answers[code]!),
        person,
        when: minuteInChina(packet.createdAt),
      },
    ].map(({ person, when, ...side }) => ({
      ...side,
      by: reader.t(`packets:side.${side.value}`, { person, when }),
      checked: chosen[side.value as 'stored' | 'workbook'].includes(code),
    })),
  }))
}

function isUndecided(line: Line, { choices }: PacketPreview): boolean {
  const { workbook, stored } = chosenFor(line, choices)
  return workbook.length + stored.length < line.conflicts.length
}

function problemRow({ t }: Reader, problem: ReturnProblem): Row {
  const refused = problem.severity === 'refused'
  return {
    name: t('packets:cell', { sheet: problem.sheet, cell: problem.cell }),
    place: '',
    text: say(t, problem.message),
    state: t(`packets:severity.${problem.severity}`),
    tone: refused ? 'bar' : 'hold',
  }
}

function who({ name, township, team }: Packed) {
  return { name, place: `${township} · ${team}` }
}

function sentences(reader: Reader, answers: Line['answers']): string {
  const said = Object.entries(answers).map(([code, answer]) => `${code} ${answerSentence(reader, answer)}`)
  return said.join(reader.t('reviews:semicolon'))
}

function leafOf({ packet }: PacketPreview, rows: (() => Row)[], show: Section, page: string) {
  const size = show === 'collision' ? conflictsOnPage : rowsOnPage
  const last = Math.max(1, Math.ceil(rows.length / size))
  const number = /^\d{1,5}$/.test(page) ? Math.min(Math.max(Number(page), 1), last) : 1
  const shown = rows.slice((number - 1) * size, number * size)
  const address = (skip: number) => `/reviews/packets/${packet.id}?show=${show}&page=${skip / size + 1}`
  const part = { skip: (number - 1) * size, shown: shown.length, size, total: rows.length }
  return { rows: shown.map((row) => row()), number, more: number < last, pager: pagerAt(part, address) }
}

function isAboutCells(key: Section): boolean {
  return key === 'refused' || key === 'warning'
}
