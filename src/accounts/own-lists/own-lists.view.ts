import { type Column, columnChoices, type Row, shownColumns } from '../../lib/table'
import type { Translate } from '../../locales/translate'
import type { Typed } from '../../web/pages/form'
import type { Problem } from '../../web/pages/page'
import { askedIn, hrefOf, keptQuery, type ListName, lists, type OwnSetUp, type SavedFilter } from './own-list'

/** What came back refused: of the saved filter `id`, or (without) of one that was to be saved. */
type Returned = { fields: Typed; problems: Problem[]; id?: string }

/** All saved filters of one person, each with its new name and its end; on top what could not be saved yet. */
export function ownListsPage(t: Translate, saved: SavedFilter[], returned?: Returned) {
  const unsaved = returned && !returned.id ? returned.fields : null
  return {
    title: t('ownLists:title'),
    lead: t('ownLists:lead'),
    problems: (returned?.problems ?? []).map(({ field, text }) => ({ field: fieldId(field, returned?.id), text })),
    unsaved: unsaved && {
      name: unsaved['name'] ?? '',
      list: unsaved['list'] ?? '',
      address: unsaved['address'] ?? '',
      problem: returned!.problems[0]?.text ?? '',
    },
    saved: saved.map((one) => ({
      ...one,
      listName: t(`ownLists:list.${one.list}`),
      href: hrefOf(one),
      field: fieldId('name', one.id),
      typed: returned?.id === one.id ? (returned.fields['name'] ?? '') : one.name,
      problem: returned?.id === one.id ? (returned.problems[0]?.text ?? '') : '',
    })),
  }
}

/** What views/components/list-tools prints over a list. */
export type ListTools = {
  list: ListName
  /** The list's address as it stands. */
  address: string
  /** Whether its filters may be kept under a name, and whether they differ from the list as it comes. */
  keeps: boolean
  mayKeep: boolean
  saved: { name: string; href: string; current: boolean }[]
  columns: { key: string; label: string; shown: boolean }[]
  /** Address of the workbook, and what is in it. */
  workbook?: { href: string; label: string }
}

/** A list that its reader may set up. `address` as it stands, with its leaf. */
export type ListGiven<K extends string> = {
  list: ListName
  address: string
  own: OwnSetUp
  columns: Column<K>[]
  rows: Row<K>[]
  caption: string
  /** What to say, and what to do next, where there are no rows. */
  empty: { title: string; text?: string; action?: { label: string; href: string } }
  pager?: object
}

/** The locals of components/listing: tools, then the table or what to do next. */
export function listing<K extends string>(t: Translate, given: ListGiven<K>, workbook = true) {
  const { caption, columns, rows, empty, pager, own } = given
  const table = { caption, columns: shownColumns(columns, own.chosen), rows }
  return { tools: listTools(t, given, workbook && rows.length > 0), table, empty, pager }
}

export type Listing = ReturnType<typeof listing>

/** The person's own views of the list (the one in force is marked), its columns, its workbook. */
export function listTools<K extends string>(
  t: Translate,
  { list, address, own, columns }: Pick<ListGiven<K>, 'list' | 'address' | 'own' | 'columns'>,
  workbook = true,
): ListTools {
  const query = keptQuery(list, address) ?? ''
  const here = hrefOf({ list, query })
  return {
    list,
    address,
    keeps: lists[list] !== null,
    mayKeep: query !== '',
    saved: own.saved.map((one) => ({ name: one.name, href: hrefOf(one), current: hrefOf(one) === here })),
    columns: columnChoices(columns, own.chosen),
    ...(workbook && { workbook: { href: workbookOf(address), label: t('ownLists:export') } }),
  }
}

/** All leaves of what the address shows. */
function workbookOf(address: string): string {
  const [path, query = ''] = address.split('?')
  const asked = new URLSearchParams(askedIn(query)).toString()
  return `${path}/workbook${asked && `?${asked}`}`
}

function fieldId(field: string, id?: string): string {
  return id && field ? `${field}-${id}` : field
}
