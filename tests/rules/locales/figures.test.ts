import { inFigures, languages, translator } from '../../../src/locales/translate'

const big = 13_476

test.each(languages)('in %s a quantity of five digits is grouped, and a year is not', (lang) => {
  expect([inFigures(lang, big), inFigures(lang, 2026), inFigures(lang, '1 / 160')]).toEqual([
    '13,476',
    '2026',
    '1 / 160',
  ])
})

test.each(languages)('in %s sentences group what they count, whether or not it chooses the plural', (lang) => {
  const t = translator(lang)
  expect(t('audit:list.length', { count: big })).toContain('13,476')
  expect(t('ownLists:tooLong', { most: big })).toContain('13,476')
  expect(t('rounds:done', { done: big, total: big })).toBe('13,476 / 13,476')
})

test('what is called by its number keeps it; plurals and missing blanks are as ever', () => {
  const t = translator('en')
  expect(t('audit:entry.place', { seq: big })).toContain('13476')
  expect([t('elections:votes', { count: 1 }), t('elections:votes', { count: 2 })]).toEqual(['1 vote', '2 votes'])
  expect(t('elections:percent', { value: 84.25 })).toBe('84.25%')
  expect(t('elections:percent', {})).toBe('%')
})
