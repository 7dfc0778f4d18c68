/** A path of this site to go on to, or `/`; never another site ('//evil', '/\\evil', '/.//evil', 'https:'). */
export function samePath(wanted: unknown): string {
  const url = typeof wanted === 'string' && wanted.startsWith('/') ? urlOf(wanted, 'http://here') : undefined
  return url?.host === 'here' && !url.pathname.startsWith('//') ? url.pathname + url.search : '/'
}

/** The list that a form came from, as it stood there: its filters, order and leaf; else the list as it comes. */
export function backTo(list: string, wanted: unknown): string {
  const path = samePath(wanted)
  return path.split('?')[0] === list ? path : list
}

/** The address, or nothing when it is not one (URL.parse does the same, but not on Node 20.19). */
export function urlOf(text: string, base?: string): URL | undefined {
  return URL.canParse(text, base) ? new URL(text, base) : undefined
}
