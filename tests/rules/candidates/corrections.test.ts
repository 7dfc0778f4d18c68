import type { Changes } from '../../../src/candidates/candidate'
import { changesIdentity, correctionsSince } from '../../../src/candidates/files/corrections'

const corrected = (minute: number, changes: Changes, kind = 'correct') => ({ kind, at: new Date(minute), changes })

test('the oldest value stands beside the newest, in whatever order they come', () => {
  const events = [corrected(9, { name: ['乙', '丙'] }), corrected(8, { name: ['甲', '乙'], phone: ['1', '2'] })]
  expect(correctionsSince(events, new Date(5))).toEqual({ name: ['甲', '丙'], phone: ['1', '2'] })
})

test('what was put back, what came before and other steps are left out', () => {
  const events = [
    corrected(4, { education: ['10', '20'] }),
    corrected(6, { name: ['甲', '乙'] }),
    corrected(7, { name: ['乙', '甲'] }),
    corrected(8, { sex: ['1', '2'] }, 'import'),
  ]
  expect(correctionsSince(events, new Date(5))).toEqual({})
})

test.each([
  [{ name: ['甲', '乙'] }, true],
  [{ sex: ['male', 'female'] }, true],
  [{ idNumber: [null, null] }, true],
  [{ phone: ['1', '2'], relatives: [1, 1] }, false],
  [{}, false],
] as [Changes, boolean][])('%j is another identity: %s', (changes, identity) => {
  expect(changesIdentity(correctionsSince([corrected(9, changes)], new Date(5)))).toBe(identity)
})
