import { writeWorkbook } from '../../sheets/writing'
import { teamHeadings } from './team-sheet'

export const teamSampleName = '村社区名单.xlsx'

/** A list of teams as a clerk would write it, to fill in: headings and rows are words of the format. */
export function teamSampleWorkbook(): Promise<Buffer> {
  const columns = Object.entries(teamHeadings).map(([key, heading]) => ({ heading, width: key === 'code' ? 18 : 14 }))
  return writeWorkbook([{ name: '村（社区）', columns, rows: sampleRows }])
}

const sampleRows = [
  ['盛乐镇', '示范村', '村', '150123100201', 7],
  ['盛乐镇', '前进村', '村', '', 5],
  ['城关镇', '和平社区', '社区', '', 9],
]
