import type { QueueCounts } from '../queue/figures.store'
import type { OpenRound, QueueRow } from '../queue/queue.store'
import type { QueueFilter } from '../queue/queue-filter'
import { groupBy } from '../../lib/group'
import { dayFromDate, type Day } from '../../lib/day'
import { pagerAt } from '../../lib/pager'
import { say, type Translate } from '../../locales/translate'
import { statusOf } from '../desk/desk.view'
import type { Reader } from '../file.view'
import { filterQuery } from '../queue/queue-filter'
import { townshipField } from '../queue/queue.view'
import { type Basis, ownedItems } from '../review'
import type { Signable } from '../signing/signing'
import { actLines, basisText } from './answering.view'
import { type Choice, coverageDigest, itemsWithGround, methods, offeredShows } from './together'
import { type Coverage, leftMessage, type LeftReason } from './together.policy'
import type { Answering } from './together.store'

export const peoplePerPage = 50

export type ChoosingGiven = {
  rounds: OpenRound[]
  roundId: string
  /** What the department is measured by in the round; null where none is out. */
  basis: Basis | null
  rows: QueueRow[]
  counts: QueueCounts
  filter: QueueFilter
  pageNumber: number
  townships: { id: string; name: string }[]
  acts: Answering[]
  today: Day
  typed: Record<string, string>
  problems: { field: string; text: string }[]
}

/** Whom, what, on which basis. What was typed comes back after a refusal. */
export function choosingPage(reader: Reader, given: ChoosingGiven) {
  const { t } = reader
  const { filter, typed, rows } = given
  const total = given.counts[filter.show]
  const part = { skip: (given.pageNumber - 1) * peoplePerPage, shown: rows.length, size: peoplePerPage, total }
  return {
    title: t('together:title'),
    lead: t('together:lead'),
    breadcrumbs: [{ label: t('reviews:queue.title'), href: '/reviews' }, { label: t('together:title') }],
    problems: given.problems,
    open: given.rounds.length > 0,
    filters: filterFields(t, given),
    hidden: filterInputs(filter),
    round: roundField(t, given),
    items: itemBoxes(reader, given),
    basis: basisFields(t, given),
    people: {
      name: 'people',
      label: t('together:people'),
      value: typed['people'] ?? 'filter',
      options: [
        { value: 'filter', label: t('together:peopleFilter', { count: total }) },
        { value: 'ticked', label: t('together:peopleTicked') },
      ],
    },
    rows: rows.map((row) => ({
      id: row.id,
      name: row.name,
      place: `${row.township} · ${row.team}`,
      status: statusOf(t, row),
      checked: (typed['review'] ?? '').includes(row.id),
    })),
    pager: pagerAt(part, (skip) => {
      return `/reviews/together${filterQuery(filter, skip ? { page: skip / peoplePerPage + 1 } : {})}`
    }),
    acts: actLines(reader, given.acts),
  }
}

/** Longer lists of names open with a click. */
const fewNames = 40

export type PreviewGiven = {
  id: string
  choice: Choice
  coverage: Coverage
  uncompared: number
  changed: boolean
}

/** Exactly who is covered and who is not and why, before anything is written. */
export function previewPage({ t }: Reader, { id, choice, coverage, uncompared, changed }: PreviewGiven) {
  const { covered, leftOut } = coverage
  // What asks for work stands before what is done.
  const reasons = [...groupBy(leftOut, ({ reason }) => reason)].sort(([a], [b]) => rankOf(a) - rankOf(b))
  return {
    title: t('together:previewTitle'),
    breadcrumbs: [
      { label: t('reviews:queue.title'), href: '/reviews' },
      { label: t('together:title'), href: `/reviews/together${filterQuery(choice.people.filter)}` },
      { label: t('together:previewTitle') },
    ],
    problems: changed ? [{ field: '', text: t('together:changed') }] : [],
    heading: covered.length ? t('together:will', { count: covered.length }) : t('together:nobody'),
    facts: [
      { label: t('together:items'), text: choice.items.join(t('shell:listComma')), strong: true },
      { label: t('together:basis'), text: basisText(t, choice.basis) },
    ],
    warning: uncompared ? t('together:uncompared', { count: uncompared }) : '',
    button: covered.length ? t('together:confirm', { count: covered.length }) : '',
    cancel: `/reviews/together${filterQuery(choice.people.filter)}`,
    inputs: [...choiceInputs(choice), { name: 'id', value: id }, { name: 'shown', value: coverageDigest(covered) }],
    covered: byTownship(
      covered.map(({ review, codes }) => {
        const only = codes.length < choice.items.length ? t('together:only', { codes: codes.join('、') }) : ''
        return { review, text: only ? `${review.name}（${only}）` : review.name }
      }),
      t,
    ),
    leftOutTitle: leftOut.length ? t('together:leftOut', { count: leftOut.length }) : '',
    leftOut: reasons.map(([reason, people]) => ({
      title: t('together:reasonCount', { reason: say(t, leftMessage(reason)), count: people.length }),
      names: people.map(({ review }) => review.name).join(t('shell:listComma')),
      open: people.length <= fewNames,
      href: reason === 'hit' ? '/ledgers/hits' : '',
    })),
  }
}

/** People in whom a ledger has something come first. */
function rankOf(reason: LeftReason): number {
  return reason === 'hit' ? 0 : reason === 'record' ? 1 : 2
}

function byTownship(people: { review: Signable; text: string }[], t: Translate) {
  const places = groupBy(people, ({ review }) => review.township)
  return [...places].map(([township, there]) => {
    return { label: `${township} ${there.length}`, text: there.map(({ text }) => text).join(t('shell:listComma')) }
  })
}

function choiceInputs({ roundId, items, people, basis }: Choice) {
  const { ground, ...rest } = basis
  return [
    { name: 'roundId', value: roundId },
    ...items.map((value) => ({ name: 'items', value })),
    ...Object.entries(rest).map(([name, value]) => ({ name, value })),
    { name: 'ground', value: ground ?? '' },
    { name: 'people', value: people.ids ? 'ticked' : 'filter' },
    ...(people.ids ?? []).map((value) => ({ name: 'review', value })),
    ...filterInputs(people.filter),
  ]
}

function filterInputs({ show, township, words, whose }: QueueFilter) {
  return [
    { name: 'show', value: show },
    { name: 'township', value: township },
    { name: 'q', value: words },
    { name: 'whose', value: whose },
  ]
}

function filterFields(t: Translate, { filter, townships }: ChoosingGiven) {
  const options = offeredShows.map((show) => ({ value: show, label: t(`reviews:show.${show}`) }))
  const show = { as: 'select', name: 'show', label: t('together:show'), value: filter.show, options }
  return [
    townshipField(t, filter, townships),
    show,
    { as: 'field', name: 'q', label: t('reviews:queue.search'), value: filter.words, type: 'search', maxlength: 60 },
  ]
}

function roundField(t: Translate, { rounds, roundId }: ChoosingGiven) {
  const options = rounds.map(({ id, number, referenceDate }) => {
    return { value: id, label: t('together:roundOption', { number, day: dayFromDate(referenceDate) }) }
  })
  return { name: 'roundId', label: t('together:round'), value: roundId, options, width: 'middle' }
}

function itemBoxes({ t, lang }: Reader, { basis, typed }: ChoosingGiven) {
  const ticked = (typed['items'] ?? '').split(',')
  const boxes = (basis ? ownedItems(basis) : []).map(({ code, text, text_en }) => {
    return {
      value: code,
      label: `${code} ${lang === 'en' && text_en ? text_en : text}`,
      checked: ticked.includes(code),
    }
  })
  return { name: 'items', label: t('together:items'), help: t('together:itemsHelp'), boxes }
}

function basisFields(t: Translate, { typed, today, basis }: ChoosingGiven) {
  const text = (name: string, more: object) => {
    return { as: 'field', name, label: t(`together:${name}`), value: typed[name] ?? '', ...more }
  }
  const options = methods.map((method) => ({ value: method, label: t(`together:methods.${method}`) }))
  const method = { as: 'select', options, empty: t('reviews:fact.choose'), width: 'middle' }
  const sealed = basis ? itemsWithGround(ownedItems(basis), basis.departmentKey, today) : []
  const help = sealed.length ? { help: t('together:groundHelp', { items: sealed.join('、') }) } : {}
  return [
    text('source', { help: t('together:sourceHelp'), maxlength: 200 }),
    text('consultedOn', { type: 'date', max: today, width: 'middle' }),
    text('method', method),
    text('ground', { maxlength: 300, required: false, ...help }),
  ]
}
