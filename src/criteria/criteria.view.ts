import { say, type Translate } from '../locales/translate'
import type { Message } from '../lib/message'
import type { Tone } from '../lib/tone'
import { seenOf } from '../lib/stale'
import { departmentName, type Department } from '../organisations/organisation'
import { settingsCrumbs, type Refused } from '../organisations/settings-form.view'
import type { Form } from '../web/pages/form'
import type { Problem } from '../web/pages/page'
import type { Cycle } from '../cycles/cycle'
import { activeItems, windowYears, type Item, type ItemClass } from './criteria'
import type { StoredCriteria } from './criteria.store'
import { presetKeys } from './presets'
import type { CriteriaState } from './transitions'

/** A class or a state without its colour does not compile. */
const classTones: Record<ItemClass, Tone> = { bar: 'bar', hold: 'hold', refer: 'refer' }
const stateTones: Record<CriteriaState, Tone> = { draft: 'waiting', frozen: 'clear' }

/** Who reads, and the names of departments by key. */
export type Reader = { t: Translate; lang: string; departments: Pick<Department, 'key' | 'name' | 'nameEn'>[] }

function namesOf({ lang, departments }: Reader): (key: string) => string {
  const names = new Map(departments.map((department) => [department.key, departmentName(department, lang)]))
  return (key) => names.get(key) ?? key
}

/** What the item of this code says, in the reader's language; nothing where the list does not have it. */
export function itemTextIn(items: readonly Item[], code: string, lang: string): string {
  const item = items.find((one) => one.code === code)
  return item ? itemText(item, lang) : ''
}

/** Item text in the reader's language; a county's own list may have no English. */
function itemText(item: Pick<Item, 'text' | 'text_en'>, lang: string): string {
  return lang === 'en' && item.text_en ? item.text_en : item.text
}

export function windowText(t: Translate, window: string): string {
  const years = windowYears(window)
  return years === null ? t(`criteria:window.${window}`) : t('criteria:window.years', { years })
}

type Sight = { cycle: Cycle; set: StoredCriteria; problems: Message[]; digest: string; mayEdit: boolean }

export function criteriaPage(reader: Reader, { cycle, set, problems, digest, mayEdit }: Sight, refused?: Refused) {
  const { t, lang } = reader
  const href = `/settings/cycles/${cycle.id}/criteria`
  const name = namesOf(reader)
  return {
    title: t('criteria:page.title', { name: set.name }),
    status: { text: t(`criteria:state.${set.state}`), tone: stateTones[set.state] },
    lead: t('criteria:page.lead', { version: set.version, count: activeItems(set).length }),
    breadcrumbs: cycleCrumbs(t, cycle),
    actions: [
      { label: t('criteria:page.download'), href: `${href}/file` },
      ...(mayEdit ? [{ label: t('criteria:item.add'), href: `${href}/new-item`, tone: 'primary' as const }] : []),
    ],
    problems: refused?.again.problems,
    soundness: {
      title: t(problems.length > 0 ? 'criteria:page.unsound' : 'criteria:page.sound'),
      problems: problems.map((problem) => sayProblem(t, problem, name)),
    },
    digest: { label: t(set.digest ? 'criteria:page.digest' : 'criteria:page.digestNow'), text: digest },
    note: t(`criteria:page.${set.state}`),
    choice: mayEdit ? { label: t('criteria:page.replace'), href: `${href}/choice` } : null,
    items: set.items.map((item, place) => ({
      code: item.code,
      text: itemText(item, lang) || t('criteria:item.empty'),
      class: { text: t(`criteria:class.${item.class}`), tone: classTones[item.class] },
      lead: name(item.lead),
      assisting: item.assisting.map(name).join(t('shell:listComma')),
      window: windowText(t, item.window),
      off: item.off ? t('criteria:item.off') : '',
      href: mayEdit ? `${href}/items/${encodeURIComponent(item.code)}` : '',
      up: mayEdit && place > 0 ? t('criteria:item.up', { code: item.code }) : '',
      down: mayEdit && place < set.items.length - 1 ? t('criteria:item.down', { code: item.code }) : '',
      place: `${href}/items/${encodeURIComponent(item.code)}/place`,
    })),
    form: mayEdit ? nameForm(t, set, href, refused) : null,
    sanctions: set.sanctions.map(({ name: sanction, kind, months }) => ({
      name: sanction,
      kind: t(`criteria:sanctionKind.${kind}`),
      months: t('criteria:months', { count: months }),
    })),
  }
}

type Offer = { cycle: Cycle; current: StoredCriteria | null; copies: (StoredCriteria & { cycleName: string })[] }

/** Where a cycle's list comes from: a preset, an earlier cycle, or the county's own file. */
export function choicePage({ t }: Reader, { cycle, current, copies }: Offer, problems?: Problem[]) {
  const href = `/settings/cycles/${cycle.id}/criteria`
  return {
    title: t('criteria:choice.title'),
    breadcrumbs: cycleCrumbs(t, cycle, ...(current ? [{ label: current.name, href }] : [])),
    problems,
    warning: current ? t('criteria:choice.replaces', { name: current.name }) : '',
    presets: presetKeys.map((key) => ({
      value: key,
      label: t(`criteria:preset.${key}`),
      help: t(`criteria:presetHelp.${key}`),
    })),
    copies: copies.map((set) => ({
      value: set.id,
      label: t('criteria:choice.copyOf', { name: set.name, version: set.version, cycle: set.cycleName }),
    })),
    href,
  }
}

export function cycleCrumbs(t: Translate, cycle: Cycle, ...more: { label: string; href: string }[]) {
  const cycles = { label: t('cycles:list.title'), href: '/settings/cycles' }
  return settingsCrumbs(t, cycles, { label: cycle.name, href: `/settings/cycles/${cycle.id}` }, ...more)
}

/** Checks speak of departments by key; people know them by name. */
function sayProblem(t: Translate, problem: Message, name: (key: string) => string): string {
  const department = problem.values?.['department']
  if (department === undefined) return say(t, problem)
  return t(problem.key, { ...problem.values, department: name(String(department)) })
}

function nameForm(t: Translate, set: StoredCriteria, href: string, refused?: Refused): Form {
  const newest = (refused?.again.newer as { name: string } | undefined) ?? set
  const mine = refused?.typed['name']
  const label = t('criteria:page.name')
  return {
    title: t('criteria:page.rename'),
    action: `${href}/name`,
    button: t('organisations:form.save'),
    hidden: [{ name: 'seen', value: seenOf({ name: newest.name }) }],
    fields: [{ as: 'field', name: 'name', label, value: mine ?? set.name }],
    newer: refused?.again.newer && [{ label, mine: mine ?? '', theirs: newest.name }],
  }
}
