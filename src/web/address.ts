/** A path of this site to go on to, or `/`; never another site ('//evil', '/\evil', 'https:'), never a line break. */
export function samePath(wanted: unknown): string {
  if (typeof wanted !== 'string' || !wanted.startsWith('/')) return '/'
  const url = urlOf(wanted, 'http://here')
  return url?.host === 'here' && url.protocol === 'http:' ? url.pathname + url.search : '/'
}

/** The address, or nothing when it is not one (URL.parse does the same, but not on Node 20.19). */
export function urlOf(text: string, base?: string): URL | undefined {
  return URL.canParse(text, base) ? new URL(text, base) : undefined
}
