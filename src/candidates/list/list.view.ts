import type { Actor } from '../../accounts/actor'
import { townshipRoles } from '../../accounts/role'
import type { Translate } from '../../locales/translate'
import type { ReReview } from '../../outcomes/notices/re-review/re-review'
import { type Department, departmentName, type Team, type Township } from '../../organisations/organisation'
import type { Candidate } from '../candidates.store'
import type { IdKeys } from '../id-seal'
import { filterFields, isFiltered } from './list-filters.view'
import { countedAtMost, type ListBasis, listHref, type ListFilter, pageSize, type Sort } from './list'
import { rowOf } from './row.view'
import { seesStandings } from '../candidate.policy'
import type { Matches } from '../structure/structure.store'

/** What the list's page is made from. `total` may stop at `countedAtMost` + 1. */
export type ListInput = {
  actor: Actor
  basis: ListBasis
  filter: ListFilter
  rows: Candidate[]
  total: number
  matches: Map<string, Matches>
  /** 复核状态 of those who are struck off. */
  reReviews: ReadonlyMap<string, ReReview>
  townships: Township[]
  teams: Team[]
  departments: Department[]
  keys: IdKeys
  t: Translate
  lang: string
}

export function listPage(input: ListInput) {
  const { actor, filter, t } = input
  return {
    title: t('candidates:list.title'),
    lead: leadOf(input),
    actions: [...recheckActions(actor, filter, t), ...listActions(actor, t)],
    search: { q: filter.q, filter: listHref(filter) },
    filters: {
      action: '/candidates',
      fields: filterFields(input),
      clear: isFiltered(filter) ? '/candidates' : undefined,
    },
    columns: columnsOf(input),
    rows: input.rows.map((candidate) => rowOf(candidate, input, bulkOf(actor, t)?.stage)),
    bulk: bulkOf(actor, t),
    filter: listHref(filter),
    pager: pagerOf(input),
    empty: emptyOf(input),
  }
}

/** How many, and what of the filter stands in no field: whose opinion is there or is not, the milestone, the move. */
function leadOf({ total, filter, departments, t, lang }: ListInput): string {
  const people = t('candidates:list.people', { people: peopleOf(total, t) })
  const named = (key: string) => {
    const department = departments.find((one) => one.key === key)
    return (department && departmentName(department, lang)) ?? key
  }
  const asked = (['waiting', 'signed'] as const).flatMap((name) => {
    const key = filter[name]
    return key ? [t(`candidates:list.${name}`, { department: named(key) })] : []
  })
  return [people, ...asked, ...boardWords(filter, t)].join(' · ')
}

/** What a number of a board asked for. */
function boardWords({ milestone, move, from, to }: ListFilter, t: Translate): string[] {
  const days = from === to ? `${from}` : t('candidates:list.days', { from: `${from}`, to: `${to}` })
  return [
    ...(milestone ? [t(`candidates:milestone.${milestone}`)] : []),
    ...(move ? [t('candidates:list.moved', { move: t(`candidates:move.${move}`), days })] : []),
  ]
}

function peopleOf(total: number, t: Translate): string {
  return total > countedAtMost ? t('candidates:list.moreThan', { count: countedAtMost }) : String(total)
}

/** The office's next step with disputes and gaps stands on a page of its own. */
function recheckActions({ role }: Actor, { standing }: ListFilter, t: Translate) {
  const waits = role === 'office' && (standing === 'disputed' || standing === 'gap')
  return waits ? [{ label: t('rechecks:next'), href: '/rechecks?show=waiting' }] : []
}

function listActions(actor: Actor, t: Translate) {
  if (actor.role !== 'township_clerk' && actor.role !== 'office') return []
  return [
    { label: t('candidates:list.import'), href: '/candidates/import' },
    { label: t('candidates:list.new'), href: '/candidates/new', tone: 'primary' as const },
  ]
}

function columnsOf({ actor, filter, t }: ListInput) {
  const sortable = (name: string, sort: Sort) => ({
    label: t(`candidates:column.${name}`),
    href: listHref(filter, { sort }),
    sorted: filter.sort === sort ? (sort === 'updated' ? 'descending' : 'ascending') : undefined,
  })
  const plain = (name: string) => ({ label: t(`candidates:column.${name}`) })
  return [
    ...(bulkOf(actor, t) ? [{ label: t('candidates:column.tick'), hidden: true }] : []),
    sortable('name', 'name'),
    sortable('team', 'team'),
    plain('position'),
    ...(actor.role === 'observer' ? [] : [plain('person'), plain('politics')]),
    plain('stage'),
    ...(seesStandings(actor) ? [plain('standing')] : []),
    sortable('updated', 'updated'),
  ]
}

/** What may be done with many at once, and in which stage they must be. */
function bulkOf({ role }: Actor, t: Translate) {
  if (role === 'township_clerk') return bulk('draft', '/candidates/submissions', t)
  return role === 'township_lead' ? bulk('submitted', '/candidates/screenings', t) : undefined
}

function bulk(stage: 'draft' | 'submitted', action: string, t: Translate) {
  return { stage, action, ticked: t(`candidates:bulk.${stage}.ticked`), all: t(`candidates:bulk.${stage}.all`) }
}

function pagerOf({ filter, rows, total, t }: ListInput) {
  const from = (filter.page - 1) * pageSize + 1
  const to = from + rows.length - 1
  if (total <= pageSize || rows.length === 0) return undefined
  return {
    from,
    to,
    total: peopleOf(total, t),
    previous: filter.page > 1 ? listHref(filter, { page: filter.page - 1 }) : undefined,
    next:
      rows.length === pageSize && (to < total || total > countedAtMost)
        ? listHref(filter, { page: filter.page + 1 })
        : undefined,
  }
}

function emptyOf({ actor, filter, t }: ListInput) {
  const may = townshipRoles.includes(actor.role) ? actor.role === 'township_clerk' : actor.role === 'office'
  if (isFiltered(filter))
    return {
      title: t('candidates:list.nothing'),
      text: t('candidates:list.nothingHelp'),
      action: { label: t('shell:filters.clear'), href: '/candidates' },
    }
  const action = may ? { label: t('candidates:list.import'), href: '/candidates/import' } : undefined
  return { title: t('candidates:list.empty'), text: may ? t('candidates:list.emptyHelp') : undefined, action }
}
