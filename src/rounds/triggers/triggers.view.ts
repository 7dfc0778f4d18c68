import type { Actor } from '../../accounts/actor'
import type { OwnSetUp } from '../../accounts/own-lists/own-list'
import { listing } from '../../accounts/own-lists/own-lists.view'
import { minuteInChina } from '../../lib/clock'
import { columnsOf } from '../../lib/sort'
import type { Column, Row } from '../../lib/table'
import type { Tone } from '../../lib/tone'
import { departmentName } from '../../organisations/organisation'
import type { Form, Typed } from '../../web/pages/form'
import type { Problem } from '../../web/pages/page'
import type { Reader } from '../rounds.view'
import { wordsField } from './trigger-forms.view'
import { triggerProblem } from './trigger.policy'
import { type TriggersAsked, triggersHref, triggerSorts } from './trigger-list'
import type { TriggerLine } from './trigger-lists.store'
import { triggerState, type TriggerState, triggerStates } from './transitions'

const tones: Record<TriggerState, Tone> = { open: 'hold', taken_up: 'clear', set_aside: 'plain' }

export type TriggersGiven = {
  lines: TriggerLine[]
  counts: Record<TriggerState, number>
  asked: TriggersAsked
  /** The one candidate that the list is about. */
  candidate: { id: string; name: string } | null
  own: OwnSetUp
  /** The leaf that is open. */
  page: number
  pager: object
}

const columns = {
  candidate: { fixed: true, width: 14 },
  place: { width: 30 },
  kind: { width: 20 },
  words: { width: 40 },
  departmentId: { width: 20 },
  reportedOn: {},
  state: { width: 20 },
}
type TriggerColumn = keyof typeof columns

export function triggerColumns(t: Reader['t'], asked: TriggersAsked): Column<TriggerColumn>[] {
  return columnsOf(columns, (key) => t(`triggers:field.${key}`), {
    sorts: triggerSorts,
    sort: asked.sort,
    hrefOf: (sort) => triggersHref({ ...asked, sort }),
  })
}

export function triggersPage(reader: Reader, actor: Actor, given: TriggersGiven) {
  const { t } = reader
  const { candidate, asked } = given
  const isOffice = actor.role === 'office'
  const help = candidate ? '' : t(isOffice ? 'triggers:list.how' : 'triggers:list.howDepartment')
  return {
    title: candidate ? t('triggers:list.of', { name: candidate.name }) : t('triggers:list.title'),
    lead: t(isOffice ? 'triggers:list.lead' : 'triggers:list.leadDepartment'),
    breadcrumbs: above(reader, actor),
    actions: candidate && isOffice ? [newAction(reader, candidate.id)] : [],
    tabs: triggerStates.map((state) => ({
      text: t('triggers:list.tab', { state: t(`triggers:state.${state}`), count: given.counts[state] }),
      href: triggersHref({ ...asked, state }),
      current: state === asked.state,
    })),
    help: given.lines.length ? help : '',
    listing: listing(t, {
      ...given,
      list: 'triggers',
      address: triggersHref({ ...asked, page: given.page }),
      columns: triggerColumns(t, asked),
      rows: given.lines.map((line) => triggerCells(reader, line)),
      caption: t('triggers:list.title'),
      empty: { title: t('triggers:list.empty'), text: help },
    }),
  }
}

export function newAction({ t }: Pick<Reader, 't'>, candidateId: string) {
  return { label: t('triggers:new.action'), href: `/candidates/${candidateId}/triggers/new` }
}

/** One trigger with what may be done about it. */
export function triggerPage(
  reader: Reader,
  actor: Actor,
  line: TriggerLine,
  also: { carried: number; typed?: Typed; problems?: Problem[] },
) {
  const { t } = reader
  const may = triggerProblem(actor, 'set_aside', line) === null
  return {
    title: t('triggers:one.title', { name: line.name }),
    status: statusOf(reader, line),
    lead: placeOf(reader, line),
    breadcrumbs: [
      ...above(reader, actor),
      { label: t('triggers:list.title'), href: '/triggers' },
      { label: line.name },
    ],
    problems: also.problems ?? [],
    facts: factsOf(reader, actor, line),
    asking: may && also.carried ? askingPanel(reader, line, also.carried) : null,
    wait: may && !also.carried ? t('triggers:one.nextRound') : '',
    aside: may ? asideForm(reader, line, also.typed) : null,
  }
}

function above({ t }: Reader, actor: Actor) {
  return actor.role === 'office' ? [{ label: t('rounds:list.title'), href: '/rounds' }] : []
}

export function statusOf({ t }: Reader, line: TriggerLine): { text: string; tone: Tone } {
  const state = triggerState(line)
  return { text: t(`triggers:state.${state}`), tone: tones[state] }
}

export function triggerCells(reader: Reader, line: TriggerLine): Row<TriggerColumn> {
  const { t } = reader
  return {
    cells: {
      candidate: { text: line.name, href: `/triggers/${line.id}` },
      place: { text: placeOf(reader, line) },
      kind: { text: t(`triggers:kind.${line.kind}`) },
      words: { text: line.words },
      departmentId: { text: departmentOf(reader, line) },
      reportedOn: { text: line.reportedOn, whole: true },
      state: {
        ...statusOf(reader, line),
        under: line.roundNumber ? t('rounds:numbered', { number: line.roundNumber }) : undefined,
      },
    },
  }
}

function placeOf({ t }: Reader, { township, team }: TriggerLine): string {
  return t('triggers:place', { township, team })
}

function departmentOf({ t, lang }: Reader, { department, departmentEn }: TriggerLine): string {
  if (department === null) return t('triggers:allDepartments')
  return departmentName({ name: department, nameEn: departmentEn ?? '' }, lang)
}

function factsOf(reader: Reader, actor: Actor, line: TriggerLine) {
  const { t } = reader
  const isOffice = actor.role === 'office'
  const rows = [
    { label: t('triggers:field.kind'), text: t(`triggers:kind.${line.kind}`) },
    { label: t('triggers:field.words'), text: line.words, strong: true },
    { label: t('triggers:field.source'), text: line.source },
    { label: t('triggers:field.reportedOn'), text: line.reportedOn },
    { label: t('triggers:field.departmentId'), text: departmentOf(reader, line) },
    { label: t('triggers:field.recorded'), text: recordedWords(reader, line) },
    {
      label: t('triggers:field.round'),
      text: line.roundNumber ? t('rounds:numbered', { number: line.roundNumber }) : '',
      href: isOffice && line.roundId ? `/rounds/${line.roundId}` : undefined,
    },
    { label: t('triggers:field.aside'), text: asideWords(reader, line) },
  ]
  const person = { label: t('triggers:field.candidate'), text: line.name, href: `/candidates/${line.candidateId}` }
  return [...(isOffice ? [person] : []), ...rows.filter(({ text }) => text !== '')]
}

function recordedWords({ t }: Reader, { recordedBy, recordedAt }: TriggerLine): string {
  return t('triggers:by', { name: recordedBy ?? t('triggers:system'), at: minuteInChina(recordedAt) })
}

function asideWords({ t }: Reader, { setAsideAt, setAsideBy, setAsideWords }: TriggerLine): string {
  if (!setAsideAt) return ''
  return t('triggers:asideBy', {
    words: setAsideWords ?? '',
    by: t('triggers:by', { name: setAsideBy ?? '—', at: minuteInChina(setAsideAt) }),
  })
}

function askingPanel({ t }: Reader, line: TriggerLine, carried: number) {
  return {
    action: `/triggers/${line.id}/asking`,
    title: t('triggers:asking.title', { count: carried }),
    text: t('triggers:asking.text'),
    button: t('triggers:asking.button'),
  }
}

function asideForm({ t }: Reader, line: TriggerLine, typed: Typed = {}): Form {
  return {
    action: `/triggers/${line.id}/setting-aside`,
    title: t('triggers:aside.title'),
    button: t('triggers:aside.button'),
    fields: [wordsField(t('triggers:field.asideWords'), typed, t('triggers:aside.help'))],
  }
}
