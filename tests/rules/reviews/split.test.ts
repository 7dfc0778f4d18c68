import { sharesOf, type Task } from '../../../src/reviews/split/split'

const task = (id: number, townshipId = 'A', barred: string[] = []): Task => {
  return { id: String(id), townshipId, barred, holderId: null }
}
const tasks = (...townships: string[]) => townships.map((township, n) => task(n, township))
const given = (shares: ReturnType<typeof sharesOf>) => shares.map(({ accountId }) => accountId).join('')

test.each([
  [7, ['x', 'y'], 'xxxxyyy'],
  [7, ['x', 'y', 'z'], 'xxxyyzz'],
  [2, ['x', 'y', 'z'], 'xy'],
  [0, ['x'], ''],
])('evenly: %i among %j', (count, people, shown) => {
  const shares = sharesOf(
    'evenly',
    Array.from({ length: count }, (_, n) => task(n)),
    people,
  )
  expect(given(shares)).toBe(shown)
})

test('evenly never differs by more than one', () => {
  for (let count = 0; count < 60; count++)
    for (let people = 1; people < 7; people++) {
      const ids = Array.from({ length: people }, (_, n) => `p${n}`)
      const shares = sharesOf(
        'evenly',
        Array.from({ length: count }, (_, n) => task(n)),
        ids,
      )
      const sizes = ids.map((id) => shares.filter(({ accountId }) => accountId === id).length)
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1)
    }
})

test('by township: each stays in one hand, the largest is given first', () => {
  expect(given(sharesOf('township', tasks('A', 'B', 'B', 'B', 'C', 'A'), ['x', 'y']))).toBe('yxxxyy')
})

test('what somebody must keep away from goes to who has least of the others, or to nobody', () => {
  const mixed = [task(0), task(1, 'A', ['x']), task(2), task(3, 'B'), task(4, 'B', ['x', 'y', 'z'])]
  expect(given(sharesOf('township', mixed, ['x', 'y', 'z']))).toBe('xzxy')
  expect(sharesOf('township', mixed, ['x', 'y', 'z']).at(-1)!.accountId).toBeNull()
})
