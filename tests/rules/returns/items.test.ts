import { loadPreset } from '../../../src/criteria/presets'
import { codeIn, looksLikeCode } from '../../../src/reviews/returns/return-items'

const criteria = loadPreset('nine')
const [first] = criteria.items
const longer = { ...criteria, items: [...criteria.items, { ...first!, code: 'K10', text: '另一种情形' }] }

it.each([
  ['K1', 'K1'],
  ['K10', 'K10'],
  ['K1 被判过刑', 'K1'],
  ['Ｋ１０（另一种情形）', 'K10'],
  ['k01', 'K1'],
  ['K1被判过刑', 'K1'],
  ['另一种情形', 'K10'],
  ['K11', null],
  ['K1A', null],
  ['', null],
  ['其他', null],
])('%j names %s', (text, code) => {
  expect(codeIn(text, longer)).toBe(code)
})

it('tells a code that the list lacks from a remark', () => {
  expect(['N99', 'Ｎ９９ 某情形', '备注1', '联系人', 'N1234'].map(looksLikeCode)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ])
})
