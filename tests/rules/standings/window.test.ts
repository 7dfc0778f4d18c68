import type { Item } from '../../../src/criteria/criteria'
import { dateFact } from '../../../src/standings/window'
import { fact, main20 } from './a-case'

const item = (window: Item['window']): Item => ({ ...main20.items[0]!, window })
const terms = { cycleStart: '2026-01-01', lastTermStart: '2021-01-01' }
const on = (referenceDate: string, given = terms) => ({ criteria: main20, terms: given, referenceDate })

/** rules §2: the day given is the first free one. */
test.each([
  ['years:5', '', '2021-01-10', null, '2026-01-10'],
  ['years:1', '', '2024-02-29', null, '2025-02-28'],
  ['years:3', '', '2023-12-31', null, '2026-12-31'],
  ['sanction', 'party_warning', '2025-01-31', null, '2026-01-31'],
  ['sanction', 'admin_warning', '2025-08-31', null, '2026-02-28'],
  ['sanction', 'admission_unknown', '2025-08-31', '2025-09-30', '2025-09-30'],
  ['sanction', 'party_serious_warning', '2024-07-10', null, '2026-01-10'],
  ['sanction', 'party_probation_1', '2024-01-01', null, '2027-01-01'],
  ['sanction', 'party_probation_2', '2024-01-01', null, '2028-01-01'],
  ['sanction', 'party_expulsion', '2024-02-29', null, '2029-02-28'],
  ['sanction', '党内严重警告', '2024-07-10', null, '2026-01-10'],
  ['sanction', 'admin_demerit', '2024-06-01', '2026-06-01', '2026-06-01'],
  ['years:5', '', '2024-06-01', '2026-06-01', '2026-06-01'],
  ['terms', '', '2020-12-31', null, '2021-01-01'],
  ['cycle', '', '2025-12-31', null, '2026-01-01'],
] as const)('%s %s from %s, stated %s: free on %s', (window, kind, effect, statedEnd, end) => {
  const given = fact(effect, { kind, statedEnd })
  expect(dateFact(given, item(window), on(end)).inForce).toBe(false)
  expect(dateFact(given, item(window), on(end)).end).toBe(end)
  const theDayBefore = new Date(Date.parse(end) - 86_400_000).toISOString().slice(0, 10)
  expect(dateFact(given, item(window), on(theDayBefore)).inForce).toBe(true)
})

test.each([
  ['always', '', '1950-01-01'],
  ['while', '', '1950-01-01'],
  ['terms', '', '2021-01-01'],
  ['cycle', '', '2026-01-01'],
  ['sanction', 'unheard of', '1990-01-01'],
  ['sanction', '警告', '1990-01-01'],
  ['years:5', '', ''],
  ['years:5', '', '0001-01-01'],
  ['years:0' as Item['window'], '', '1990-01-01'],
] as const)('%s %s from %s has no end', (window, kind, effect) => {
  expect(dateFact(fact(effect, { kind }), item(window), on('2026-01-10'))).toMatchObject({ end: null, inForce: true })
})

test.each(['terms', 'cycle'] as const)('without a start, a fact under %s always counts', (window) => {
  const given = on('2026-01-10', { cycleStart: null, lastTermStart: null } as never)
  expect(dateFact(fact('1990-01-01'), item(window), given)).toMatchObject({ end: null, inForce: true })
})
