import type { Actor } from '../../accounts/actor'
import type { OwnSetUp } from '../../accounts/own-lists/own-list'
import { listing } from '../../accounts/own-lists/own-lists.view'
import { townshipRoles } from '../../accounts/role'
import type { Translate } from '../../locales/translate'
import type { ReReview } from '../../outcomes/notices/re-review/re-review'
import { type Department, departmentName, type Team, type Township } from '../../organisations/organisation'
import type { Candidate } from '../candidates.store'
import type { IdKeys } from '../id-seal'
import { filterFields, isFiltered } from './list-filters.view'
import { columnsFor } from './columns.view'
import { countedAtMost, type ListBasis, listHref, type ListFilter, pageSize } from './list'
import { rowOf } from './row.view'
import { stageOf } from '../transitions'
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
  /** The round that the list is narrowed to. */
  round: { number: number } | null
  own: OwnSetUp
  /** How many behind the filter the person's act on many could take. */
  actable: number
  keys: IdKeys
  t: Translate
  lang: string
}

export function listPage(input: ListInput) {
  const { actor, filter, t } = input
  const shown = listing(t, {
    ...input,
    list: 'candidates',
    address: listHref(filter, { page: filter.page }),
    caption: t('candidates:list.caption'),
    columns: columnsFor(input),
    rows: input.rows.map((candidate) => rowOf(candidate, input, bulkStage(actor))),
    empty: emptyOf(input),
    pager: pagerOf(input),
  })
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
    ...shown,
    table: { ...shown.table, ...(bulkOf(input) && { tick: tickColumn(t) }) },
    bulk: bulkOf(input),
    filter: listHref(filter, { page: filter.page }),
  }
}

/** How many, and what of the filter stands in no field: whose opinion is there or is not, the milestone, the move. */
function leadOf({ total, filter, departments, round, rows, teams, t, lang }: ListInput): string {
  const people = t('candidates:list.people', { people: peopleOf(total, t) })
  const named = (key: string) => {
    const department = departments.find((one) => one.key === key)
    return (department && departmentName(department, lang)) ?? key
  }
  const asked = (['waiting', 'signed'] as const).flatMap((name) => {
    const key = filter[name]
    return key ? [t(`candidates:list.${name}`, { department: named(key) })] : []
  })
  const numbered = round ? [t('rounds:numbered', { number: round.number })] : []
  // A team without its township stands in no field.
  const team = filter.team && !teams.length && rows[0] ? [rows[0].team] : []
  return [people, ...team, ...numbered, ...asked, ...boardWords(filter, t)].join(' · ')
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
    { label: t('candidates:export.title'), href: '/candidates/export' },
    { label: t('candidates:list.import'), href: '/candidates/import' },
    { label: t('candidates:list.new'), href: '/candidates/new', tone: 'primary' as const },
  ]
}

function tickColumn(t: Translate) {
  return { name: 'ids', label: t('candidates:column.tick'), all: t('ownLists:many.tickPage') }
}

/** The stage in which this person may act on many at once. */
export function bulkStage({ role }: Pick<Actor, 'role'>): 'draft' | 'submitted' | undefined {
  return role === 'township_clerk' ? 'draft' : role === 'township_lead' ? 'submitted' : undefined
}

/** An act on many: the ticked, those of this page, or all that match and can be acted on. */
function bulkOf({ actor, rows, actable, t }: ListInput) {
  const stage = bulkStage(actor)
  if (!stage || !actable) return undefined
  const here = rows.filter((row) => stageOf(row) === stage).length
  return {
    action: stage === 'draft' ? '/candidates/submissions' : '/candidates/screenings',
    act: t(`candidates:bulk.${stage}`),
    onPage: here ? t('ownLists:many.page', { count: here }) : undefined,
    all: actable > here ? t('ownLists:many.all', { count: actable }) : undefined,
  }
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
