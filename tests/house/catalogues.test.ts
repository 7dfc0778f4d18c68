import { catalogues } from '../../src/locales/catalogues'
import { filesIn } from './files'

type Tree = { [key: string]: string | Tree }
const chinese = catalogues['zh-CN'] as Tree
const english = catalogues.en as Tree
const namespaces = Object.keys(chinese)

describe('the catalogues', () => {
  it('hold the same keys in both languages', () => {
    expect(keysOf(english).toSorted()).toEqual(keysOf(chinese).toSorted())
  })

  it('fill the same blanks in both languages', () => {
    expect(blanksByKey(english)).toEqual(blanksByKey(chinese))
  })

  it('leave no text empty', () => {
    expect(
      leavesOf(chinese)
        .concat(leavesOf(english))
        .filter(([, text]) => !text.trim()),
    ).toEqual([])
  })

  it('hold every key that code and views name', () => {
    const known = new Set(keysOf(chinese))
    const unknown = [...filesIn('src', '.ts'), ...filesIn('views', '.ejs')].flatMap(({ path, text }) =>
      keysNamedIn(text)
        .filter((key) => !isKnown(key, known))
        .map((key) => `${path}: ${key}`),
    )
    expect(unknown).toEqual([])
  })

  it('are compared down to plural endings and key beginnings', () => {
    expect(keysOf({ a: { b: '', n_one: '', n_other: '' } })).toEqual(['a:b', 'a:n'])
    expect(keysNamedIn("t('errors:x.y') `errors:${a}.b` 'node:fs'")).toEqual(['errors:x.y', 'errors:'])
    expect(isKnown('errors:status.', new Set(['errors:status.404']))).toBe(true)
    expect(isKnown('errors:state.', new Set(['errors:status.404']))).toBe(false)
  })
})

/** All keys as 'namespace:path'; the plural forms of one key count once (Chinese needs only `_other`). */
function keysOf(tree: Tree): string[] {
  return [...new Set(leavesOf(tree).map(([key]) => withoutPlural(key)))]
}

function leavesOf(tree: Tree, prefix = ''): [string, string][] {
  return Object.entries(tree).flatMap(([name, value]) => {
    const key = prefix === '' ? `${name}:` : prefix.endsWith(':') ? prefix + name : `${prefix}.${name}`
    return typeof value === 'string' ? [[key, value] as [string, string]] : leavesOf(value, key)
  })
}

function withoutPlural(key: string): string {
  return key.replace(/_(zero|one|two|few|many|other)$/, '')
}

function blanksByKey(tree: Tree): Record<string, string[]> {
  const blanks: Record<string, string[]> = {}
  for (const [name, text] of leavesOf(tree)) {
    const key = withoutPlural(name)
    blanks[key] = [...new Set([...(blanks[key] ?? []), ...(text.match(/\{\{\w+/g) ?? [])])].toSorted()
  }
  return blanks
}

/** Keys written in a source; of a template literal only what stands before its first blank. */
function keysNamedIn(source: string): string[] {
  const literal = new RegExp(`['"\`]((?:${namespaces.join('|')}):[\\w.-]*)(\\$\\{|['"\`])`, 'g')
  return [...source.matchAll(literal)].map(([, key]) => key!)
}

/** A key that ends in '.' or ':' was cut at a blank: some key must begin like that. */
function isKnown(key: string, known: Set<string>): boolean {
  return (
    known.has(key) || [...known].some((one) => one.startsWith(key) && (/[.:_]$/.test(key) || one[key.length] === '.'))
  )
}
