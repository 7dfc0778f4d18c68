import { minuteInChina } from '../lib/clock'
import { maskIdNumber } from '../lib/id-number'
import { pagerAt } from '../lib/pager'
import type { Translate } from '../locales/translate'
import { kindOf } from './kind'
import { rowShows, type Ledger, type LedgerRow, type LedgerVersion, type RowFilter } from './ledger'

export type Reader = { t: Translate; lang: string }

export const rowsOnPage = 50

export type ListGiven = {
  ledgers: (Ledger & { newest: LedgerVersion })[]
  /** Null for the office, which has no hits of its own. */
  own: { open: Map<string, number>; uncompared: number } | null
}

/** The ledgers of a department, or those that are open to the office. */
export function listPage({ t, lang }: Reader, { ledgers, own }: ListGiven) {
  const open = [...(own?.open.values() ?? [])].reduce((sum, count) => sum + count, 0)
  const acts = [
    { label: t('ledgers:screening.title'), href: '/ledgers/screening' },
    { label: t('ledgers:allHits', { count: open }), href: '/ledgers/hits' },
    { label: t('ledgers:import.title'), href: '/ledgers/import', tone: 'primary' as const },
  ]
  return {
    title: t('ledgers:title'),
    lead: t(own ? 'ledgers:help' : 'ledgers:officeHelp'),
    actions: own ? acts : [],
    uncompared: own?.uncompared ? t('ledgers:uncompared', { count: own.uncompared }) : '',
    columns: [
      { label: t('ledgers:import.kind') },
      ...(own ? [] : [{ label: t('ledgers:version.department') }]),
      { label: t('ledgers:version.title') },
      { label: t('ledgers:version.asOf') },
      { label: t('ledgers:version.source') },
      { label: t('ledgers:version.rows'), number: true },
      ...(own ? [{ label: t('ledgers:hits.title') }] : []),
    ],
    rows: ledgers.map((ledger) => listRow({ t, lang }, ledger, own?.open.get(ledger.id) ?? 0, own === null)),
    empty: { title: t('ledgers:empty'), text: t(own ? 'ledgers:emptyHelp' : 'ledgers:officeEmptyHelp') },
  }
}

export type LedgerGiven = {
  ledger: Ledger
  versions: LedgerVersion[]
  version: LedgerVersion
  rows: LedgerRow[]
  total: number
  filter: RowFilter
  pageNumber: number
  /** Opens a row's ID number; lists print it masked. */
  numberOf: (row: LedgerRow) => string | null
  own: boolean
}

/** One version of a ledger with its rows, and the versions beside it. */
export function ledgerPage({ t, lang }: Reader, given: LedgerGiven) {
  const { ledger, version, filter } = given
  const kind = kindOf(ledger.kind)
  const texts = given.rows.map((row) => textsOf(t, row, given.numberOf(row)))
  // What nobody on this page has needs no column; who it is about always has.
  const shown = kind.columns.filter(({ key }) => isShort(key) || texts.some((text) => text[key]))
  return {
    title: t(`ledgers:kind.${ledger.kind}`),
    lead: `${lang === 'en' ? ledger.departmentEn : ledger.department} · ${t('ledgers:version.number', { number: version.number })}`,
    breadcrumbs: [{ label: t('ledgers:title'), href: '/ledgers' }],
    actions: given.own ? [importLink(t, ledger)] : [],
    facts: factsOf(t, version),
    versions: given.versions.map((one) => versionRow(t, ledger, one, one.number === version.number)),
    shows: rowShows.map((show) => ({
      text: t(`ledgers:rows.show.${show}`),
      count: version[countIn[show]],
      href: address(ledger, { ...filter, show }),
      current: show === filter.show,
    })),
    search: { action: `/ledgers/${ledger.id}`, version: version.number, show: filter.show, q: filter.words },
    caption: t('ledgers:rows.caption', { number: version.number }),
    columns: ['row', ...shown.map(({ key }) => key)].map((key) => ({
      label: t(`ledgers:column.${key}`),
      number: key === 'row',
    })),
    rows: given.rows.map((row, place) => ({ row: row.row, cells: shown.map(({ key }) => cellOf(texts[place]!, key)) })),
    pager: pagerOf(given),
  }
}

function importLink(t: Translate, { kind }: Ledger) {
  return { label: t('ledgers:rows.import'), href: `/ledgers/import?kind=${kind}`, tone: 'primary' as const }
}

/** Who: short words that do not break. */
function isShort(key: string): boolean {
  return ['name', 'idNumber', 'sex', 'birth'].includes(key)
}

const countIn = { all: 'rows', fresh: 'fresh', gone: 'gone' } as const

function listRow({ t, lang }: Reader, ledger: ListGiven['ledgers'][number], open: number, office: boolean) {
  const { newest } = ledger
  return {
    kind: t(`ledgers:kind.${ledger.kind}`),
    href: `/ledgers/${ledger.id}`,
    department: office ? (lang === 'en' ? ledger.departmentEn : ledger.department) : '',
    version: t('ledgers:version.number', { number: newest.number }),
    asOf: newest.asOf,
    source: newest.source,
    rows: newest.rows,
    hits: office ? null : { text: t('ledgers:open', { count: open }), href: `/ledgers/hits?kind=${ledger.kind}` },
  }
}

function factsOf(t: Translate, version: LedgerVersion) {
  return [
    { label: t('ledgers:version.source'), text: version.source },
    { label: t('ledgers:version.asOf'), text: version.asOf },
    { label: t('ledgers:version.taken'), text: takenWords(t, version) },
    { label: t('ledgers:version.file'), text: version.fileName },
    { label: t('ledgers:version.digest'), text: version.digest },
    { label: t('ledgers:version.left'), text: String(version.left) },
  ]
}

function takenWords(t: Translate, { takenBy, takenAt }: LedgerVersion): string {
  return t('ledgers:version.takenBy', { person: takenBy, at: minuteInChina(takenAt) })
}

function versionRow(t: Translate, ledger: Ledger, version: LedgerVersion, current: boolean) {
  const { number, asOf, source, rows, fresh, gone } = version
  const words = t('ledgers:version.number', { number })
  return { words, href: `/ledgers/${ledger.id}?version=${number}`, current, asOf, source, rows, fresh, gone }
}

/** What a row says, by column. */
function textsOf(t: Translate, row: LedgerRow, number: string | null): Record<string, string> {
  return {
    ...row.values,
    name: row.name ?? '',
    idNumber: number ? maskIdNumber(number) : '',
    sex: row.sexes.map((sex) => t(`ledgers:sex.${sex}`)).join('/'),
    birth: (row.births.length ? row.births : row.years).join('/'),
    township: row.township ?? '',
    village: row.village ?? '',
  }
}

function cellOf(texts: Record<string, string>, key: string) {
  const text = texts[key] ?? ''
  return { text, short: isShort(key) || /^\d{4}-\d\d(-\d\d)?$/.test(text) }
}

function address({ id }: Ledger, { version, show, words }: RowFilter, page = 1): string {
  const query = new URLSearchParams({ version: String(version), show })
  if (words) query.set('q', words)
  if (page > 1) query.set('page', String(page))
  return `/ledgers/${id}?${query}`
}

function pagerOf({ ledger, rows, total, filter, pageNumber }: LedgerGiven) {
  const part = { skip: (pageNumber - 1) * rowsOnPage, shown: rows.length, size: rowsOnPage, total }
  return pagerAt(part, (skip) => address(ledger, filter, skip / rowsOnPage + 1))
}
