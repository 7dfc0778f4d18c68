import { bare } from '../lib/tidy'

/** A township for comparing: 盛乐镇, 盛乐镇人民政府 and 盛乐 are one. */
export function townshipKey(written: string | null): string {
  return short(written, townshipEnding)
}

/** A village or community for comparing: 示范村, 示范村委会 and 示范 are one. */
export function villageKey(written: string | null): string {
  return short(written, villageEnding)
}

const townshipEnding = /(人民政府|党委|街道办事处|办事处|街道办|街道|民族乡|苏木|镇|乡)$/
const villageEnding = /(村民委员会|居民委员会|村委会|居委会|党支部|党总支|行政村|嘎查|社区|村)$/

/** Endings one after another (盛乐镇人民政府), as long as something is left to tell places apart. */
function short(written: string | null, ending: RegExp): string {
  const name = bare(written ?? '')
  const shorter = name.replace(ending, '')
  if (shorter === name || shorter.length < 2) return name
  return short(shorter, ending)
}
