/** What narrows or orders a list, as words of its address; '' and null stand for what is not set. */
export type Asked = Record<string, string | number | null | undefined>

/** A list's address without what is not set and without what stands there anyway (`plain`). */
export function listAddress(path: string, asked: Asked, plain: Asked = {}): string {
  const set = Object.entries(asked).filter(([name, value]) => value && value !== plain[name])
  const query = new URLSearchParams(set.map(([name, value]): [string, string] => [name, String(value)])).toString()
  return query ? `${path}?${query}` : path
}
