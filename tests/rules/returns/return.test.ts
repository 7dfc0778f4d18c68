import type { Cell } from '../../../src/lib/cell'
import { readReturn } from '../../../src/reviews/returns/return'
import { stateOf } from '../../../src/reviews/returns/return-review'
import { aFact, context, courtItems, manId, none, person, read, sheets, told, withAnswer, womanId } from './a-return'

describe('the head', () => {
  it.each<[string, Cell[][]]>([
    [
      'as sent out',
      [
        ['键', '值'],
        ['联审单位', '法院'],
        ['轮次', '第一轮'],
      ],
    ],
    ['with stray blanks', [['', ' 联审 单位 ：', '', ' 法 院 ']]],
    ['in one cell', [['联审单位：法院']]],
    [
      'by key',
      [
        ['轮次', '1'],
        ['联审单位', 'court'],
      ],
    ],
    ['by a usual name', [['联审单位', '云川县人民法院']]],
    ['several in a row', [['联审单位', '法院', '轮次', '1', '基准日', '2026-01-10']]],
    [
      'labels above values',
      [
        ['联审单位', '轮次'],
        ['法院', '1'],
      ],
    ],
  ])('names the department %s', (_, head) => {
    expect(read({ head })).toMatchObject({ department: 'court', problems: [] })
  })

  it.each<[string, Cell[][]]>([
    ['returns:noDepartment', [['轮次', '1']]],
    ['returns:unknownDepartment', [['联审单位', '消防']]],
  ])('%s', (key, head) => {
    expect(readReturn(sheets({ head }), context)).toMatchObject({ ok: false, message: { key } })
  })

  it('is compared with the run where it says something', () => {
    const head = (version: Cell, day: Cell): Cell[][] => [['联审单位', '法院', '清单版本', version, '基准日', day]]
    expect(told(read({ head: head('main20 第1版', '2026年1月10日') }))).toEqual([])
    expect(told(read({ head: head('ten', '2025-01-10') }))).toEqual(['D1 warning version', 'F1 warning referenceDate'])
  })

  it('refuses another fingerprint, and another round, where one is expected', () => {
    const head: Cell[][] = [['联审单位', '法院', '轮次', '1', '指纹', 'abc']]
    expect(read({ head }, { expected: { fingerprint: 'abc', round: '1' } }).current).toBe(true)
    const old = read({ head }, { expected: { fingerprint: 'xyz', round: '2' } })
    expect([old.current, ...told(old)]).toEqual([false, 'D1 refused round', 'F1 refused fingerprint'])
  })
})

describe('headings of items', () => {
  it.each([
    'N03',
    'N03 受过刑事处罚',
    'Ｎ０３',
    'n03',
    'N03\n受过刑事处罚',
    'N3',
    '受过刑事处罚',
    'N03（受过刑事处罚）',
  ])('%j is N03', (heading) => {
    const headings = [
      '姓名',
      '身份证号',
      ...courtItems.map((code) => (code === 'N03' ? heading : code)),
      '意见',
      '说明',
    ]
    const [review] = read({ headings, rows: [['李四', manId, ...withAnswer('N03', '不属')]] }).reviews
    expect(review).toMatchObject({ complete: true, answers: { N03: { answer: 'not_ours' } } })
  })

  it('tells an item that lacks its column, one that has two, and one that nobody knows', () => {
    const reading = read({
      headings: ['姓名', '身份证号', 'N02', 'N02', 'N99', '联系人'],
      rows: [['李四', manId, '无', '有', '无']],
    })
    expect(told(reading)).toEqual(['D3 refused columnTwice', 'E3 refused columnUnknown', 'A3 refused columnMissing'])
    expect(reading.reviews[0]).toMatchObject({ complete: false, answers: { N02: { answer: 'none' } } })
  })

  it('does not miss columns that nobody asked for', () => {
    const headings = ['姓名', '身份证号', 'N03']
    const reading = read({ headings, rows: [['李四', manId, '无']] }, { asked: ['N03', 'N11'] })
    expect(told(reading)).toEqual([])
    expect(reading.reviews[0]!.complete).toBe(true)
  })
})

describe('answers', () => {
  it.each<[string, Cell]>([
    ['none', '无'],
    ['none', ' 无　\n'],
    ['none', '未发现'],
    ['none', '×'],
    ['none', '✗'],
    ['pending', '核查'],
    ['not_ours', '不属'],
  ])('%s from %j', (answer, word) => {
    const [review] = read({ rows: [person(manId, '李四', withAnswer('N03', word))] }).reviews
    expect(review!.answers.N03).toEqual({ answer, facts: [] })
  })

  it.each(['有', '存在', '√', '✓', ' 有 '])('found from %j, with its facts', (word) => {
    const reading = read({ rows: [person(manId, '李四', withAnswer('N03', word))], facts: [aFact] })
    expect(told(reading)).toEqual([])
    expect(reading.reviews[0]!.answers.N03).toEqual({
      answer: 'found',
      facts: [
        {
          kind: '盗窃',
          effect: '2010-03-04',
          statedEnd: null,
          evidenceType: '裁判文书',
          documentNumber: '云刑初1号',
          issuingBody: '法院',
          words: '',
        },
      ],
    })
  })

  it.each(['待定', '没有', '?', 'OK'])('%j is refused by cell and counts as not given', (word) => {
    const reading = read({ rows: [person(manId, '李四', withAnswer('N03', word)), person(womanId, '王五')] })
    expect(told(reading)).toEqual(['H4 refused answer'])
    expect(reading.reviews.map(({ complete }) => complete)).toEqual([false, true])
    expect(reading.reviews[0]!.answers).not.toHaveProperty('N03')
  })

  it('blank ones are told once a person, and leave the review open', () => {
    const reading = read({ rows: [person(manId, '李四', ['无', '', '无', ' ', '无', '无'])] })
    expect(reading.problems).toMatchObject([{ cell: 'H4', message: { values: { codes: 'N03、N06' } } }])
    expect(reading.reviews[0]!.complete).toBe(false)
  })

  it('refuses by cell what the department does not own', () => {
    const headings = ['姓名', '身份证号', ...courtItems, 'N07']
    const reading = read({
      headings,
      rows: [
        ['李四', manId, ...none, '有'],
        ['王五', womanId, ...none, ''],
      ],
    })
    expect(told(reading)).toEqual(['I4 refused notOwned'])
    expect(reading.reviews.map(({ complete }) => complete)).toEqual([true, true])
  })
})

describe('people', () => {
  const changedId = '440524198101010012'

  it.each<[string, Cell[], string[]]>([
    ['of the roster by ID alone', person(manId, ''), []],
    ['written untidily', person(` ${manId} `, '李　四'), []],
    ['that nobody put forward', person('999001198001010017', '赵六'), ['C4 refused stranger']],
    ['whose ID was changed', person('999001198001010017', '李四'), ['C4 refused idChanged']],
    ['whose ID was broken', person(changedId, '李四'), ['C4 refused idChanged']],
    ['with a broken ID and no known name', person('1234', '赵六'), ['C4 refused length']],
    ['with another’s ID', person(womanId, '李四'), ['B4 refused nameDiffers']],
  ])('%s', (_, row, expected) => {
    const reading = read({ rows: [row] })
    expect(told(reading)).toEqual(expected)
    expect(reading.reviews).toHaveLength(expected.length === 0 ? 1 : 0)
  })

  it('are taken once: the second row is refused and points at the first', () => {
    const reading = read({ rows: [person(manId, '李四'), person(manId, '李四', withAnswer('N03', '核查'))] })
    expect(reading.problems).toMatchObject([{ cell: 'C5', message: { values: { row: 4 } } }])
    expect(reading.reviews).toMatchObject([{ answers: { N03: { answer: 'none' } } }])
  })

  it('do not include blank rows, repeated headings and the footer', () => {
    const headings = ['序号', '姓名', '身份证号', '乡镇', '村', '拟任职务', ...courtItems, '意见', '说明']
    expect(
      told(read({ rows: [person(manId, '李四'), ['2'], headings, ['合计', '1人'], ['', '经办人：甲某']] })),
    ).toEqual([])
  })
})

describe('opinions', () => {
  const state = (parts: Cell[], signatures?: Cell[][] | null) => {
    const reading = read({ rows: [parts], ...(signatures === undefined ? {} : { signatures }) })
    return stateOf(reading.reviews[0]!, reading.signed)
  }
  const blank = courtItems.map(() => '')

  it('send a file back, with the reason', () => {
    const reading = read({
      rows: [person(manId, '李四', blank, '退回', '材料不全'), person(womanId, '王五', blank, '退回', '再看')],
    })
    expect(reading.reviews).toMatchObject([
      { opinion: 'returned', reason: 'papers', words: '材料不全' },
      { opinion: 'returned', reason: 'other' },
    ])
    expect(told(reading)).toEqual(['N5 warning reason'])
    expect(state(person(manId, '李四', blank, '退回', '身份'))).toBe('returned')
  })

  it.each<[string, string, Cell[]]>([
    ['signed', 'with every answer', person(manId, '李四')],
    ['unsigned', 'with one missing', person(manId, '李四', withAnswer('N03', ''))],
    ['unsigned', 'after a recusal', person(manId, '李四', none, '回避')],
    ['signed', 'with 同意', person(manId, '李四', none, '同意')],
    ['unsigned', 'with an opinion that nobody knows', person(manId, '李四', none, '暂不签')],
  ])('%s %s', (expected, _, row) => {
    expect(state(row)).toBe(expected)
  })

  it.each<[string, Cell[][] | null, boolean]>([
    ['label and value', [['主要负责人', '乙某']], true],
    ['in one cell', [['经办人：甲某', '主要负责人（签字）：乙某']], true],
    [
      'labels above',
      [
        ['经办人', '审核人', '主要负责人', '日期'],
        ['甲某', '丙某', '乙某', '2026-01-09'],
      ],
      true,
    ],
    [
      'nobody',
      [
        ['经办人', '甲某'],
        ['主要负责人', ''],
        ['日期', '2026-01-09'],
      ],
      false,
    ],
    [
      'a blank line to sign on',
      [
        ['主要负责人', '______'],
        ['日期', ''],
      ],
      false,
    ],
    ['only the label', [['经办人：甲某', '主要负责人（签字）：']], false],
    ['no sheet', null, false],
  ])('are signed or drafts: %s', (_, signatures, expected) => {
    expect(read({ signatures }).signed).toBe(expected)
    expect(state(person(manId, '李四'), signatures)).toBe(expected ? 'signed' : 'unsigned')
    expect(state(person(manId, '李四', blank, '退回', '身份'), signatures)).toBe(expected ? 'returned' : 'unsigned')
  })
})

describe('sheets', () => {
  it('are found by name in spite of blanks, and even hidden ones', () => {
    expect(read({ more: { name: ' 审查 意见' } }).reviews).toHaveLength(1)
    expect(read({ more: { hidden: true } }).reviews).toHaveLength(1)
  })

  it('must be there', () => {
    expect(readReturn([], context)).toMatchObject({ ok: false, message: { key: 'returns:noSheet' } })
    expect(readReturn(sheets({ headings: ['姓名'] }), context)).toMatchObject({ ok: false, department: 'court' })
  })
})
