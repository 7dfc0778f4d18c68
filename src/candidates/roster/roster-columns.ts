import { bare } from '../../lib/tidy'

/** The columns of the roster (人选汇总表, F2). Headings and aliases are words of the format, not texts of the program. */
export const rosterColumns = [
  { key: 'serial', heading: '序号', aliases: ['编号'], required: false },
  {
    key: 'township',
    heading: '乡镇（街道）',
    aliases: ['乡镇', '镇街', '乡镇街道', '所在乡镇', '街道'],
    required: true,
  },
  {
    key: 'village',
    heading: '村（社区）',
    aliases: ['村', '社区', '所在村', '村社区', '所在村社区'],
    required: true,
  },
  { key: 'name', heading: '姓名', aliases: [], required: true },
  { key: 'sex', heading: '性别', aliases: [], required: false },
  { key: 'ethnicGroup', heading: '民族', aliases: [], required: false },
  { key: 'birth', heading: '出生年月', aliases: ['出生日期', '出生年月日'], required: false },
  {
    key: 'idNumber',
    heading: '身份证号',
    aliases: ['公民身份号码', '身份证号码', '证件号码', '公民身份证号码', '居民身份证号码', '身份证'],
    required: true,
  },
  { key: 'politicalStatus', heading: '政治面貌', aliases: [], required: false },
  { key: 'partyDate', heading: '入党时间', aliases: ['入党日期', '入党年月'], required: false },
  { key: 'education', heading: '学历', aliases: ['文化程度'], required: false },
  { key: 'currentPost', heading: '现任职务', aliases: ['现职务'], required: false },
  {
    key: 'position',
    heading: '拟任职务',
    aliases: ['竞职职务', '拟任（竞）职务', '拟任竞职务', '拟推荐职务'],
    required: true,
  },
  { key: 'source', heading: '来源', aliases: ['来源类别', '人选来源'], required: false },
  { key: 'nomination', heading: '推荐方式', aliases: ['提名方式'], required: false },
  { key: 'mobile', heading: '手机', aliases: ['手机号', '手机号码', '联系电话'], required: false },
  { key: 'isNew', heading: '是否新进', aliases: [], required: false },
  { key: 'holdsBoth', heading: '是否一肩挑', aliases: [], required: false },
  { key: 'remarks', heading: '备注', aliases: ['说明'], required: false },
] as const

export type RosterColumn = (typeof rosterColumns)[number]['key']

/** The column that a heading means; brackets, blanks, line feeds, colons and the * of required fields do not matter. */
export function rosterColumnOf(heading: string): RosterColumn | undefined {
  return byHeading.get(withoutMarks(heading)) ?? byHeading.get(withoutMarks(bare(heading).replace(bracketed, '')))
}

export function headingOf(column: RosterColumn): string {
  return rosterColumns.find(({ key }) => key === column)!.heading
}

const bracketed = /[([【《〔<][^)\]】》〕>]*[)\]】》〕>]/g

function withoutMarks(heading: string): string {
  return bare(heading).replace(/[()[\]【】《》〔〕<>*＊★※:：、/\\．.。"'“”]/g, '')
}

const byHeading = new Map<string, RosterColumn>(
  rosterColumns.flatMap(({ key, heading, aliases }) =>
    [heading, ...aliases].map((name) => [withoutMarks(name), key] as const),
  ),
)
