import type { StoredCriteria } from '../criteria/criteria.store'
import type { Cycle } from '../cycles/cycle'
import { groupBy } from '../lib/group'
import type { Message } from '../lib/message'
import { say, type Translate } from '../locales/translate'
import { departmentName, type Department } from '../organisations/organisation'
import type { Problem } from '../web/page'
import { unledItems } from './round'
import type { TypedRound } from './round.form'
import type { Chosen } from './rounds.store'
import type { Reader } from './rounds.view'

export type Planning = {
  cycle: Cycle
  criteria: StoredCriteria | null
  departments: Department[]
  townships: { id: string; name: string }[]
  counts: { fresh: number; passed: number }
}

export function newRoundPage(reader: Reader, planning: Planning, typed: TypedRound, problems: Record<string, Message>) {
  const { t, lang } = reader
  const { townships, departments, counts } = planning
  return {
    title: t('rounds:new.title', { number: typed.number }),
    lead: planning.cycle.name,
    breadcrumbs: [{ label: t('rounds:list.title'), href: '/rounds' }, { label: t('rounds:new.action') }],
    problems: problemsOf(t, problems),
    typed,
    which: [
      { value: 'new', label: t('rounds:which.new'), help: t('rounds:which.newHelp', { count: counts.fresh }) },
      {
        value: 'passed',
        label: t('rounds:which.passed'),
        help: t('rounds:which.passedHelp', { count: counts.passed }),
      },
    ],
    townships: townships.map(({ id, name }) => ({ value: id, label: name })),
    departments: departments.map((department) => ({
      id: department.id,
      name: departmentName(department, lang),
      checked: typed.departmentIds.includes(department.id),
    })),
  }
}

/** Exactly who and how many, before anything is done. */
export function previewPage(
  reader: Reader,
  planning: Planning,
  { typed, people, digest, changed }: { typed: TypedRound; people: Chosen[]; digest: string; changed: boolean },
) {
  const { t, lang } = reader
  const taking = planning.departments.filter(({ id }) => typed.departmentIds.includes(id))
  return {
    title: t('rounds:preview.title', { number: typed.number }),
    lead: planning.cycle.name,
    breadcrumbs: [{ label: t('rounds:list.title'), href: '/rounds' }, { label: t('rounds:preview.crumb') }],
    problems: changed ? problemsOf(t, { '': { key: 'rounds:problem.changed' } }) : [],
    text: t('rounds:preview.text', { people: people.length, departments: taking.length, dueOn: typed.dueOn }),
    frozen: t(planning.criteria?.state === 'draft' ? 'rounds:preview.freezes' : 'rounds:preview.frozen'),
    facts: [
      { label: t('rounds:field.people'), text: t('rounds:people', { count: people.length }), strong: true },
      { label: t('rounds:field.referenceDate'), text: typed.referenceDate },
      { label: t('rounds:field.dueOn'), text: typed.dueOn },
      { label: t('rounds:field.criteria'), text: planning.criteria?.name ?? '' },
      {
        label: t('rounds:field.departments'),
        text: taking.map((department) => departmentName(department, lang)).join(t('shell:listComma')),
      },
    ],
    townships: townshipGroups(t, people),
    fields: [
      ...Object.entries({ ...typed, people: digest }).filter(([name]) => name !== 'departmentIds'),
      ...typed.departmentIds.map((id) => ['department', id]),
    ].map(([name, value]) => ({ name, value })),
  }
}

/** Items without a lead, each by code and words, and the department that is missing. */
export function unledWords({ t, lang }: Reader, criteria: StoredCriteria, keys: string[], known: Department[]): string {
  return unledItems(criteria, keys)
    .map((item) => {
      const lead = known.find(({ key }) => key === item.lead)
      const text = lang === 'en' && item.text_en ? item.text_en : item.text
      return t('rounds:unledItem', { code: item.code, text, lead: lead ? departmentName(lead, lang) : item.lead })
    })
    .join(t('rounds:semicolon'))
}

export function problemsOf(t: Translate, problems: Record<string, Message>): Problem[] {
  return Object.entries(problems).map(([field, problem]) => ({ field, text: say(t, problem) }))
}

function townshipGroups(t: Translate, people: Chosen[]) {
  return [...groupBy(people, ({ township }) => township)].map(([name, group]) => ({
    name: t('rounds:townshipCount', { name, count: group.length }),
    teams: [...groupBy(group, ({ team }) => team)].map(([team, members]) => ({
      team,
      names: members.map(({ name: person }) => person).join(t('shell:listComma')),
    })),
  }))
}
