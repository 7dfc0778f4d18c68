import { bare } from '../../lib/tidy'

/** One row of a code table: `name` as the papers print it, `words` what clerks write besides. */
export type CodeRow<C extends string = string> = { code: C; name: string; name_en: string; words: readonly string[] }

/** The code that the words mean: the code itself, its name, or a usual word; null when the table does not know them. */
export function readCode(rows: readonly CodeRow[], text: string): string | null {
  const wanted = plain(text)
  const row = rows.find(({ code, name, words }) => [code, name, ...words].some((word) => plain(word) === wanted))
  return row?.code ?? null
}

/** The name printed for a code; the code itself where the table does not know it, so that nothing disappears. */
export function nameOfCode(
  rows: readonly Pick<CodeRow, 'code' | 'name' | 'name_en'>[],
  code: string,
  language: string,
): string {
  const row = rows.find((candidate) => candidate.code === code)
  if (!row) return code
  return language.startsWith('zh') ? row.name : row.name_en
}

/** Without blanks, brackets' contents kept, in half width and one case. */
export function plain(text: string): string {
  return bare(text)
    .replace(/[()[\]“”"'、,.。:：;；]/g, '')
    .toUpperCase()
}
