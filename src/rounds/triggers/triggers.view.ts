import type { Actor } from '../../accounts/actor'
import { minuteInChina } from '../../lib/clock'
import type { Tone } from '../../lib/tone'
import { departmentName } from '../../organisations/organisation'
import type { Form, Typed } from '../../web/pages/form'
import type { Problem } from '../../web/pages/page'
import type { Reader } from '../rounds.view'
import { wordsField } from './trigger-forms.view'
import { triggerProblem } from './trigger.policy'
import type { TriggerLine } from './trigger-lists.store'
import { triggerState, type TriggerState, triggerStates } from './transitions'

const tones: Record<TriggerState, Tone> = { open: 'hold', taken_up: 'clear', set_aside: 'plain' }

export type TriggersGiven = {
  lines: TriggerLine[]
  counts: Record<TriggerState, number>
  state: TriggerState
  /** The one candidate that the list is about. */
  candidate: { id: string; name: string } | null
  pager: object
}

export function triggersPage(reader: Reader, actor: Actor, given: TriggersGiven) {
  const { t } = reader
  const { candidate } = given
  const isOffice = actor.role === 'office'
  const href = (state: TriggerState) =>
    `/triggers?${new URLSearchParams({ state, ...(candidate ? { candidate: candidate.id } : {}) })}`
  return {
    title: candidate ? t('triggers:list.of', { name: candidate.name }) : t('triggers:list.title'),
    lead: t(isOffice ? 'triggers:list.lead' : 'triggers:list.leadDepartment'),
    breadcrumbs: above(reader, actor),
    actions: candidate && isOffice ? [newAction(reader, candidate.id)] : [],
    tabs: triggerStates.map((state) => ({
      text: t('triggers:list.tab', { state: t(`triggers:state.${state}`), count: given.counts[state] }),
      href: href(state),
      current: state === given.state,
    })),
    rows: given.lines.map((line) => rowOf(reader, line)),
    help: candidate ? '' : t(isOffice ? 'triggers:list.how' : 'triggers:list.howDepartment'),
    pager: given.pager,
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

function rowOf(reader: Reader, line: TriggerLine) {
  const { t } = reader
  return {
    name: line.name,
    href: `/triggers/${line.id}`,
    place: placeOf(reader, line),
    kind: t(`triggers:kind.${line.kind}`),
    words: line.words,
    department: departmentOf(reader, line),
    reportedOn: line.reportedOn,
    status: statusOf(reader, line),
    round: line.roundNumber ? t('rounds:numbered', { number: line.roundNumber }) : '',
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
