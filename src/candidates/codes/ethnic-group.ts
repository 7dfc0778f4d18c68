import { type CodeRow, plain, readCode } from './code-list'
import ethnicGroupRows from './ethnic-groups.json'

/** GB/T 3304: the 56 groups, 01 汉族 … 56 基诺族. */
export const ethnicGroups: readonly CodeRow[] = ethnicGroupRows

/** The code of a group named with or without 族. */
export function readEthnicGroup(text: string): string | null {
  return readCode(ethnicGroups, text) ?? readCode(ethnicGroups, `${plain(text).replace(/民族$/, '')}族`)
}
