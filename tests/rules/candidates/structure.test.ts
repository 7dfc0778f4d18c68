import fc from 'fast-check'
import { conditionBounds, structureWarnings, type StructureInput } from '../../../src/candidates/structure/structure'
import { addDays } from '../../../src/lib/day'

const conditions = { minAge: 25, maxAge: 60, partyPostsNeedMembership: true, minEducation: '60' }
const file = { birth: '1980-05-05', education: '30', politicalStatus: '01', position: 'party_secretary' }
const input: StructureInput = { file, conditions, day: '2026-01-10', relatives: [], otherTeams: [] }

function keys(changes: Partial<StructureInput['file']>, more: Partial<StructureInput> = {}): string[] {
  return structureWarnings({ ...input, ...more, file: { ...file, ...changes } }).map(({ text }) =>
    text.key.split('.').slice(1).join('.'),
  )
}

test.each([
  ['all met', {}, []],
  ['the 25th birthday is tomorrow', { birth: '2001-01-11' }, ['tooYoung']],
  ['the 25th birthday is today', { birth: '2001-01-10' }, []],
  ['the 61st birthday is today', { birth: '1965-01-10' }, ['tooOld']],
  ['the 61st birthday is tomorrow', { birth: '1965-01-11' }, []],
  ['below the education', { education: '70' }, ['education']],
  ['education 90 is no level', { education: '90' }, ['education']],
  ['education not given', { education: null }, ['noEducation']],
  ['a probationary member in a party post', { politicalStatus: '02' }, ['notMember']],
  ['no member in a committee post', { politicalStatus: '13', position: 'director' }, []],
])('R2: %s', (_, changes, expected) => {
  expect(keys(changes)).toEqual(expected)
})

test('R2 asks nothing that the cycle does not', () => {
  const none = { minAge: null, maxAge: null, partyPostsNeedMembership: false, minEducation: null }
  expect(keys({ birth: '1920-01-01', education: null, politicalStatus: null }, { conditions: none })).toEqual([])
})

test('R1 says who, how it is known, and who declared it; R3 where else', () => {
  const relatives = [
    { kinship: 'spouse', name: '李四', byNumber: true, declaredHere: true },
    { kinship: 'child', name: '王五', byNumber: false, declaredHere: false },
  ] as const
  expect(keys({}, { relatives, otherTeams: [{ township: '盛乐镇', team: '前进村' }] })).toEqual([
    'relative.declared.spouse.byNumber',
    'relative.named.child.byName',
    'otherTeam',
  ])
})

test('the bounds for queries say the same as the rule, for every birthday', () => {
  const days = fc.integer({ min: 0, max: 45_000 }).map((n) => addDays('1930-01-01', n))
  fc.assert(
    fc.property(days, days, (birth, day) => {
      const { tooYoungAfter, tooOldUntil } = conditionBounds(conditions, day)
      const found = keys({ birth }, { day })
      expect(found.includes('tooYoung')).toBe(birth > tooYoungAfter!)
      expect(found.includes('tooOld')).toBe(birth <= tooOldUntil!)
    }),
    {
      examples: [
        ['2000-02-29', '2025-02-28'],
        ['1964-02-29', '2025-02-28'],
        ['1965-03-01', '2026-02-28'],
      ],
      numRuns: 2000,
    },
  )
})
