import { bare } from '../lib/tidy'
import type { Sanction, SanctionKind } from './criteria'

/** The row that a key or an office's words name (党内严重警告, 留党察看1年 …); null when none or more than one could be meant. */
export function findSanction(text: string, sanctions: readonly Sanction[]): Sanction | null {
  const byKey = sanctions.find((sanction) => sanction.key === text)
  if (byKey) return byKey
  const wanted = plain(text)
  if (wanted === '') return null
  const exact = sanctions.filter((sanction) => plain(sanction.name) === wanted)
  const meant = exact.length > 0 ? exact : sanctions.filter((sanction) => isMeant(sanction, text))
  return meant.length === 1 ? meant[0]! : null
}

/** 党内 and 政务 say which book a sanction is from; the table leaves them out where the name is clear without. */
function isMeant(sanction: Sanction, text: string): boolean {
  const wanted = plain(text).replace(/^(给予|受到|受)/, '')
  const book = books.find(({ word }) => wanted.startsWith(word))
  return withoutBook(sanction.name) === withoutBook(wanted) && (!book || book.kind === sanction.kind)
}

const books: readonly { word: string; kind: SanctionKind }[] = [
  { word: '党内', kind: 'party' },
  { word: '政务', kind: 'administrative' },
]

function withoutBook(text: string): string {
  return plain(text).replace(/^(党内|政务)/, '')
}

/** Without blanks, brackets and the tails that clerks add; years of probation in one way of writing. */
function plain(text: string): string {
  return bare(text)
    .replace(/[()《》“”"]/g, '')
    .replace(/(处分|处理|谈话)$/, '')
    .replace(/1年/, '一年')
    .replace(/(2|两)年/, '二年')
}
