import { minuteInChina } from '../lib/clock'
import type { Listing } from '../accounts/own-lists/own-lists.view'
import type { Translate } from '../locales/translate'
import { rowShows, type Ledger, type LedgerVersion, type RowFilter } from './ledger'
import { rowsHref } from './ledger-rows.view'

export type Reader = { t: Translate; lang: string }

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
  filter: RowFilter
  listing: Listing
  own: boolean
}

/** One version of a ledger with its rows, and the versions beside it. */
export function ledgerPage({ t, lang }: Reader, given: LedgerGiven) {
  const { ledger, version, filter, listing } = given
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
      href: rowsHref(ledger, { ...filter, show }),
      current: show === filter.show,
    })),
    action: `/ledgers/${ledger.id}`,
    clear: filter.words ? rowsHref(ledger, { ...filter, words: '' }) : '',
    filters: [
      { as: 'hidden', name: 'version', value: version.number },
      { as: 'hidden', name: 'show', value: filter.show },
      { as: 'hidden', name: 'sort', value: filter.sort },
      { name: 'q', label: t('ledgers:rows.search'), value: filter.words, type: 'search', maxlength: 60 },
    ],
    listing,
  }
}

function importLink(t: Translate, { kind }: Ledger) {
  return { label: t('ledgers:rows.import'), href: `/ledgers/import?kind=${kind}`, tone: 'primary' as const }
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
