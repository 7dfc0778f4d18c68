import { loadPreset } from '../../../src/criteria/presets'
import type { Cell, Sheet } from '../../../src/lib/cell'
import { departmentsPreset } from '../../../src/organisations/departments/departments-preset'
import { type DepartmentReturn, readReturn } from '../../../src/reviews/returns/return'
import type { ReturnContext } from '../../../src/reviews/returns/return-problem'
import { manId, sheet, womanId } from '../roster/a-roster'

export { manId, womanId }

export const context: ReturnContext = {
  criteria: loadPreset('main20'),
  departments: departmentsPreset,
  candidates: [
    { idNumber: manId, name: '李四' },
    { idNumber: womanId, name: '王五' },
  ],
  referenceDate: '2026-01-10',
}

/** The court owns six items of the main list. */
export const courtItems = ['N02', 'N03', 'N04', 'N06', 'N09', 'N16']
export const none = courtItems.map(() => '无')

export type Parts = {
  head?: Cell[][]
  headings?: Cell[]
  rows?: Cell[][]
  facts?: Cell[][]
  signatures?: Cell[][] | null
  more?: Partial<Sheet>
}

export const factHeadings = [
  '身份证号',
  '姓名',
  '情形代码',
  '种类',
  '生效日期',
  '影响期至',
  '证据类型',
  '文号',
  '认定单位',
  '说明',
]
export const aFact: Cell[] = [manId, '李四', 'N03', '盗窃', '2010-03-04', '', '裁判文书', '云刑初1号', '法院', '']

/** The court's return: everything can be replaced. The table's headings are in row 3, people from row 4 on. */
export function sheets(parts: Parts = {}): Sheet[] {
  const {
    head = [
      ['键', '值'],
      ['联审单位', '法院'],
    ],
    rows = [person(manId, '李四')],
    facts = [],
  } = parts
  const headings = parts.headings ?? [
    '序号',
    '姓名',
    '身份证号',
    '乡镇',
    '村',
    '拟任职务',
    ...courtItems,
    '意见',
    '说明',
  ]
  const signatures =
    parts.signatures === undefined
      ? [
          ['经办人', '甲某'],
          ['主要负责人', '乙某'],
          ['日期', '2026.1.9'],
        ]
      : parts.signatures
  return [
    sheet([...head, headings, ...rows], { name: '审查意见', ...parts.more }),
    sheet([factHeadings, ...facts], { name: '情形明细' }),
    ...(signatures === null ? [] : [sheet(signatures, { name: '签字' })]),
  ]
}

export function person(id: Cell, name: Cell, answers: Cell[] = none, opinion: Cell = '', words: Cell = ''): Cell[] {
  return ['1', name, id, '云川镇', '东沟村', '主任', ...answers, opinion, words]
}

/** The court's answers with one of them replaced. */
export function withAnswer(code: string, word: Cell): Cell[] {
  return courtItems.map((item) => (item === code ? word : '无'))
}

export function read(parts: Parts = {}, more: Partial<ReturnContext> = {}): DepartmentReturn {
  const reading = readReturn(sheets(parts), { ...context, ...more })
  if (!reading.ok) throw new Error(reading.message.key)
  return reading
}

/** What was told, as `cell severity key`. */
export function told({ problems }: DepartmentReturn): string[] {
  return problems.map(({ cell, severity, message }) => `${cell} ${severity} ${message.key.replace(/^.*[.:]/, '')}`)
}
