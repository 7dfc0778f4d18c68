import { ownersOf } from '../../../src/standings/owners'
import { type Standing, standingOf } from '../../../src/standings/standing'
import { caseOf, fact, found, main20, said } from './a-case'

/** rules §6, row by row; reference date 2026-01-10. */
type Row = [words: string, input: Parameters<typeof caseOf>[0], expected: Partial<Standing>]

const judgment = fact('2015-03-02', { evidenceType: '裁判文书', documentNumber: '（2015）示刑初12号' })
const warning = (effect: string) => found(fact(effect, { kind: 'party_serious_warning' }))
const lapse = (code: string, department: string, end: string) => expect.objectContaining({ code, department, end })

const rows: Row[] = [
  ['all owners none', {}, { standing: 'clear', reasons: [], lapsed: [], waitingFor: [] }],
  [
    'N07 lead found 严重警告 effect 2024-07-10; rest none',
    { answers: { discipline: { N07: warning('2024-07-10') } } },
    { standing: 'clear', lapsed: [lapse('N07', 'discipline', '2026-01-10')], reasons: [] },
  ],
  [
    'same with effect 2024-07-11',
    { answers: { discipline: { N07: warning('2024-07-11') } } },
    { standing: 'bar', lapsed: [] },
  ],
  [
    'N03 lead (法院) none, 公安 found with a judgment number',
    { answers: { police: { N03: found(judgment) } } },
    { standing: 'disputed' },
  ],
  [
    'N03 lead unsigned, 公安 found',
    { answers: { police: { N03: found(judgment) } }, states: { court: 'unsigned' } },
    { standing: 'waiting', waitingFor: ['court'] },
  ],
  [
    'N03 lead not_ours, 公安 found',
    { answers: { court: { N03: said('not_ours') }, police: { N03: found(judgment) } } },
    { standing: 'bar' },
  ],
  [
    'N06 assisting 公安 found, lead 纪委监委 pending',
    { answers: { police: { N06: found(fact('2025-12-01')) }, discipline: { N06: said('pending') } } },
    { standing: 'hold' },
  ],
  [
    'N12 found effect 2021-01-10',
    { answers: { petitions: { N12: found(fact('2021-01-10')) } } },
    { standing: 'clear', lapsed: [lapse('N12', 'petitions', '2026-01-10')] },
  ],
  [
    'N12 found effect 2021-01-11',
    { answers: { petitions: { N12: found(fact('2021-01-11')) } } },
    { standing: 'refer', lapsed: [] },
  ],
  [
    'N04 found by the lead, seven departments unsigned',
    {
      answers: { political_legal: { N04: found(fact('2012-05-06')) } },
      states: Object.fromEntries(
        ['police', 'court', 'procuratorate', 'discipline', 'tax', 'health', 'labour'].map((key) => [key, 'unsigned']),
      ),
    },
    // In criteria-file order: N01 discipline, N02 court police, N03 procuratorate, N09 health, N16 tax labour.
    { standing: 'bar', waitingFor: ['discipline', 'court', 'police', 'procuratorate', 'health', 'tax', 'labour'] },
  ],
  ['N16 every owner not_ours, rest none', { answers: notOurs('N16') }, { standing: 'gap' }],
  [
    'N07 记过 effect 2025-06-01 and 记大过 effect 2025-01-01',
    {
      answers: {
        discipline: {
          N07: found(
            fact('2025-06-01', { kind: 'admin_demerit' }),
            fact('2025-01-01', { kind: 'admin_major_demerit' }),
          ),
        },
      },
    },
    {
      standing: 'bar',
      reasons: [
        expect.objectContaining({
          code: 'N07',
          finding: 'confirmed',
          answers: [
            expect.objectContaining({
              department: 'discipline',
              end: '2026-07-01',
              facts: [
                expect.objectContaining({ kind: 'admin_major_demerit', end: '2026-07-01', inForce: true }),
                expect.objectContaining({ kind: 'admin_demerit', end: '2026-06-01', inForce: true }),
              ],
            }),
            expect.objectContaining({ department: 'organisation', answer: 'none' }),
          ],
        }),
      ],
    },
  ],
  [
    'N07 记过 effect 2024-06-01, stated last day 2026-06-01',
    { answers: { discipline: { N07: found(fact('2024-06-01', { kind: 'admin_demerit', statedEnd: '2026-06-01' })) } } },
    { standing: 'bar' },
  ],
]

test.each(rows)('%s', (_words, input, expected) => {
  expect(standingOf(caseOf(input))).toMatchObject(expected)
})

function notOurs(code: string) {
  const item = main20.items.find((row) => row.code === code)!
  const departments = [...new Set([item.lead, ...item.assisting])]
  expect(ownersOf(item, departments)).toEqual(departments)
  return Object.fromEntries(departments.map((department) => [department, { [code]: said('not_ours') }]))
}
