import type { OwnSetUp } from '../accounts/own-lists/own-list'
import { listing } from '../accounts/own-lists/own-lists.view'
import { maskIdNumber } from '../lib/id-number'
import { listAddress } from '../lib/list-address'
import { columnsOf, plainSort } from '../lib/sort'
import type { Column, Row } from '../lib/table'
import type { Translate } from '../locales/translate'
import { kindOf } from './kind'
import { type Ledger, type LedgerRow, type RowFilter, rowSorts } from './ledger'

export type RowsGiven = {
  ledger: Ledger
  rows: LedgerRow[]
  filter: RowFilter
  /** Opens a row's ID number; lists and workbooks have it masked. */
  numberOf: (row: LedgerRow) => string | null
}

type Leaf = {
  own: OwnSetUp
  /** The leaf that is open. */
  page: number
  pager: object
}

/** The rows of one version, with what stands over them. */
export function rowsListing(t: Translate, given: RowsGiven & Leaf) {
  const { ledger, filter, page } = given
  return listing(t, {
    ...given,
    ...rowsTable(t, given),
    list: 'ledger_rows',
    address: rowsHref(ledger, filter, page),
    caption: t('ledgers:rows.caption', { number: filter.version }),
    empty: { title: t('ledgers:rows.empty'), text: t('ledgers:rows.emptyText') },
  })
}

/** Columns and rows; what none of the rows has needs no column, who it is about always has. */
export function rowsTable(t: Translate, { ledger, rows, filter, numberOf }: RowsGiven) {
  const texts = rows.map((row) => textsOf(t, row, numberOf(row)))
  const used = kindOf(ledger.kind).columns.filter(({ key }) => isWho(key) || texts.some((text) => text[key]))
  const keys = [...new Set(['row', ...used.map(({ key }) => (isPlace(key) ? 'place' : key))])]
  return { columns: columnsFor(t, ledger, filter, keys), rows: texts.map((text) => cellsOf(text, keys)) }
}

export function rowsHref({ id }: Ledger, { version, show, words, sort }: RowFilter, page = 1): string {
  const plain = { show: 'all', sort: plainSort(rowSorts), page: 1 }
  return listAddress(`/ledgers/${id}`, { version, show, q: words, sort, page }, plain)
}

/** All fixed: they are few enough, and differ from kind to kind. */
function columnsFor(t: Translate, ledger: Ledger, filter: RowFilter, keys: string[]): Column[] {
  const columns = Object.fromEntries(keys.map((key) => [key, { fixed: true }]))
  return columnsOf(columns, (key) => t(`ledgers:column.${key}`), {
    sorts: rowSorts,
    sort: filter.sort,
    hrefOf: (sort) => rowsHref(ledger, { ...filter, sort }),
  })
}

function cellsOf(texts: Record<string, string>, keys: string[]): Row {
  const whole = (key: string, text: string) => isWho(key) || /^\d{4}-\d\d(-\d\d)?$/.test(text)
  const cells = keys.map((key) => {
    if (key === 'place') return [key, { text: texts['township']!, under: texts['village'] }] as const
    const text = texts[key] ?? ''
    return [key, { text, whole: whole(key, text) }] as const
  })
  return { cells: Object.fromEntries(cells) }
}

/** Who: short words that do not break. */
function isWho(key: string): boolean {
  return ['name', 'idNumber', 'sex', 'birth'].includes(key)
}

/** One column for both: a ledger has many. */
function isPlace(key: string): boolean {
  return key === 'township' || key === 'village'
}

/** What a row says, by column. */
function textsOf(t: Translate, row: LedgerRow, number: string | null): Record<string, string> {
  return {
    ...row.values,
    row: String(row.row),
    name: row.name ?? '',
    idNumber: number ? maskIdNumber(number) : '',
    sex: row.sexes.map((sex) => t(`ledgers:sex.${sex}`)).join('/'),
    birth: (row.births.length ? row.births : row.years).join('/'),
    township: row.township ?? '',
    village: row.village ?? '',
  }
}
