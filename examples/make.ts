import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../src/lib/root'
import { sanctionsWorkbook } from './ledger-book'
import { people } from './people'
import { departmentReturns } from './returns-book'
import { rosterWorkbook } from './roster-book'

/** Writes examples/roster.xlsx, examples/returns/*.xlsx and examples/ledgers/sanctions.xlsx; the same seed gives the same tables. */
async function make(): Promise<void> {
  const folder = join(projectRoot, 'examples')
  const everyone = people(20260110)
  for (const below of ['returns', 'ledgers']) mkdirSync(join(folder, below), { recursive: true })
  writeFileSync(join(folder, 'roster.xlsx'), await rosterWorkbook(everyone))
  writeFileSync(join(folder, 'ledgers', 'sanctions.xlsx'), await sanctionsWorkbook())
  for (const { name, file } of await departmentReturns(everyone)) writeFileSync(join(folder, 'returns', name), file)
}

void make()
