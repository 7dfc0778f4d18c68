import { writeWorkbook } from '../../sheets/writing'
import { type RosterColumn, rosterColumns } from './roster-columns'

/** An empty roster (人选汇总表, F2) with its headings, and beside it a sheet with two invented people as an example. */
export function rosterSampleWorkbook(): Promise<Buffer> {
  const columns = rosterColumns.map(({ key, heading }) => ({ heading, width: key === 'idNumber' ? 22 : 14 }))
  const rows = examples.map((example) => rosterColumns.map(({ key }) => example[key] ?? ''))
  return writeWorkbook([
    { name: '人选汇总表', columns, rows: [] },
    { name: '填写示例', columns, rows },
  ])
}

export const rosterSampleName = '人选汇总表.xlsx'

const examples: Partial<Record<RosterColumn, string>>[] = [
  {
    serial: '1',
    township: '盛乐镇',
    village: '示范村',
    name: '张示例',
    sex: '男',
    ethnicGroup: '汉族',
    birth: '1985-03',
    idNumber: '990123198503070015',
    politicalStatus: '中共党员',
    partyDate: '2008-07',
    education: '大专',
    position: '党组织书记',
    holdsBoth: '是',
  },
  {
    serial: '2',
    township: '盛乐镇',
    village: '示范村',
    name: '李样本',
    sex: '女',
    ethnicGroup: '蒙古族',
    birth: '1990-11',
    idNumber: '990123199011120025',
    politicalStatus: '群众',
    education: '本科',
    position: '村委会委员',
    holdsBoth: '否',
  },
]
