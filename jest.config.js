/**
 * Three projects: `rules` is pure and needs no database, `app` is everything else that needs no browser's eyes (`npm test`
 * is these two), `e2e` is every page and every journey in a real browser (`npm run e2e`).
 */
const shared = {
  rootDir: __dirname,
  testEnvironment: 'node',
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
    ],
  },
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
}

const database = {
  // One PostgreSQL for the run; a database of its own for each test file (tests/support/database.ts).
  globalSetup: '<rootDir>/tests/support/start-database.ts',
  globalTeardown: '<rootDir>/tests/support/stop-database.ts',
  transform: { ...shared.transform, 'schema-engine-wasm/.+\\.js$': shared.transform['^.+\\.ts$'] },
  transformIgnorePatterns: ['/node_modules/(?!@prisma/schema-engine-wasm/)'],
}

const browsers = '<rootDir>/tests/e2e/'
const pure = ['<rootDir>/tests/rules/', '<rootDir>/tests/house/']

module.exports = {
  testTimeout: 30_000,
  // Two cores are the least that this is built for; the database beside them mostly waits.
  maxWorkers: 2,
  testSequencer: '<rootDir>/tests/support/longest-first.js',
  projects: [
    { ...shared, displayName: 'rules', testMatch: pure.map((folder) => `${folder}**/*.test.ts`) },
    {
      ...shared,
      ...database,
      displayName: 'app',
      testMatch: ['<rootDir>/tests/**/*.test.ts'],
      testPathIgnorePatterns: ['/node_modules/', ...pure, browsers],
    },
    {
      ...shared,
      ...database,
      displayName: 'e2e',
      globalSetup: '<rootDir>/tests/support/start-demo.ts',
      testMatch: [`${browsers}**/*.test.ts`],
    },
  ],
}
