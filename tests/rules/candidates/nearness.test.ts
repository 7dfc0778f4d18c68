import { type Nearness, mustKeepAway, nearestFirst, nearWords } from '../../../src/candidates/structure/nearness'

const self: Nearness = { kind: 'self' }
const team: Nearness = { kind: 'team' }
const relative = (byNumber: boolean): Nearness => ({ kind: 'relative', kinship: 'sibling', byNumber })

test.each([
  ['the same person', [self], true],
  ['a relative by ID number', [relative(true)], true],
  ['a relative by name alone', [relative(false)], false],
  ['somebody of the same village', [team], false],
  ['a neighbour who is also a relative by ID number', [team, relative(true)], true],
  ['nobody', [], false],
])('%s: must keep away %s → %s', (_, near, kept) => {
  expect(mustKeepAway(near)).toBe(kept)
})

test('the nearest is told first, and a relative known by number not once more by name', () => {
  expect(nearestFirst([team, relative(false), relative(true), self])).toEqual([self, relative(true), team])
  expect(nearestFirst([team, relative(false)])).toEqual([relative(false), team])
})

test('each way of being near has its words', () => {
  expect(nearWords([team, relative(false)]).map(({ key }) => key)).toEqual([
    'nearness:kind.relative.byName.sibling',
    'nearness:kind.team',
  ])
  expect(nearWords([self, relative(true)]).map(({ key }) => key)).toEqual([
    'nearness:kind.self',
    'nearness:kind.relative.byNumber.sibling',
  ])
})
