import { readRoster } from '../../../src/candidates/roster/roster'
import { headings, man, manId, read, sheet, told, womanId } from './a-roster'

describe('where the table is', () => {
  it('is found below titles, among the first twenty rows', () => {
    const titles = Array.from({ length: 19 }, (_, index) => [`标题${index}`])
    expect(read([...titles, headings, man]).rows).toHaveLength(1)
    const late = readRoster([sheet([...titles, ['又一行'], headings, man])], { referenceDate: '2026-01-10' })
    expect(late).toMatchObject({ ok: false, message: { key: 'roster:noHeading' } })
  })

  it('is on the first visible sheet that has one', () => {
    const hidden = sheet([headings, [...man.slice(0, 2), '王五', womanId, '村委会主任']], { hidden: true })
    const cover = sheet([['封面']])
    const roster = readRoster([hidden, cover, sheet([headings, man])], { referenceDate: '2026-01-10' })
    expect(roster.ok && roster.rows.map(({ name }) => name)).toEqual(['李四'])
  })

  it.each([
    ['乡镇', '村', '姓名', '公民身份号码', '竞职职务'],
    ['镇街', '社区', '姓 名', '身份证号码', '拟任（竞）职务'],
    ['乡镇街道', '所在村', '姓　名', '证件号码', '拟推荐职务'],
    ['乡镇(街道)*', '村\n（社区）', '*姓名', '身份证号（18位）', '拟任\r\n职务'],
    ['乡镇/街道', '村社区', '【姓名】', '身份证号：', '拟任(竞)职务'],
  ])('knows the headings %s %s %s %s %s', (...names) => {
    expect(read([names, man]).rows[0]).toMatchObject({ name: '李四', township: '云川镇', village: '东沟村' })
  })

  it('takes columns in any order, and unknown ones as remarks', () => {
    const roster = read([
      ['备注', '拟任职务', '特长', '姓名', '身份证号', '村', '乡镇'],
      ['本村人', '村委会主任', '农技', '李四', manId, '东沟村', '云川镇'],
    ])
    expect(roster.rows[0]).toMatchObject({ name: '李四', village: '东沟村', remarks: '本村人；特长：农技' })
  })

  it('names the required columns that are missing', () => {
    const roster = readRoster([sheet([['姓名', '身份证号', '村'], man])], { referenceDate: '2026-01-10' })
    expect(roster).toEqual({
      ok: false,
      message: { key: 'roster:missing', values: { columns: '乡镇（街道）、拟任职务' } },
    })
  })
})

describe('which rows are people', () => {
  it('are not blank rows, totals, repeated headings, the footer or lines without a person', () => {
    const roster = read([
      ['云川县名单'],
      headings,
      man,
      ['', '', '', '', ''],
      ['小计', '1人'],
      headings,
      ['云川镇', '东沟村', '', '', ''],
      ['合　计', '', '2', '', ''],
      ['', '', '总计：2人'],
      ['填表人：张三', '', '审核人：', '王五', '2026.1.5'],
      ['', '2026.1.5', '填表人（签字）：', '张三', '审核人：王五'],
      ['备注', '以上人员', '', '', ''],
      ['注：身份证号须为18位', '', '', '', ''],
    ])
    expect(roster.rows).toHaveLength(1)
    expect(roster.problems).toEqual([])
  })

  it('are people whose remarks only look like a footer', () => {
    const roster = read([
      [...headings, '备注'],
      [...man, '审核人：王五已核'],
      ['云川镇', '东沟村', '王五', '', '村委会委员', '审核人未核'],
      ['云川镇', '东沟村', '赵六', '', '负责人', ''],
    ])
    expect(roster.rows).toHaveLength(1)
    expect(told(roster)).toEqual([
      'refused lib:idNumber.empty',
      'refused lib:idNumber.empty',
      'warning roster:problem.position',
    ])
  })

  it('keeps the first of a person given twice and points at it from the second', () => {
    const fifteen = womanId.slice(0, 6) + womanId.slice(8, 17)
    const woman = ['云川镇', '西沟村', '王五', womanId, '村委会委员']
    const roster = read([headings, woman, man, ['云川镇', '东沟村', '王五', fifteen, '村委会主任']])
    expect(roster.rows.map(({ name, village }) => name + village)).toEqual(['王五西沟村', '李四东沟村'])
    expect(roster.problems).toEqual([
      {
        row: 4,
        column: '身份证号',
        cell: 'D4',
        severity: 'refused',
        message: { key: 'roster:problem.twice', values: { row: 2 } },
      },
    ])
  })

  it('takes a person whose first row was refused from the second', () => {
    const roster = read([headings, ['云川镇', '东沟村', '', manId, '村委会主任'], man])
    expect(roster.rows.map(({ row }) => row)).toEqual([3])
  })
})
