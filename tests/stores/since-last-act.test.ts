import { recorded } from '../../src/audit/recorded'
import { type Act, actsThatChangeNothing } from '../../src/audit/act'
import { sinceLastAct } from '../../src/audit/since-last-act.store'
import { fixedClock } from '../../src/lib/clock'
import { freshDatabase, type FreshDatabase } from '../support/database'

let at: FreshDatabase
beforeAll(async () => {
  at = await freshDatabase()
})
afterAll(() => at.close())

const clock = fixedClock('2026-01-10T01:00:00Z')
const program = { accountId: null, username: 'system', role: 'system', address: '', requestId: 'test' }

/** Counts how often it is counted. */
function counting() {
  let times = 0
  return (name: string, of: unknown[] = []) => sinceLastAct(at.db, name, of, async () => ++times)
}

const act = (name: Act = 'reminder.made') =>
  recorded({ db: at.db, clock }, program, name, async () => {
    return { result: null, record: { type: 'county', id: 'county' } }
  })

test('figures are counted once until somebody acts, and each question for itself', async () => {
  const count = counting()
  expect([await count('a'), await count('a')]).toEqual([1, 1])
  expect([await count('b'), await count('a', ['other'])]).toEqual([2, 3])
  await act()
  expect([await count('a'), await count('a')]).toEqual([4, 4])
})

test('who comes, goes, looks or takes something out changes no figure', async () => {
  const count = counting()
  await count('looked at')
  for (const name of actsThatChangeNothing) await act(name)
  expect(await count('looked at')).toBe(1)
  await act('review.drafted')
  expect(await count('looked at')).toBe(2)
})

test('two who ask at once wait for one count', async () => {
  const count = counting()
  expect(await Promise.all([count('at once'), count('at once')])).toEqual([1, 1])
})

test('a count that fails is tried again', async () => {
  const failing = sinceLastAct(at.db, 'failing', [], () => Promise.reject(new Error('no')))
  await expect(failing).rejects.toThrow('no')
  expect(await sinceLastAct(at.db, 'failing', [], async () => 'yes')).toBe('yes')
})
