import type { CandidateFile } from '../candidate'
import { nameOfCode } from '../codes/code-list'
import { educations } from '../codes/education'
import { ethnicGroups } from '../codes/ethnic-group'
import { nominations, politicalStatuses, sexes, sources } from '../codes/lists'
import { posts } from '../codes/post'
import { type RosterColumn, rosterColumns } from '../roster/roster-columns'

/** One person of a roster with all that F2 prints; the ID number whole, for the form asks for it. */
export type RosterLine = CandidateFile & { township: string; team: string; idNumber: string }

/** What stands for a mark in the cells of 是否新进 and 是否一肩挑. */
export type MarkWords = { yes: string; no: string }

/** The columns of F2 in the order of the form. */
export const rosterSheetColumns = rosterColumns.map(({ key, heading }) => ({ heading, width: widthOf(key) }))

/** The cells of one person: what an import of the same file reads again. */
export function rosterCells(line: RosterLine, number: number, marks: MarkWords): string[] {
  return rosterColumns.map(({ key }) => cells[key](line, number, marks) ?? '')
}

/** F2 is a form in Chinese, whoever takes it out. */
const named = (rows: Parameters<typeof nameOfCode>[0], code: string | null) => code && nameOfCode(rows, code, 'zh-CN')
const mark = (value: boolean | null, { yes, no }: MarkWords) => (value === null ? null : value ? yes : no)

const cells: Record<RosterColumn, (line: RosterLine, number: number, marks: MarkWords) => string | null> = {
  serial: (_line, number) => String(number),
  township: ({ township }) => township,
  village: ({ team }) => team,
  name: ({ name }) => name,
  sex: ({ sex }) => named(sexes, sex),
  ethnicGroup: ({ ethnicGroup }) => named(ethnicGroups, ethnicGroup),
  birth: ({ birth }) => birth.slice(0, 7),
  idNumber: ({ idNumber }) => idNumber,
  politicalStatus: ({ politicalStatus }) => named(politicalStatuses, politicalStatus),
  partyDate: ({ partyJoined }) => partyJoined,
  education: ({ education }) => named(educations, education),
  currentPost: ({ currentPost }) => currentPost,
  position: ({ position }) => named(posts, position),
  source: ({ source }) => named(sources, source),
  nomination: ({ nomination }) => named(nominations, nomination),
  mobile: ({ phone }) => phone,
  isNew: ({ isNew }, _number, marks) => mark(isNew, marks),
  holdsBoth: ({ bothPosts }, _number, marks) => mark(bothPosts, marks),
  remarks: ({ remarks }) => remarks,
}

function widthOf(key: RosterColumn): number {
  if (key === 'serial' || key === 'sex') return 6
  if (key === 'idNumber') return 22
  return key === 'remarks' ? 30 : 14
}
