import {
  type Course,
  daysLate,
  rectificationStatus,
  toPutRight,
} from '../../../src/outcomes/rectifications/rectification'
import { mayRecheck, mayRecordProof } from '../../../src/outcomes/rectifications/rectification.policy'
import type { Reason } from '../../../src/standings/standing'

const course: Course = { inForce: true, withdrawn: false, until: '2026-01-20', handedInOn: null, recheck: null }

test.each([
  [{}, '2026-01-20', 'due'],
  [{}, '2026-01-21', 'late'],
  [{ until: null }, '2030-01-01', 'due'],
  [{ handedInOn: '2026-01-25' }, '2026-01-26', 'handed_in'],
  [{ handedInOn: '2026-01-18', recheck: 'open' }, '2026-02-01', 'rechecking'],
  [{ recheck: 'answered', inForce: false }, '2026-02-01', 'rechecked'],
  [{ inForce: false }, '2026-01-10', 'over'],
  [{ withdrawn: true }, '2026-01-10', 'over'],
] as const)('%j on %s: %s', (also, today, status) => {
  const given = { ...course, ...also } as Course
  expect(rectificationStatus(given, today)).toBe(status)
  const township = mayRecordProof({ role: 'township_clerk' }, given, today)
  expect(township.allowed).toBe(['due', 'late', 'handed_in'].includes(status))
  expect(mayRecheck({ role: 'office' }, given, today).allowed).toBe(status === 'handed_in')
})

test('a day late is counted from the last day that was in time, until it was handed in', () => {
  expect(daysLate(course, '2026-01-20')).toBe(0)
  expect(daysLate(course, '2026-01-22')).toBe(2)
  expect(daysLate({ ...course, handedInOn: '2026-01-21' }, '2026-03-01')).toBe(1)
})

test('others neither record nor recheck, each with the reason', () => {
  expect(mayRecordProof({ role: 'leading_group' }, course, '2026-01-10')).toMatchObject({ status: 403 })
  expect(mayRecheck({ role: 'township_lead' }, { ...course, handedInOn: '2026-01-10' }, '2026-01-10')).toMatchObject({
    status: 403,
  })
  expect(mayRecheck({ role: 'office' }, course, '2026-02-01')).toMatchObject({
    status: 409,
    reason: { key: 'rectifications:refused.due' },
  })
})

test('the named ground, else everything confirmed or pending, goes to leads and those who said so', () => {
  const said = (department: string, answer: 'none' | 'found' | 'pending', lead = false) => {
    return { department, lead, answer, lapsed: false, end: null, facts: [], words: '' }
  }
  const reasons: Reason[] = [
    { code: 'N06', class: 'hold', finding: 'pending', answers: [said('discipline', 'pending', true)] },
    {
      code: 'N13',
      class: 'refer',
      finding: 'confirmed',
      answers: [said('agriculture', 'found', true), said('finance', 'none'), said('audit', 'found')],
    },
    { code: 'N14', class: 'refer', finding: 'disputed', answers: [said('natural_resources', 'none', true)] },
  ]
  const agriculture = ['agriculture', 'audit']
  expect(toPutRight({ reasons }, [])).toEqual({
    items: ['N06', 'N13'],
    departmentKeys: ['discipline', ...agriculture],
  })
  expect(toPutRight({ reasons }, ['N13'])).toEqual({ items: ['N13'], departmentKeys: agriculture })
})
