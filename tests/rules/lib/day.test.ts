import fc from 'fast-check'
import {
  addDays,
  addMonths,
  addYears,
  ageOn,
  compareDays,
  dateFromDay,
  dayFromDate,
  daysBetween,
  isDay,
  latestDay,
} from '../../../src/lib/day'

const anyDay = fc
  .date({ min: new Date('1000-01-01T00:00:00Z'), max: new Date('9000-12-31T00:00:00Z'), noInvalidDate: true })
  .map(dayFromDate)

describe('a day', () => {
  test.each(['2026-01-10', '2024-02-29', '2000-02-29', '1000-01-01', '9999-12-31'])('%s is one', (text) => {
    expect(isDay(text)).toBe(true)
  })

  test.each([
    '',
    '2026-1-10',
    '2026-01-32',
    '2026-02-29',
    '1900-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '2026-04-31',
    '0001-01-01',
    '0999-12-31',
    '10000-01-01',
    '2026-01-10T00:00',
    ' 2026-01-10',
    '2026-01-10\n',
    '2026/01/10',
    '２０２６-01-10',
  ])('%j is none', (text) => {
    expect(isDay(text)).toBe(false)
  })

  test('agrees with the calendar that Date keeps', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1000, max: 9999 }),
        fc.integer({ min: 0, max: 13 }),
        fc.integer({ min: 0, max: 32 }),
        (y, m, d) => {
          const date = new Date(Date.UTC(y, m - 1, d))
          const text = [y, String(m).padStart(2, '0'), String(d).padStart(2, '0')].join('-')
          expect(isDay(text)).toBe(
            date.getUTCMonth() === m - 1 && date.getUTCDate() === d && date.getUTCFullYear() === y,
          )
        },
      ),
    )
  })
})

describe('adding months', () => {
  test.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2024-07-10', 18, '2026-01-10'],
    ['2025-01-01', 18, '2026-07-01'],
    ['2023-08-31', 6, '2024-02-29'],
    ['2025-12-31', 2, '2026-02-28'],
    ['2025-11-30', 3, '2026-02-28'],
    ['2025-12-15', 0, '2025-12-15'],
    ['2026-01-15', -1, '2025-12-15'],
    ['2026-03-31', -1, '2026-02-28'],
    ['9999-11-30', 3, '9999-12-31'],
  ])('%s + %i = %s', (day, n, sum) => {
    expect(addMonths(day, n)).toBe(sum)
  })

  test.each([
    ['2024-02-29', 1, '2025-02-28'],
    ['2024-02-29', 4, '2028-02-29'],
    ['2021-01-10', 5, '2026-01-10'],
    ['1999-12-31', 100, '2099-12-31'],
  ])('%s + %i years = %s', (day, n, sum) => {
    expect(addYears(day, n)).toBe(sum)
  })

  test('keeps the day of the month or takes the last one, n months on', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 600 }), (day, n) => {
        const sum = addMonths(day, n)
        expect(isDay(sum)).toBe(true)
        expect(
          (Number(sum.slice(0, 4)) - Number(day.slice(0, 4))) * 12 + Number(sum.slice(5, 7)) - Number(day.slice(5, 7)),
        ).toBe(n)
        expect(sum.slice(8) === day.slice(8) || addDays(sum, 1).endsWith('-01')).toBe(true)
      }),
    )
  })
})

test('days between and days added undo each other', () => {
  expect(daysBetween('2026-02-27', '2026-03-01')).toBe(2)
  expect(daysBetween('2026-03-01', '2026-02-27')).toBe(-2)
  expect(daysBetween('1986-05-03', '1986-05-05')).toBe(2)
  fc.assert(
    fc.property(anyDay, fc.integer({ min: -5000, max: 5000 }), (day, n) =>
      expect(daysBetween(day, addDays(day, n))).toBe(n),
    ),
  )
})

test.each([
  ['1949-12-31', '2026-01-10', 76],
  ['2008-01-10', '2026-01-10', 18],
  ['2008-01-11', '2026-01-10', 17],
  ['2008-02-29', '2026-02-27', 17],
  ['2008-02-29', '2026-02-28', 18],
  ['2008-02-29', '2028-02-28', 19],
])('born %s, on %s: %i', (birth, day, age) => {
  expect(ageOn(birth, day)).toBe(age)
})

test('days sort, and the latest is found', () => {
  expect(['2026-01-10', '2024-12-31', '2025-06-01'].sort(compareDays)).toEqual([
    '2024-12-31',
    '2025-06-01',
    '2026-01-10',
  ])
  expect(compareDays('2026-01-10', '2026-01-10')).toBe(0)
  expect(latestDay(['2025-01-01', '2026-07-01', '2026-06-01'])).toBe('2026-07-01')
  expect(latestDay([])).toBeNull()
})

test('a day goes to a date column and comes back', () => {
  expect(dateFromDay('1986-05-04').toISOString()).toBe('1986-05-04T00:00:00.000Z')
  fc.assert(fc.property(anyDay, (day) => expect(dayFromDate(dateFromDay(day))).toBe(day)))
})
