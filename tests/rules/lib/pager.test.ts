import { pagerAt } from '../../../src/lib/pager'

const href = (skip: number) => `?from=${skip}`

test.each([
  ['the first of three pages', 0, 50, { from: 1, to: 50, next: '?from=50' }],
  ['the second', 50, 50, { from: 51, to: 100, previous: '?from=0', next: '?from=100' }],
  ['the last', 100, 20, { from: 101, to: 120, previous: '?from=50' }],
  ['one that begins in the middle of a page', 30, 50, { from: 31, to: 80, previous: '?from=0', next: '?from=80' }],
])('%s', (_, skip, shown, pager) => {
  expect(pagerAt({ skip, shown, size: 50, total: 120 }, href)).toEqual({ total: 120, ...pager })
})

test('a list of nobody leads nowhere', () => {
  expect(pagerAt({ skip: 0, shown: 0, size: 50, total: 0 }, href)).toEqual({ from: 0, to: 0, total: 0 })
})
