import type { Answer, AnswerWord, Fact } from '../src/standings/standing'

/** What one department says of one person that is not simply 无; `opinion` and `words` go into the last two columns. */
export type Saying = {
  person: number
  department: string
  code?: string
  answer?: AnswerWord | 'blank'
  facts?: Fact[]
  opinion?: string
  words?: string
}

/** The worked cases of the rules at 2026-01-10, one person each, and what else every list has. Everyone else is clear. */
export const sayings: Saying[] = [
  found(0, 'discipline', 'N07', '党内严重警告', '2024-07-10', '处分决定', '云纪〔2024〕7号'),
  found(1, 'discipline', 'N07', '严重警告', '2024-07-11', '处分决定', '云纪〔2024〕8号'),
  found(2, 'police', 'N03', '故意伤害', '2012-05-04', '裁判文书', '（2012）云刑初15号'),
  found(3, 'police', 'N03', '盗窃', '2009-11-20', '裁判文书', '（2009）云刑初3号'),
  { person: 3, department: 'court', code: 'N03', answer: 'blank' },
  found(4, 'police', 'N03', '交通肇事', '2015-03-09', '裁判文书', '（2015）云刑初21号'),
  { person: 4, department: 'court', code: 'N03', answer: 'not_ours' },
  found(5, 'police', 'N06', '立案侦查', '2025-12-01', '犯罪记录查询告知函', '云公查〔2025〕112号'),
  { person: 5, department: 'discipline', code: 'N06', answer: 'pending' },
  found(6, 'petitions', 'N12', '扰乱公共秩序', '2021-01-10', '行政处罚决定', '云公罚〔2021〕4号'),
  found(7, 'petitions', 'N12', '扰乱公共秩序', '2021-01-11', '行政处罚决定', '云公罚〔2021〕5号'),
  found(8, 'political_legal', 'N04', '村霸', '2019-08-15', '裁判文书', '（2019）云刑初40号'),
  { person: 9, department: 'court', code: 'N16', answer: 'not_ours' },
  found(10, 'discipline', 'N07', '记过', '2025-06-01', '政务处分决定', '云监〔2025〕6号'),
  found(10, 'discipline', 'N07', '记大过', '2025-01-01', '政务处分决定', '云监〔2025〕1号'),
  found(11, 'discipline', 'N07', '记过', '2024-06-01', '政务处分决定', '云监〔2024〕9号', '2026-06-01'),
  { person: 12, department: 'organisation', opinion: '退回', words: '材料：缺学历证明' },
  { person: 13, department: 'petitions', opinion: '回避', words: '近亲属' },
  found(14, 'discipline', 'N06', '立案审查', '2025-11-11', '认定会议纪要', '云纪立〔2025〕31号'),
  found(15, 'natural_resources', 'N14', '违建房未拆除', '2023-04-02', '行政处罚决定', '云自资罚〔2023〕18号'),
  { person: 16, department: 'agriculture', code: 'N13', answer: 'pending' },
  found(17, 'emergency', 'N18', '防汛值守缺位', '2023-07-21', '认定会议纪要', '云应急〔2023〕2号'),
  found(18, 'organisation', 'N17', '不合格党员', '2022-12-30', '评议考核表', '云组〔2022〕90号'),
  found(19, 'court', 'N16', '失信被执行人', '2025-02-14', '失信名单查询', '（2025）云执字77号'),
  found(20, 'discipline', 'N13', '侵占集体资金', '2024-03-01', '审计报告', '云审〔2024〕12号'),
  found(21, 'environment', 'N15', '非法采砂', '2024-09-09', '行政处罚决定', '云环罚〔2024〕3号'),
]

/** People whose rows these departments forgot: their reviews are still out. */
export const forgotten: { person: number; department: string }[] = [
  'organisation',
  'court',
  'procuratorate',
  'police',
  'justice',
  'environment',
  'emergency',
].map((department) => ({ person: 8, department }))

export function answersOf(person: number, department: string, codes: string[]): Record<string, Answer> {
  const own = sayings.filter((saying) => saying.person === person && saying.department === department)
  const answers: Record<string, Answer> = {}
  for (const code of codes) {
    const about = own.filter((saying) => saying.code === code)
    const answer = about[0]?.answer ?? 'none'
    if (answer !== 'blank') answers[code] = { answer, facts: about.flatMap(({ facts }) => facts ?? []) }
  }
  return answers
}

export function opinionOf(person: number, department: string): { opinion?: string; words?: string } {
  const saying = sayings.find((candidate) => {
    return candidate.person === person && candidate.department === department && candidate.opinion !== undefined
  })
  return { opinion: saying?.opinion, words: saying?.words }
}

function found(
  person: number,
  department: string,
  code: string,
  kind: string,
  effect: string,
  evidenceType: string,
  documentNumber: string,
  statedEnd: string | null = null,
): Saying {
  const fact = { kind, effect, statedEnd, evidenceType, documentNumber, issuingBody: '云川县', words: '虚构示例' }
  return { person, department, code, answer: 'found', facts: [fact] }
}
