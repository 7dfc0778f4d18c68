/** House rules 2: who may import whom, checked by `npm run ladder` and broken on purpose in tests/house/ladder.test.ts. */
const ladder = [
  'audit',
  'organisations',
  'accounts',
  'jobs',
  'cycles',
  'criteria',
  'evidence',
  'candidates',
  'standings',
  'rounds',
  'reviews',
  'outcomes',
  'ledgers',
  'teams',
  'papers',
  'progress',
  'invariants',
]

const feature = `^src/(${ladder.join('|')})/`
const suffixed = '\\.(policy|form|view|store|actions|routes|cli|json)(\\.ts)?$'
// audit/recorded.ts is the frame that every act is written in; a …-workbook.ts makes a file out of what a view prints.
const rules = { path: `${feature}[^.]+\\.ts$`, pathNot: '^src/audit/recorded\\.ts$|-workbook\\.ts$' }
const kind = (suffix) => ({ path: `${feature}.+\\.${suffix}\\.ts$` })
const impure =
  '^(node:)?(fs|http|https|net|child_process|worker_threads)(/|$)|(^|/)node_modules/(express|pg|passport|multer|pino|exceljs|nodemailer)/'

/** Rules, policies, stores and actions look only down the ladder; pages look anywhere. */
const downwards = ladder.slice(0, -1).map((name, step) => ({
  name: `ladder-${name}`,
  comment: `${name} stands below what it imports`,
  severity: 'error',
  from: { path: `^src/${name}/`, pathNot: '\\.(routes|view|cli)\\.ts$' },
  // Who acts is a word of every feature.
  to: { path: `^src/(${ladder.slice(step + 1).join('|')})/`, pathNot: '^src/accounts/(actor|role|scope)\\.ts$' },
}))

const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

module.exports = {
  forbidden: [
    ...downwards,
    forbid(
      'no-circular',
      'two files that need each other are one',
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    ),
    forbid('rules-are-pure', 'rules import rules and lib', rules, {
      path: `^src/(web|db|sheets|vault|mail)/|${impure}|${suffixed}`,
      pathNot: '\\.json$',
    }),
    forbid('policies', 'policies import rules and policies', kind('policy'), {
      path: `^src/(web|db|vault|mail)/|${impure}|\\.(form|view|store|actions|routes)\\.ts$`,
    }),
    forbid('forms', 'forms import rules and zod', kind('form'), {
      path: `^src/(web|db|vault|mail)/|${impure}|\\.(view|store|actions|routes)\\.ts$`,
    }),
    forbid('views', 'views import rules and policies', kind('view'), {
      path: `^src/(db|vault|mail)/|${impure}|\\.(form|store|actions|routes)\\.ts$`,
      dependencyTypesNot: ['type-only'],
    }),
    forbid('stores', 'stores import rules and the database', kind('store'), {
      path: `^src/web/|${impure}|\\.(form|view|actions|routes|policy)\\.ts$`,
      dependencyTypesNot: ['type-only'],
    }),
    forbid('actions', 'actions import rules, policies, stores and actions', kind('actions'), {
      path: `^src/web/|${impure}|\\.(view|routes)\\.ts$`,
      dependencyTypesNot: ['type-only'],
    }),
    forbid(
      'nothing-imports-a-page',
      'only the table of contents lists pages; a feature may split its own',
      { path: '^src/([^/]+)/' },
      { path: '\\.routes\\.ts$', pathNot: '^src/$1/' },
    ),
    forbid(
      'invariants-stand-apart',
      'the checks look at everything; only the command line asks for them',
      { path: '^src/', pathNot: '^src/(invariants/|cli\\.ts$)' },
      { path: '^src/invariants/' },
    ),
    forbid(
      'lib-knows-nobody',
      'lib is below everything',
      { path: '^src/lib/' },
      { path: '^src/', pathNot: '^src/lib/' },
    ),
    forbid(
      'no-orphan-prisma',
      'the database is reached through stores',
      { path: feature, pathNot: '\\.(store|actions)\\.ts$' },
      { path: '^src/db/generated', dependencyTypesNot: ['type-only'] },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules|^src/db/generated' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['require', 'node', 'default'] },
  },
}
