import type { Translate } from '../locales/translate'
import { departmentName, type Department } from '../organisations/organisation'
import { keptForm, settingsCrumbs, type Refused, type Table } from '../organisations/settings-form.view'
import type { Form, FormField, Typed } from '../web/pages/form'
import type { Tone } from '../lib/tone'
import { cycleEditing, cycleTransitions, educationCodes, type Cycle, type CycleAct, type CycleState } from './cycle'

/** A state without its colour does not compile. */
const cycleTones: Record<CycleState, Tone> = { preparing: 'waiting', open: 'clear', closed: 'plain' }

function cycleStatus(t: Translate, state: CycleState): { text: string; tone: Tone } {
  return { text: t(`cycles:state.${state}`), tone: cycleTones[state] }
}

export function cyclesPage(t: Translate, cycles: Cycle[]) {
  const columns = ['name', 'state', 'startsOn', 'dueWorkingDays'].map((name) => ({ label: t(`cycles:column.${name}`) }))
  const rows = cycles.map((cycle) => [
    { text: cycle.name, href: `/settings/cycles/${cycle.id}` },
    { status: cycleStatus(t, cycle.state) },
    { text: cycle.startsOn },
    { text: t('cycles:workingDays', { count: cycle.dueWorkingDays }) },
  ])
  return {
    title: t('cycles:list.title'),
    breadcrumbs: settingsCrumbs(t),
    actions: [{ label: t('cycles:list.new'), href: '/settings/cycles/new', tone: 'primary' as const }],
    empty: { title: t('cycles:list.empty'), text: t('cycles:list.emptyText') },
    table: { caption: t('cycles:list.title'), columns, rows } satisfies Table,
  }
}

export type CycleSight = {
  departments: Department[]
  criteria: { name: string; state: string; items: number; problems: number } | null
  frozen: boolean
  mayEdit: boolean
}

export function cyclePage(t: Translate, lang: string, cycle: Cycle, sight: CycleSight) {
  const editing = cycleEditing(cycle.state, sight.frozen)
  const href = `/settings/cycles/${cycle.id}`
  return {
    title: cycle.name,
    status: cycleStatus(t, cycle.state),
    breadcrumbs: settingsCrumbs(t, { label: t('cycles:list.title'), href: '/settings/cycles' }),
    actions: sight.mayEdit && editing !== 'nothing' ? [{ label: t('cycles:page.edit'), href: `${href}/edit` }] : [],
    facts: factsOf(t, cycle),
    criteria: {
      href: `${href}/criteria`,
      text: sight.criteria ? t('cycles:page.criteria', sight.criteria) : t('cycles:page.noCriteria'),
      problems: sight.criteria?.problems ? t('cycles:page.problems', { count: sight.criteria.problems }) : '',
      label: t(sight.criteria ? 'cycles:page.seeCriteria' : 'cycles:page.chooseCriteria'),
    },
    departments: sight.departments.map((department) => departmentName(department, lang)),
    moves: sight.mayEdit ? movesOf(t, cycle) : [],
  }
}

export function cycleFormPage(
  t: Translate,
  lang: string,
  cycle: (Cycle & { departments: string[] }) | null,
  departments: Department[],
  refused?: Refused,
) {
  const record = cycle ?? { ...usualCycle, departments: departments.map(({ key }) => key) }
  const kept = keptForm(t, record, refused, (words, typed) => fieldsOf(words, lang, typed, departments))
  const href = cycle ? `/settings/cycles/${cycle.id}` : '/settings/cycles'
  const form: Form = {
    action: href,
    button: t(cycle ? 'organisations:form.save' : 'cycles:list.new'),
    cancel: href,
    ...kept,
  }
  return {
    title: cycle ? t('cycles:page.editTitle') : t('cycles:list.new'),
    lead: cycle?.name,
    breadcrumbs: settingsCrumbs(t, { label: t('cycles:list.title'), href: '/settings/cycles' }),
    problems: refused?.again.problems,
    form,
  }
}

/** What most counties start from (domain §3: three working days; §4: any age from 18). */
const usualCycle = {
  name: '',
  startsOn: '',
  lastTermStart: '',
  dueWorkingDays: 3,
  reuseDays: 30,
  extensionWorkingDays: 2,
  replyWorkingDays: 3,
  holdReminderDays: 7,
  quorum: 3,
  minAge: 18,
  maxAge: null,
  partyPostsNeedMembership: true,
  minEducation: null,
}

/** The numbers of a cycle, in the order of its form. */
const numbers = [
  'dueWorkingDays',
  'extensionWorkingDays',
  'reuseDays',
  'holdReminderDays',
  'replyWorkingDays',
  'quorum',
] as const

function factsOf(t: Translate, cycle: Cycle) {
  const ages = { min: cycle.minAge ?? '…', max: cycle.maxAge ?? '…' }
  const texts: Record<string, string> = {
    startsOn: cycle.startsOn,
    lastTermStart: cycle.lastTermStart,
    dueWorkingDays: t('cycles:workingDays', { count: cycle.dueWorkingDays }),
    reuseDays: t('cycles:days', { count: cycle.reuseDays }),
    extensionWorkingDays: t('cycles:workingDays', { count: cycle.extensionWorkingDays }),
    replyWorkingDays: t('cycles:workingDays', { count: cycle.replyWorkingDays }),
    holdReminderDays: t('cycles:days', { count: cycle.holdReminderDays }),
    quorum: t('cycles:members', { count: cycle.quorum }),
    ages: cycle.minAge === null && cycle.maxAge === null ? t('cycles:noCondition') : t('cycles:ages', ages),
    partyPosts: t(cycle.partyPostsNeedMembership ? 'cycles:membersOnly' : 'cycles:noCondition'),
    minEducation: cycle.minEducation ? t(`cycles:education.${cycle.minEducation}`) : t('cycles:noCondition'),
  }
  return Object.entries(texts).map(([name, text]) => ({ label: t(`cycles:fact.${name}`), text }))
}

/** The buttons are the rows of the transitions table. */
function movesOf(t: Translate, cycle: Cycle) {
  const nouns: Record<CycleAct, string> = { open: 'opening', close: 'closing' }
  return (Object.keys(cycleTransitions[cycle.state]) as CycleAct[]).map((act) => ({
    action: `/settings/cycles/${cycle.id}/${nouns[act]}`,
    title: t(`cycles:move.${act}.title`),
    text: t(`cycles:move.${act}.text`),
    button: t(`cycles:move.${act}.button`),
    tone: act === 'close' ? 'bar' : undefined,
  }))
}

function fieldsOf(t: Translate, lang: string, typed: Typed, departments: Department[]): FormField[] {
  const field = (name: string, locals: Partial<FormField> = {}): FormField => ({
    as: 'field',
    name,
    label: t(`cycles:column.${name}`),
    value: typed[name],
    ...locals,
  })
  const help = (name: string) => ({ help: t(`cycles:help.${name}`) })
  const number = { width: 'short', inputmode: 'numeric' }
  const education = educationCodes.map((value) => ({ value, label: t(`cycles:education.${value}`) }))
  return [
    field('name', help('name')),
    field('startsOn', { type: 'date', width: 'middle', ...help('startsOn') }),
    field('lastTermStart', { type: 'date', width: 'middle', ...help('lastTermStart') }),
    ...numbers.map((name) => field(name, { ...number, ...help(name) })),
    field('minAge', { ...number, required: false, ...help('minAge') }),
    field('maxAge', { ...number, required: false }),
    field('minEducation', { as: 'select', options: education, empty: t('cycles:noCondition'), width: 'middle' }),
    field('partyPostsNeedMembership', { as: 'checkbox', checked: Boolean(typed['partyPostsNeedMembership']) }),
    departmentsField(t, lang, typed, departments),
  ]
}

/** One group of ticks: views/settings/boxes.ejs. */
function departmentsField(t: Translate, lang: string, typed: Typed, departments: Department[]): FormField {
  const chosen = (typed['departments'] ?? '').split(',')
  const boxes = departments.map((department) => ({
    value: department.key,
    label: departmentName(department, lang),
    checked: chosen.includes(department.key),
  }))
  const value = boxes.flatMap(({ checked, label }) => (checked ? [label] : [])).join(t('shell:listComma'))
  const label = t('cycles:column.departments')
  return { as: 'boxes', name: 'departments', label, help: t('cycles:help.departments'), value, boxes }
}
