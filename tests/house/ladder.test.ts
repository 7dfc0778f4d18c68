import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { projectRoot } from '../../src/lib/root'

type Violation = { rule: { name: string }; from: string; to: string }
type Rule = { name: string }

const ladder: { forbidden: Rule[] } = require('../../.dependency-cruiser.js')
const features = ladder.forbidden.flatMap(({ name }) => (name.startsWith('ladder-') ? [name.slice(7)] : []))

/** One import that each rule forbids: file → what it imports. `invariants` is the top of the ladder. */
const broken: Record<string, { from: string; to: string; rule: string }> = {
  ...Object.fromEntries(
    features.map((name) => [name, { from: `${name}/up.ts`, to: '../invariants/top', rule: `ladder-${name}` }]),
  ),
  circle: { from: 'reviews/one.ts', to: './other', rule: 'no-circular' },
  file: { from: 'reviews/reading.ts', to: 'node:fs', rule: 'rules-are-pure' },
  web: { from: 'reviews/page.ts', to: 'express', rule: 'rules-are-pure' },
  policy: { from: 'reviews/review.policy.ts', to: './reviews.store', rule: 'policies' },
  form: { from: 'reviews/review.form.ts', to: './reviews.store', rule: 'forms' },
  view: { from: 'reviews/reviews.view.ts', to: './reviews.store', rule: 'views' },
  store: { from: 'reviews/wrong.store.ts', to: '../web/page', rule: 'stores' },
  actions: { from: 'reviews/reviews.actions.ts', to: './reviews.view', rule: 'actions' },
  page: { from: 'reviews/reviews.view.ts', to: '../rounds/rounds.routes', rule: 'nothing-imports-a-page' },
  checks: { from: 'web/asking.routes.ts', to: '../invariants/top', rule: 'invariants-stand-apart' },
  lib: { from: 'lib/upward.ts', to: '../web/page', rule: 'lib-knows-nobody' },
  prisma: { from: 'reviews/wrong.routes.ts', to: '../db/generated/client', rule: 'no-orphan-prisma' },
}

const kept = {
  'invariants/top.ts': '',
  'reviews/other.ts': "import './one'\n",
  'reviews/reviews.store.ts': '',
  'rounds/rounds.routes.ts': '',
  'web/page.ts': '',
  'db/generated/client.ts': '',
}

let folder: string
let seen: Violation[]

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ladder-'))
  for (const [path, text] of Object.entries(kept)) put(path, text)
  for (const { from } of Object.values(broken)) {
    const imports = Object.values(broken).filter((one) => one.from === from)
    put(from, imports.map(({ to }) => `import '${to}'\n`).join(''))
  }
  symlinkSync(join(projectRoot, 'node_modules'), join(folder, 'node_modules'))
  writeFileSync(join(folder, 'tsconfig.json'), '{}')
  seen = cruise()
})
afterAll(() => rmSync(folder, { recursive: true }))

test.each(Object.entries(broken))('the ladder sees what breaks it: %s', (_name, { from, rule }) => {
  expect(seen.filter((one) => one.from === `src/${from}`).map((one) => one.rule.name)).toContain(rule)
})

test('no rule is left that nothing breaks', () => {
  const names = new Set(seen.map((one) => one.rule.name))
  expect(ladder.forbidden.map((rule) => rule.name).filter((name) => !names.has(name))).toEqual([])
})

function put(path: string, text: string): void {
  const full = join(folder, 'src', path)
  mkdirSync(dirname(full), { recursive: true })
  writeFileSync(full, text)
}

/** Runs the checker of `npm run ladder` on the folder. */
function cruise(): Violation[] {
  const program = join(projectRoot, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs')
  const config = join(projectRoot, '.dependency-cruiser.js')
  const args = [program, 'src', '--config', config, '--output-type', 'json']
  const printed = execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 26 })
  return (JSON.parse(printed) as { summary: { violations: Violation[] } }).summary.violations
}
