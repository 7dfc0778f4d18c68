import { loadPreset } from '../../../src/criteria/presets'
import { filledFact, itemFor } from '../../../src/ledgers/filling/filled-fact'
import { filledState, isThere, withFact, withoutFact } from '../../../src/ledgers/filling/filling'
import { kindKeys } from '../../../src/ledgers/kind'
import { digestOf } from '../../../src/lib/canonical'
import { factProblems } from '../../../src/standings/fact'
import { factOf } from '../../support/round'

const main = loadPreset('main20')
const item = (code: string) => main.items.find((one) => one.code === code)!
const fact = (kind: Parameters<typeof filledFact>[0], values: Record<string, string>) =>
  filledFact(kind, values, main.sanctions)

test('a whole row is a whole fact that may be signed', () => {
  const said = fact('sanctions', {
    sanction: '党内严重警告处分',
    effect: '2025-03-01',
    end: '2026-09-01',
    document: '云纪〔2025〕3号',
    body: '县纪委监委',
    facts: '虚报\n冒领',
    remarks: '已送达',
  })
  expect(said).toEqual({
    kind: 'party_serious_warning',
    effect: '2025-03-01',
    statedEnd: '2026-09-01',
    evidenceType: '处分决定',
    documentNumber: '云纪〔2025〕3号',
    issuingBody: '县纪委监委',
    words: '主要违纪事实：虚报 冒领；备注：已送达',
  })
  expect(factProblems(item('N07'), said, main, '2026-01-10')).toEqual([])
})

test('what the row does not say stays empty and keeps the fact from being signed', () => {
  const said = fact('sanctions', { sanction: '记过', effect: '2025-03' })
  expect(said).toMatchObject({ kind: 'admin_demerit', effect: '', documentNumber: '', words: '处分时间：2025-03' })
  const problems = factProblems(item('N07'), said, main, '2026-01-10').map(({ key }) => key.split('.').at(-1))
  expect(problems).toEqual(['effectMissing', 'documentNumber'])
})

test('a sanction that the table does not know is told in words, never guessed', () => {
  expect(fact('sanctions', { sanction: '通报批评', effect: '2025-03-01' })).toMatchObject({
    kind: '',
    evidenceType: '处分决定',
    words: '处分种类：通报批评',
  })
  expect(fact('sanctions', { sanction: '诫勉' })).toMatchObject({ kind: 'admonition', evidenceType: '' })
})

test('nothing is lost that does not fit its field', () => {
  const long = '长'.repeat(140)
  const said = fact('penalties', { penalty: long, document: long, basis: '治安管理处罚法第一百三十六条' })
  expect([said.kind, said.documentNumber]).toEqual(['', ''])
  expect(said.words).toContain(`处罚种类：${long}`)
  expect(said.words).toContain('查询依据：治安管理处罚法第一百三十六条')
  expect(fact('penalties', { penalty: '罚款', cause: '由'.repeat(1500) }).words).toHaveLength(1000)
})

test('other kinds fill what their columns say', () => {
  expect(
    fact('debtors', { case: '（2024）执12号', court: '县法院', filed: '2024-01-02', listed: '2024-05-06' }),
  ).toEqual({
    kind: '失信被执行人',
    effect: '2024-05-06',
    statedEnd: null,
    evidenceType: '失信名单查询',
    documentNumber: '（2024）执12号',
    issuingBody: '县法院',
    words: '立案日期：2024-01-02',
  })
  expect(fact('audits', { reported: '2025-06-01', issues: '坐收坐支', state: '未整改' })).toMatchObject({
    kind: '坐收坐支',
    evidenceType: '审计报告',
    words: '整改情况：未整改',
  })
  expect(fact('admissions', { issue: '超计划发展', joined: '2019-06-30', settled: '否' })).toMatchObject({
    kind: '超计划发展',
    effect: '2019-06-30',
    words: '是否处理完毕：否',
  })
})

test('a kind speaks about its item where the department answers it; in another county’s list about its sanctions', () => {
  const codes = kindKeys.map((kind) => [kind, itemFor(kind, main.items)?.code ?? null])
  expect(Object.fromEntries(codes)).toEqual({
    sanctions: 'N07',
    debtors: 'N16',
    penalties: 'N11',
    admissions: 'N20',
    audits: 'N13',
    reserves: null,
    difficult_teams: null,
    pledges: null,
    tip_offs: null,
  })
  expect(itemFor('sanctions', [item('N16')])).toBeNull()
  expect(itemFor('sanctions', loadPreset('six-six').items)?.code).toBe('B2')
  expect(itemFor('debtors', loadPreset('six-six').items)).toBeNull()
})

describe('a filled fact in a draft', () => {
  const one = factOf({ documentNumber: '甲' })
  const filled = { code: 'N07', factDigest: digestOf(one) }
  const before = {
    N07: { answer: 'none' as const, facts: [], words: '已核' },
    N01: { answer: 'none' as const, facts: [] },
  }

  test('comes beside what was there, and goes out alone', () => {
    const answers = withFact(withFact(before, 'N07', one), 'N07', factOf({ documentNumber: '乙' }))
    expect(answers['N07']).toMatchObject({ answer: 'found', words: '已核', facts: [{}, {}] })
    const left = withoutFact(answers, 'N07', filled.factDigest)
    expect(left['N07']!.facts.map(({ documentNumber }) => documentNumber)).toEqual(['乙'])
  })

  test('leaves the item unanswered when it was the only one: nobody has said "none"', () => {
    const left = withoutFact(withFact(before, 'N07', one), 'N07', filled.factDigest)
    expect(Object.keys(left)).toEqual(['N01'])
  })

  test('is untouched, changed or gone', () => {
    const answers = withFact({}, 'N07', one)
    expect(filledState(filled, answers)).toBe('untouched')
    expect(filledState(filled, withFact({}, 'N07', factOf({ documentNumber: '丙' })))).toBe('changed')
    expect(filledState(filled, before)).toBe('gone')
  })

  test('is there already when the same paper was typed by hand', () => {
    const typed = { answer: 'found' as const, facts: [factOf({ documentNumber: '甲', words: '手写' })] }
    expect(isThere(one, typed)).toBe(true)
    expect(isThere(factOf({ documentNumber: '乙' }), typed)).toBe(false)
    expect(isThere(factOf({ documentNumber: '' }), { answer: 'found', facts: [factOf({ documentNumber: '', words: '另一件' })] })).toBe(false) // prettier-ignore
  })
})
