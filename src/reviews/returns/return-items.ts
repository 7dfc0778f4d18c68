import type { CriteriaSet, Item } from '../../criteria/criteria'
import { bare } from '../../lib/tidy'

/**
 * The item that a heading or a cell names: `N03`, `Ｎ０３`, `n03 受过刑事处罚`, `N3`, or the item's own words. Null for
 * other text.
 */
export function codeIn(text: string, criteria: CriteriaSet): string | null {
  const plain = bare(text).toUpperCase()
  const codes = criteria.items.map((item) => item.code)
  const starts = codes.filter((code) => startsWith(plain, code.toUpperCase()))
  if (starts.length > 0) return starts.reduce((longest, code) => (code.length > longest.length ? code : longest))
  const short = /^([A-Z]+)0*(\d+)(?![A-Z0-9])/.exec(plain)
  const same = short ? codes.filter((code) => sameCode(code, short[1]!, Number(short[2]))) : []
  if (same.length === 1) return same[0]!
  const named = criteria.items.filter((item) => plain !== '' && bare(item.text).toUpperCase() === plain)
  return named.length === 1 ? named[0]!.code : null
}

/** What stands over an item's column in a workbook that goes out. */
export function headingOfItem({ code, text }: Item): string {
  return `${code} ${text}`
}

/** Whether a heading looks like an item's code, so that an unknown one is told and not taken for a remark. */
export function looksLikeCode(text: string): boolean {
  return /^[A-Z]{1,3}\d{1,3}(?!\d)/.test(bare(text).toUpperCase())
}

/** What follows the code must not be part of a longer code: N1 is not the start of N10. */
function startsWith(text: string, code: string): boolean {
  return text.startsWith(code) && !/^[A-Z0-9_-]/.test(text.slice(code.length))
}

function sameCode(code: string, letters: string, number: number): boolean {
  const match = /^([A-Z]+)0*(\d+)$/.exec(code.toUpperCase())
  return match !== null && match[1] === letters && Number(match[2]) === number
}
