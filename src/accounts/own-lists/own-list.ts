/**
 * The lists that a person may set up for themselves, each with its address. One that hangs on a record (null) has many: its
 * columns are a person's own, its filters are not kept.
 */
export const lists = {
  candidates: '/candidates',
  outcomes: '/outcomes',
  reviews: '/reviews',
  rechecks: '/rechecks',
  notices: '/notices',
  meetings: '/meetings',
  triggers: '/triggers',
  rectifications: '/rectifications',
  holds: '/holds',
  elections: '/elections',
  accounts: '/accounts',
  audit: '/audit',
  hits: '/ledgers/hits',
  ledger_rows: null,
  carried: null,
  stale: '/outcomes/stale',
  pointers: '/pointers',
  rounds: '/rounds',
} as const satisfies Record<string, string | null>
export type ListName = keyof typeof lists
export const listNames = Object.keys(lists) as ListName[]

/** A list's filters under a name; `query` is the end of its address, without `?`. */
export type SavedFilter = { id: string; list: ListName; name: string; query: string }

/** What a person has set up for themselves of one list: the columns chosen (null: as the list comes), the views kept. */
export type OwnSetUp = { chosen: string[] | null; saved: SavedFilter[] }

/** As many as a menu can be read with. */
export const mostSaved = 20

const longestQuery = 500

/** What narrows and orders a list, without the leaf that is open. */
export function askedIn(query: string): [string, string][] {
  return [...new URLSearchParams(query)].filter(([name, value]) => value !== '' && !leafWords.includes(name))
}

/** What of an address says which leaf is open: its number, or the row that it begins past. */
const leafWords = ['page', 'past']

/**
 * What of a list's address is kept: its filters and order, not the leaf that was open. Null when it is the address of
 * something else, or holds what could be an ID number: those are never kept in an address.
 */
export function keptQuery(list: ListName, address: string): string | null {
  const [path, query = ''] = address.split('?')
  if (path !== lists[list]) return null
  const kept = askedIn(query)
  if (kept.some(([, value]) => !isId.test(value) && /\d{12}/.test(value.replace(/\D*(\d)\D*/g, '$1')))) return null
  const text = new URLSearchParams(kept).toString()
  return text.length > longestQuery ? null : text
}

export function isListName(word: unknown): word is ListName {
  return listNames.some((name) => name === word)
}

export function hrefOf({ list, query }: Pick<SavedFilter, 'list' | 'query'>): string {
  return query ? `${lists[list]}?${query}` : String(lists[list])
}

const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
