/** Two projects: `rules` is pure and needs no database, `app` is everything else. */
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

const pure = ['<rootDir>/tests/rules/', '<rootDir>/tests/house/']

module.exports = {
  projects: [
    { ...shared, displayName: 'rules', testMatch: pure.map((folder) => `${folder}**/*.test.ts`) },
    {
      ...shared,
      displayName: 'app',
      testMatch: ['<rootDir>/tests/**/*.test.ts'],
      testPathIgnorePatterns: ['/node_modules/', ...pure],
    },
  ],
}
