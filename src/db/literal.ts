/** Typed words inside a LIKE pattern: `%`, `_` and the backslash mean themselves. */
export function literal(words: string): string {
  return words.replace(/[\\%_]/g, '\\$&')
}
