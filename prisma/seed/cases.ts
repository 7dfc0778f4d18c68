import { addDays, type Day } from '../../src/lib/day'
import type { Answer, AnswerWord, Fact } from '../../src/standings/standing'
import type { Random } from './random'

/** What one department says about one item; everything else is answered 无. */
export type Saying = { department: string; code: string; answer: Answer }

/** A kind of case of the list `main20`, with the paper that it would rest on. `days`: how long ago it took effect. */
type Kind = {
  department: string
  code: string
  kind: string
  days: [number, number]
  evidence: string
  document: string
  body: string
}

export function barSayings(random: Random, reference: Day, departments?: readonly string[]): Saying[] {
  const kinds = bars.filter(({ department }) => !departments || departments.includes(department))
  return [saying(random.pick(kinds), random, reference), ...(random.chance(0.12) ? also(random, reference) : [])]
}

export function referSayings(random: Random, reference: Day): Saying[] {
  return [saying(random.pick(refers), random, reference)]
}

/** Under investigation: found by the lead, or still being looked into. */
export function holdSayings(random: Random, reference: Day): Saying[] {
  if (random.chance(0.5)) return [saying(investigated, random, reference)]
  return [plain(random.pick(['discipline N06', 'agriculture N13', 'discipline N01']), 'pending')]
}

/** An assisting department found what the lead did not. */
export function disputedSayings(random: Random, reference: Day): Saying[] {
  return [saying(random.pick(disputes), random, reference)]
}

/** Every owner says that the item is not theirs. */
export function gapSayings(random: Random): Saying[] {
  return random.pick(gaps).map((owner) => plain(owner, 'not_ours'))
}

/** A sanction whose time is over, or a penalty older than its window: shown as lapsed. */
export function lapsedSayings(random: Random, reference: Day): Saying[] {
  return [saying(random.pick(lapsed), random, reference)]
}

function also(random: Random, reference: Day): Saying[] {
  return [saying(kind('natural_resources N14', '违法用地未整改', [200, 900], ...penalty('自资')), random, reference)]
}

function saying({ department, code, kind, days, evidence, document, body }: Kind, random: Random, on: Day): Saying {
  const effect = addDays(on, -random.between(...days))
  const documentNumber = document.replace('年', effect.slice(0, 4)).replace('号', `${random.between(1, 180)}号`)
  const rest = { statedEnd: null, evidenceType: evidence, documentNumber, issuingBody: `云川县${body}（演示）` }
  const fact: Fact = { kind, effect, ...rest, words: '演示用虚构内容' }
  return { department, code, answer: { answer: 'found', facts: [fact] } }
}

function plain(owner: string, answer: AnswerWord): Saying {
  const [department, code] = owner.split(' ') as [string, string]
  return { department, code, answer: { answer, facts: [] } }
}

function kind(owner: string, words: string, days: [number, number], ...paper: [string, string, string]): Kind {
  const [department, code] = owner.split(' ') as [string, string]
  const [evidence, document, body] = paper
  return { department, code, kind: words, days, evidence, document, body }
}

const judgment: [string, string, string] = ['裁判文书', '（年）云刑初号', '人民法院']
const discipline: [string, string, string] = ['处分决定', '云纪〔年〕号', '纪委']
const supervision: [string, string, string] = ['政务处分决定', '云监〔年〕号', '监委']
const finding: [string, string, string] = ['认定会议纪要', '云专纪〔年〕号', '专题会议']

function penalty(short: string): [string, string, string] {
  return ['行政处罚决定', `云${short}罚〔年〕号`, `${short}部门`]
}

const bars: Kind[] = [
  kind('court N03', '故意伤害', [900, 6000], ...judgment),
  kind('court N03', '危险驾驶', [700, 4000], ...judgment),
  kind('court N03', '诈骗', [1200, 5000], ...judgment),
  kind('court N02', '剥夺政治权利', [100, 500], ...judgment),
  kind('discipline N07', 'party_serious_warning', [30, 400], ...discipline),
  kind('discipline N07', 'party_warning', [20, 300], ...discipline),
  kind('discipline N07', 'party_removal', [60, 600], ...discipline),
  kind('discipline N07', 'party_probation_1', [60, 900], ...discipline),
  kind('discipline N07', 'admin_major_demerit', [30, 400], ...supervision),
  kind('discipline N08', '拉票', [300, 1200], ...finding),
  kind('political_legal N04', '“村霸”', [400, 2400], ...judgment),
  kind('police N05', '参加邪教组织活动', [200, 1500], ...finding),
  kind('organisation N10', '提供虚假学历', [1, 25], ...finding),
]

const refers: Kind[] = [
  kind('police N11', '赌博', [100, 1500], ...penalty('公')),
  kind('petitions N12', '聚众扰乱公共秩序', [100, 1600], ...penalty('公')),
  kind('agriculture N13', '离任审计问题未整改', [60, 700], '审计报告', '云审〔年〕号', '审计局'),
  kind('natural_resources N14', '违建房未拆除', [90, 900], ...penalty('自资')),
  kind('environment N15', '非法采砂', [100, 1500], ...penalty('环')),
  kind('court N16', '失信被执行人', [60, 900], '失信名单查询', '（年）云执字号', '人民法院'),
  kind('organisation N17', '不合格党员', [100, 900], '评议考核表', '云组〔年〕号', '组织部'),
  kind('emergency N18', '防汛值守缺位', [100, 1200], '认定会议纪要', '云应急〔年〕号', '应急管理局'),
  kind('organisation N19', '长期外出', [30, 400], '乡镇核实说明', '云组核〔年〕号', '组织部'),
  kind('organisation N20', '发展党员程序问题', [100, 900], '认定会议纪要', '云组〔年〕号', '组织部'),
]

const investigated = kind('discipline N06', '立案审查', [10, 120], '认定会议纪要', '云纪立〔年〕号', '纪委监委')

const disputes: Kind[] = [
  kind('police N03', '盗窃', [2000, 6000], ...judgment),
  kind('police N12', '扰乱公共秩序', [100, 1500], ...penalty('公')),
  kind('agriculture N14', '违建房未拆除', [90, 900], ...penalty('农')),
  kind('procuratorate N03', '交通肇事', [1500, 5000], ...judgment),
]

/** Owners of one item that take part, of `main20` among the thirteen. */
const gaps: string[][] = [
  ['court N16'],
  ['environment N15', 'natural_resources N15'],
  ['emergency N18'],
  ['natural_resources N14', 'agriculture N14', 'civil_affairs N14'],
]

const lapsed: Kind[] = [
  kind('discipline N07', 'party_warning', [380, 900], ...discipline),
  kind('discipline N07', 'admin_demerit', [400, 900], ...supervision),
  kind('police N11', '赌博', [1900, 2900], ...penalty('公')),
  kind('petitions N12', '扰乱公共秩序', [1850, 2600], ...penalty('公')),
]
