import { loadPreset } from '../../../src/criteria/presets'
import { departmentRosters } from '../../../src/organisations/departments/departments-preset'
import {
  closingProblem,
  planProblems,
  reviewingDepartments,
  roundTransitions,
  unledItems,
} from '../../../src/rounds/round'
import { readRound, typedRound } from '../../../src/rounds/round.form'
import { codedTransitions, writtenTransitions } from '../../support/states'

const main20 = loadPreset('main20')
const { thirteen } = departmentRosters

test('a round opens only when every lead takes part, and each department that owns an item is asked', () => {
  expect(unledItems(main20, thirteen)).toEqual([])
  const without = thirteen.filter((key) => key !== 'emergency')
  expect(unledItems(main20, without).map(({ code }) => code)).toEqual(['N18'])
  expect([...reviewingDepartments(main20, thirteen)].sort()).toEqual([...thirteen].sort())
  expect(reviewingDepartments(main20, without)).not.toContain('emergency')
})

test.each([
  ['nothing wrong', '2026-01-14', { people: 3, departments: 2 }, []],
  ['a day that has passed', '2026-01-09', { people: 3, departments: 2 }, ['dueOn']],
  ['nobody', '2026-01-14', { people: 0, departments: 2 }, ['which']],
  ['no department', '2026-01-14', { people: 3, departments: 0 }, ['department']],
])('a plan with %s', (_, dueOn, given, fields) => {
  const problems = planProblems({ referenceDate: '2026-01-10', dueOn }, { today: '2026-01-10', ...given })
  expect(Object.keys(problems)).toEqual(fields)
})

test('a round is closed once', () => {
  expect(closingProblem({ state: 'issued' })).toBeNull()
  expect(closingProblem({ state: 'closed' })).toEqual({ key: 'rounds:problem.closed' })
})

test('docs/states.md prints the transitions of a round as the code has them', () => {
  expect(writtenTransitions('round')).toEqual(codedTransitions(roundTransitions))
})

test('a plan as typed: days in any usual writing, one department as well as many, every field that is wrong', () => {
  const id = '018f0000-0000-7000-8000-000000000001'
  const body = {
    which: 'new',
    townshipId: '',
    referenceDate: '2026年1月10日',
    dueOn: '20260114',
    department: id,
    number: '1',
  }
  expect(readRound(typedRound(body))).toEqual({
    ok: true,
    plan: {
      which: ['new'],
      townshipId: null,
      referenceDate: '2026-01-10',
      dueOn: '2026-01-14',
      departmentIds: [id],
      number: 1,
    },
  })
  const wrong = readRound(typedRound({ referenceDate: '0001-01-01', dueOn: '2026-02', number: '-1' }))
  expect(wrong.ok ? [] : Object.keys(wrong.problems).sort()).toEqual([
    'department',
    'dueOn',
    'number',
    'referenceDate',
    'which',
  ])
})
