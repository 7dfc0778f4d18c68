/** What a number format shows: a date, perhaps without its day, or a number with this many fixed decimals. */
export type Shown = { date: boolean; monthOnly: boolean; decimals: number }

/** The formats that have a number and no text in the file (ECMA-376 §18.8.30, with Chinese Excel's 27–36 and 50–58). */
export function builtIn(id: number): Shown {
  return { date: dates.has(id), monthOnly: monthsOnly.has(id), decimals: id === 2 || id === 4 ? 2 : 0 }
}

/** Reads a format as written, e.g. `yyyy"年"m"月";@` or `[$-804]yyyy.mm`. */
export function shownBy(format: string): Shown {
  const code = (format.split(';')[0] ?? '')
    .replace(/"[^"]*"|\\.|_.|\*./g, '')
    .replace(/\[[^\]]*\]/g, '')
    .toLowerCase()
  const date = /[ye]/.test(code) || /d/.test(code) || /m{3,}/.test(code)
  const decimals = /^[#,0]*0\.(0+)$/.exec(code)?.[1]?.length ?? 0
  return { date: date && !/general/.test(code), monthOnly: !/d/.test(code), decimals }
}

const monthsOnly = new Set([17, 27, 36, 50, 52, 57])
const dates = new Set([14, 15, 16, 22, 28, 29, 30, 31, 51, 53, 54, 58, ...monthsOnly])
