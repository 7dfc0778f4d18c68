import { languages, translator } from '../../../src/locales/translate'
import { sourcesIn } from '../../../src/outcomes/notices/ground/gist'
import { groundDepartments, groundPapers, groundReasons } from '../../../src/outcomes/notices/ground/ground'
import {
  finality,
  type NoticeSeen,
  reReviewStatus,
  reReviewTone,
  type ReReviewWord,
} from '../../../src/outcomes/notices/re-review/re-review'
import { reReviewShown } from '../../../src/outcomes/notices/re-review/re-review.view'
import { type NoticeState, noticeStates } from '../../../src/outcomes/notices/transitions'
import { standingOf } from '../../../src/standings/standing'
import { caseOf, fact, found, said } from '../standings/a-case'

const seen = (state: NoticeState | null, over: Partial<NoticeSeen> = {}): NoticeSeen => {
  return { state, servedOn: '2026-01-12', dueOn: '2026-01-15', withdrawn: false, ...over }
}

test.each<[NoticeSeen, ReReviewWord]>([
  [seen(null), 'not_told'],
  [seen('issued', { servedOn: null, dueOn: null }), 'issued'],
  [seen('served'), 'served'],
  [seen('served', { dueOn: null }), 'stopped'],
  [seen('replied'), 'replied'],
  [seen('rereview'), 'rereview'],
  [seen('waived'), 'waived'],
  [seen('lapsed'), 'lapsed'],
  [seen('upheld'), 'upheld'],
  [seen('changed'), 'changed'],
  [seen('served', { withdrawn: true }), 'withdrawn'],
  [seen(null, { withdrawn: true }), 'withdrawn'],
  [seen('upheld', { withdrawn: true }), 'upheld'],
])('%j shows as %s', (given, word) => {
  expect(reReviewStatus(given).word).toBe(word)
})

test.each(languages)('every status has its words in %s', (lang) => {
  const words = Object.keys(reReviewTone).map((word) => {
    return reReviewShown({ word: word as ReReviewWord, servedOn: null, dueOn: '2026-01-15' }, translator(lang)).text
  })
  expect(words.filter((text) => text.includes('status.'))).toEqual([])
  expect(new Set(words).size).toBe(words.length)
})

test('an outcome that takes something away is final only after notice and waiver, lapse or answer', () => {
  const ineligible = { outcome: 'ineligible', state: 'approved' } as const
  const ends = noticeStates.filter((state) => finality(ineligible, { state, servedOn: '2026-01-12' }) === 'final')
  expect(ends).toEqual(['waived', 'lapsed', 'upheld'])
  expect(finality(ineligible, null)).toBe('open')
  expect(finality(ineligible, { state: 'lapsed', servedOn: null })).toBe('open')
  expect(finality({ ...ineligible, state: 'superseded' }, { state: 'changed', servedOn: '2026-01-12' })).toBe('lifted')
  expect(finality({ outcome: 'eligible', state: 'approved' }, null)).toBe('not_needed')
})

test('sources are found however they are written, and short words are no sources', () => {
  const sources = { tips: ['张三', '甲'], papers: ['示例县公安局', '示〔2025〕1 号'] }
  expect(sourcesIn('据张 三反映，见示〔2025〕１号', sources)).toEqual({ tips: ['张三'], papers: ['示〔2025〕1 号'] })
  expect(sourcesIn('甲乙丙', sources)).toEqual({ tips: [], papers: [] })
})

test('whose answers the ground rests on, and what they are written on', () => {
  const standing = standingOf(
    caseOf({
      answers: {
        court: { N03: found(fact('2025-03-01', { words: '因寻衅滋事被判处' })) },
        discipline: { N06: said('pending') },
      },
    }),
  )
  const reasons = groundReasons(standing.reasons, ['N03'])
  expect(groundDepartments(reasons)).toEqual(['court'])
  const names = [
    { key: 'court', name: '法院' },
    { key: 'discipline', name: '纪委监委' },
  ]
  // The list's own words are for the notice to say.
  expect(groundPapers(reasons, names, ['因寻衅滋事被判处刑罚'])).toEqual(['法院', '示例县纪委监委', '示纪〔2024〕1号'])
  expect(groundPapers(reasons, names, [])).toEqual(['法院', '示例县纪委监委', '示纪〔2024〕1号', '因寻衅滋事被判处'])
})
