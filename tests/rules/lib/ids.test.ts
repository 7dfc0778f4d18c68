import { newId } from '../../../src/lib/ids'

test('an id is a UUID v7 of its millisecond, and no two are the same', () => {
  const at = Date.parse('2026-01-10T01:00:00Z')
  const id = newId(at)
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(parseInt(id.replace(/-/g, '').slice(0, 12), 16)).toBe(at)
  expect(new Set(Array.from({ length: 10_000 }, () => newId(at))).size).toBe(10_000)
})

test('ids of one millisecond sort in the order in which they were made', () => {
  const at = Date.parse('2026-01-10T01:00:00Z')
  const ids = Array.from({ length: 5000 }, () => newId(at))
  expect(ids.toSorted()).toEqual(ids)
  expect(newId(at + 1) > ids.at(-1)!).toBe(true)
})
