import fc from 'fast-check'
import { addWorkingDays, type Calendar, CalendarMissing, isWorkingDay } from '../../../src/cycles/calendar/working-days'
import { addDays, type Day } from '../../../src/lib/day'
import { clockOf, isStopped, replyDueOn, type Stop } from '../../../src/outcomes/notices/reply-clock'

// Spring festival 2026: off 15–23 February, at work on 14 and 28.
const calendar: Calendar = {
  years: new Set([2026]),
  days: new Map([
    ...Array.from({ length: 9 }, (_, index) => [addDays('2026-02-15', index), 'holiday'] as [Day, 'holiday']),
    ['2026-02-14', 'workday'],
    ['2026-02-28', 'workday'],
  ]),
}

test.each<[string, Day, Stop[], Day | null]>([
  ['a Monday', '2026-01-12', [], '2026-01-15'],
  ['over a weekend', '2026-01-15', [], '2026-01-20'],
  ['over the spring festival, with a Saturday at work', '2026-02-13', [], '2026-02-25'],
  ['a stop of one day', '2026-01-12', [{ from: '2026-01-13', to: '2026-01-13' }], '2026-01-16'],
  ['a stop on the day itself', '2026-01-12', [{ from: '2026-01-12', to: '2026-01-12' }], '2026-01-15'],
  ['a stop over a weekend', '2026-01-15', [{ from: '2026-01-17', to: '2026-01-18' }], '2026-01-20'],
  [
    'two stops',
    '2026-01-12',
    [
      { from: '2026-01-13', to: '2026-01-13' },
      { from: '2026-01-15', to: '2026-01-15' },
    ],
    '2026-01-19',
  ],
  ['a stop that has not ended', '2026-01-12', [{ from: '2026-01-14', to: null }], null],
  ['a stop after the last day', '2026-01-12', [{ from: '2026-01-16', to: null }], '2026-01-15'],
])('three working days after %s', (_name, servedOn, stops, due) => {
  expect(replyDueOn(servedOn, 3, stops, calendar)).toBe(due)
})

test('a year without a calendar is an error, not a guess; a stop until its last day does not hide it', () => {
  expect(() => replyDueOn('2026-12-30', 3, [], calendar)).toThrow(CalendarMissing)
  expect(() => replyDueOn('2026-12-30', 3, [{ from: '2026-12-31', to: '2027-01-04' }], calendar)).toThrow(
    CalendarMissing,
  )
})

const days = fc.integer({ min: 0, max: 250 }).map((n) => addDays('2026-01-01', n))

test('without stops it is the n-th working day; every stop only puts it off; it is a working day outside of them', () => {
  fc.assert(
    fc.property(
      days,
      fc.integer({ min: 1, max: 15 }),
      fc.array(fc.tuple(days, fc.integer({ min: 0, max: 6 })), { maxLength: 4 }),
      (servedOn, n, given) => {
        const stops = given.map(([from, length]) => ({ from, to: addDays(from, length) }))
        const plain = replyDueOn(servedOn, n, [], calendar)
        expect(plain).toBe(addWorkingDays(servedOn, n, calendar))
        const due = replyDueOn(servedOn, n, stops, calendar)!
        expect(due >= plain!).toBe(true)
        expect(isWorkingDay(due, calendar)).toBe(true)
        expect(stops.some(({ from, to }) => from <= due && due <= to)).toBe(false)
      },
    ),
  )
})

test.each([
  [null, 'stopped'],
  ['2026-01-16', 'running'],
  ['2026-01-15', 'due'],
  ['2026-01-14', 'over'],
] as const)('on 15 January a clock until %s is %s', (due, word) => {
  expect(clockOf(due, '2026-01-15')).toBe(word)
})

test('a clock stands still while a stop has no end', () => {
  expect(isStopped([{ from: '2026-01-13', to: '2026-01-14' }])).toBe(false)
  expect(isStopped([{ from: '2026-01-13', to: null }])).toBe(true)
})
