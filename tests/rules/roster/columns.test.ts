import type { Cell } from '../../../src/lib/cell'
import { headings, man, manId, read, readWith, told, womanId } from './a-roster'

const number = (text: string): Cell => ({ number: Number(text), text })

/** One row, one column changed. */
function changed(column: string, cell: Cell, options = {}) {
  return read([headings, man.map((value, index) => (headings[index] === column ? cell : value))], options)
}

describe('the ID number', () => {
  it.each<[string, Cell, string]>([
    ['text', womanId, womanId],
    ['a small x', womanId.toLowerCase(), womanId],
    ['fifteen digits', '110105491231002', womanId],
    ['fifteen digits as a number', number('110105491231002'), womanId],
    ['full-width digits', '４４０５２４１９８００１０１００１３', manId],
    ['blanks and line feeds inside', '440524 19800101\n0013 ', manId],
    ['an apostrophe in front', `'${manId}`, manId],
    ['a whole number that lost nothing', number(manId), manId],
    ['an abolished region', '999001198001010017', '999001198001010017'],
  ])('is read from %s', (_, cell, expected) => {
    const roster = changed('身份证号', cell)
    expect(roster.rows[0]?.idNumber).toBe(expected)
  })

  it.each<[string, Cell, string]>([
    ['refused lib:idNumber.rounded', number('150123199001011000'), 'rounded by the sheet'],
    ['refused lib:idNumber.rounded', '1.50123E+17', 'in exponent notation'],
    ['refused lib:idNumber.check', manId.slice(0, 17) + '4', 'with a wrong check digit'],
    ['refused lib:idNumber.length', manId.slice(0, 17), 'too short'],
    ['refused lib:idNumber.birth', '440524198002300014', 'with a birthday that never was'],
    ['refused lib:idNumber.empty', '', 'missing'],
  ])('is %s', (expected, cell) => {
    const roster = changed('身份证号', cell)
    expect(roster.rows).toEqual([])
    expect(told(roster)).toEqual([expected])
  })

  it.each([
    ['1998-01-01', []],
    ['1997-12-31', ['refused roster:problem.age']],
    ['2081-01-01', ['refused roster:problem.age']],
    ['2080-12-31', []],
  ])('says how old one is on %s: 18 to 100', (referenceDate, expected) => {
    expect(told(changed('身份证号', manId, { referenceDate }))).toEqual(expected)
  })
})

describe('names and places', () => {
  it.each<[string, string]>([
    ['李　四', '李四'],
    [' 李 四\n', '李四'],
    ['买买提・吐尔逊', '买买提·吐尔逊'],
    ['买买提.吐尔逊', '买买提·吐尔逊'],
  ])('the name %j is %s', (cell, expected) => {
    expect(changed('姓名', cell).rows[0]?.name).toBe(expected)
  })

  it.each(['李', '李'.repeat(31)])('a name has 2 to 30 characters', (cell) => {
    expect(told(changed('姓名', cell))).toEqual(['refused roster:problem.name'])
  })

  it.each(['乡镇（街道）', '村（社区）', '姓名', '拟任职务'])('%s is required', (column) => {
    expect(told(changed(column, ' '))).toEqual(['refused roster:problem.empty'])
  })

  it('keeps places as they stand, without blanks at the ends and line feeds', () => {
    expect(changed('村（社区）', '东沟村（社区） \n').rows[0]?.village).toBe('东沟村（社区）')
  })

  it('checks them against the county where there is one', () => {
    const county = [{ name: '云川镇', teams: ['东沟村'] }]
    expect(told(changed('姓名', '李四', { county }))).toEqual([])
    expect(told(changed('乡镇（街道）', '青石镇', { county }))).toEqual(['refused roster:problem.township'])
    expect(told(changed('村（社区）', '西沟村', { county }))).toEqual(['refused roster:problem.village'])
  })

  it('implies the clerk’s own township', () => {
    const rows = [headings.slice(1), man.slice(1)]
    expect(read(rows, { impliedTownship: '云川镇' }).rows[0]?.township).toBe('云川镇')
  })
})

describe('the birth date agrees with the ID number', () => {
  const real = (day: string, monthOnly?: boolean): Cell => ({
    number: 1,
    text: day,
    date: day,
    ...(monthOnly ? { monthOnly } : {}),
  })

  it.each<[Cell]>([
    ['1980.1'],
    ['1980.01'],
    ['1980-01'],
    ['1980年1月'],
    ['1980年1月1日'],
    ['1980/1/1'],
    ['１９８０．０１'],
    ['198001'],
    ['19800101'],
    ['1980.01.'],
    ['1980-01-01 00:00:00'],
    [number('198001')],
    [number('19800101')],
    [number('29221')],
    [number('1980.01')],
    [real('1980-01-01')],
    [real('1980-01-20', true)],
    [''],
  ])('%j', (cell) => {
    expect(told(readWith('出生年月', cell))).toEqual([])
  })

  it.each<[Cell, string]>([
    ['1980.2', 'refused roster:problem.birth'],
    ['1980-01-02', 'refused roster:problem.birth'],
    [real('1980-02-01'), 'refused roster:problem.birth'],
    ['80.1', 'warning roster:problem.date'],
    ['1980.13', 'warning roster:problem.date'],
    ['不详', 'warning roster:problem.date'],
  ])('%j is told', (cell, expected) => {
    expect(told(readWith('出生日期', cell))).toEqual([expected])
  })

  it('the first of a month as a real date stands for the month, as text for the day', () => {
    const toldOf = (cell: Cell) =>
      told(
        read([
          [...headings, '出生年月'],
          ['云川镇', '东沟村', '王五', womanId, '委员', cell],
        ]),
      )
    expect(toldOf(real('1949-12-01'))).not.toContain('refused roster:problem.birth')
    expect(toldOf('1949-12-01')).toContain('refused roster:problem.birth')
  })

  it('a number 1980.1 may be October, whose zero the sheet dropped', () => {
    const row = ['云川镇', '东沟村', '李四', '440524198010010015', '村委会主任', number('1980.1')]
    const roster = read([[...headings, '出生年月'], row])
    expect(roster.rows).toHaveLength(1)
  })
})

describe('the other columns', () => {
  it.each<[string, Cell, string[]]>([
    ['性别', '男', []],
    ['性别', '男性', []],
    ['性别', '', []],
    ['性别', '女', ['refused roster:problem.sexDiffers']],
    ['性别', '未知', ['warning roster:problem.word']],
    ['民族', '汉', []],
    ['民族', '蒙古族', []],
    ['民族', '火星族', ['warning roster:problem.word']],
    ['政治面貌', '党员', []],
    ['政治面貌', '群众', []],
    ['政治面貌', '同志', ['warning roster:problem.word']],
    ['入党时间', '1998.07', []],
    ['入党时间', '1998.01', []],
    ['入党时间', '1997.12', ['warning roster:problem.partyEarly']],
    ['入党时间', '2026.02', ['warning roster:problem.partyFuture']],
    ['入党时间', '/', []],
    ['学历', '大专', []],
    ['文化程度', '初中', []],
    ['学历', '很高', ['warning roster:problem.word']],
    ['拟任职务', '', []],
    ['来源', '致富带头人', []],
    ['推荐方式', '组织推荐', []],
    ['推荐方式', '抽签', ['warning roster:problem.word']],
    ['手机', number('13800000000'), []],
    ['手机', '138 0000 0000', []],
    ['联系电话', '8888888', ['warning roster:problem.word']],
    ['是否新进', '√', []],
    ['是否一肩挑', number('0'), []],
    ['是否一肩挑', '也许', ['warning roster:problem.word']],
  ])('%s %j', (heading, cell, expected) => {
    expect(told(readWith(heading, cell))).toEqual(expected)
  })

  it('reads what they say', () => {
    const more = {
      民族: '汉',
      政治面貌: '党员',
      学历: '大专',
      入党时间: '2001年7月1日',
      是否新进: '是',
      是否一肩挑: '0',
    }
    const roster = read([
      [...headings, ...Object.keys(more)],
      [...man, ...Object.values(more)],
    ])
    expect(roster.rows[0]).toMatchObject({
      sex: 'male',
      birth: '1980-01-01',
      ethnicGroup: '01',
      politicalStatus: '01',
      education: '30',
      partyDate: '2001-07-01',
      isNew: true,
      holdsBoth: false,
      position: '村委会主任',
      post: { code: 'director', bothPosts: false },
    })
  })

  it('keeps a post that nobody knows with a warning, and refuses it where the program must know', () => {
    expect(told(changed('拟任职务', '国王'))).toEqual(['warning roster:problem.position'])
    expect(told(changed('拟任职务', '国王', { strict: true }))).toEqual(['refused roster:problem.position'])
  })
})
