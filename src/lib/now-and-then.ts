/** Tells how far something is, at most once in `milliseconds`; the first word and the end are always told. */
export function nowAndThen(
  milliseconds: number,
  tell: (done: number, total: number) => void,
): (done: number, total: number) => void {
  let told = -Infinity
  return (done, total) => {
    const now = performance.now()
    if (done < total && now - told < milliseconds) return
    told = now
    tell(done, total)
  }
}
