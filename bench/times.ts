/** Milliseconds that some work takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

export function median(numbers: number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)]!
}

/** One line of a table: what was measured, and in milliseconds how long it took. */
export function line(words: string, milliseconds: number, more = ''): void {
  console.log(`  ${words.padEnd(46)} ${milliseconds.toFixed(0).padStart(7)} ms${more && `   ${more}`}`)
}

/** The line of what was measured, with its ratio to what bounds it. */
export function lineBeside(words: string, milliseconds: number, bound: number): void {
  line(words, milliseconds, `ratio ${(milliseconds / bound).toFixed(2)}`)
}
