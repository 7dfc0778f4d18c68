import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../../src/lib/root'

/** Rows [state, act, next] of a table in docs/states.md, found by the comment `<!-- table:name -->` above it. */
export function writtenTransitions(name: string): string[][] {
  const written = readFileSync(join(projectRoot, 'docs/states.md'), 'utf8')
  const table = written.split(`<!-- table:${name} -->`)[1]?.split(/\n#|<!--/)[0] ?? ''
  return table
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )
}

/** The rows that a table of the code should have there. */
export function codedTransitions(table: Record<string, Partial<Record<string, string>>>): string[][] {
  return Object.entries(table).flatMap(([state, acts]) =>
    Object.entries(acts).map(([act, next]) => [state, act, String(next)]),
  )
}
