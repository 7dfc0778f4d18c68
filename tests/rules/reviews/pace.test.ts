import type { Calendar } from '../../../src/cycles/calendar/working-days'
import { forecastOf } from '../../../src/reviews/today/pace'

// 2026-01-05 is a Monday; 2026-01-14 is a holiday, Saturday the 17th is worked.
const calendar: Calendar = {
  years: new Set([2026]),
  days: new Map([
    ['2026-01-14', 'holiday'],
    ['2026-01-17', 'workday'],
  ]),
}

test('the pace so far, on working days, tells the day of the last', () => {
  const work = { since: '2026-01-05', done: 60, left: 20 }
  expect(forecastOf(work, '2026-01-07', calendar)).toEqual({ perDay: 20, finishesOn: '2026-01-08' })
  expect(forecastOf({ ...work, left: 21 }, '2026-01-07', calendar)!.finishesOn).toBe('2026-01-09')
})

test('weekends and holidays are no working days, worked Saturdays are', () => {
  const work = { since: '2026-01-12', done: 20, left: 50 }
  expect(forecastOf(work, '2026-01-13', calendar)).toEqual({ perDay: 10, finishesOn: '2026-01-20' })
})

test('work of a weekend counts as one day', () => {
  const work = { since: '2026-01-10', done: 12, left: 12 }
  expect(forecastOf(work, '2026-01-11', calendar)).toEqual({ perDay: 12, finishesOn: '2026-01-12' })
})

test.each([
  ['nothing is left', { since: '2026-01-05', done: 5, left: 0 }],
  ['nothing was done', { since: null, done: 0, left: 9 }],
  ['it would take years', { since: '2026-01-05', done: 1, left: 900 }],
  ['the calendar ends before', { since: '2026-01-05', done: 1, left: 200 }],
])('says nothing when %s', (_, work) => {
  expect(forecastOf(work, '2026-01-06', { ...calendar, years: new Set([2026]) })).toBe(work.left === 200 ? null : null)
})
