/** Order of item codes: letters as letters, digits as numbers, so that K2 comes before K10 and N02 before N10. */
export function compareCodes(a: string, b: string): number {
  const [left, right] = [runs(a), runs(b)]
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const order = compareRuns(left[i] ?? '', right[i] ?? '')
    if (order !== 0) return order
  }
  return compareText(a, b)
}

function runs(code: string): string[] {
  return code.match(/\d+|\D+/g) ?? []
}

function compareRuns(a: string, b: string): number {
  const bothNumbers = /^\d/.test(a) && /^\d/.test(b)
  return bothNumbers ? Number(a) - Number(b) : compareText(a, b)
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
