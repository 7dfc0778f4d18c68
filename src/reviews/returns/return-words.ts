import { bare } from '../../lib/tidy'
import type { AnswerWord } from '../../standings/standing'

/** Words of the return's format (联审意见表, F3): names of sheets, headings and the few words that may stand in cells. */
export const sheetNames = { opinions: '审查意见', facts: '情形明细', signatures: '签字' } as const

export const headKeys = ['联审单位', '轮次', '清单版本', '基准日', '指纹'] as const
export type HeadKey = (typeof headKeys)[number]

export const signatureKeys = ['经办人', '审核人', '主要负责人', '日期'] as const
export type SignatureKey = (typeof signatureKeys)[number]

export const fingerprintHead = '指纹' satisfies HeadKey
export const drafterKey = '经办人' satisfies SignatureKey
export const signatoryKey = '主要负责人' satisfies SignatureKey

/** How a round is written in the head. */
export function roundWord(number: number): string {
  return `第${number}轮`
}

export const opinionHeadings = ['序号', '姓名', '身份证号', '乡镇（街道）', '村（社区）', '拟任职务'] as const
/** Heading of the hidden column with each row's fingerprint; only workbooks that the county hands out have it. */
export const rowFingerprintHeading = '行指纹'
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
] as const

export const answerWord: Record<AnswerWord, string> = { none: '无', found: '有', pending: '核查', not_ours: '不属' }

export const evidenceTypes = [
  '裁判文书',
  '处分决定',
  '政务处分决定',
  '行政处罚决定',
  '犯罪记录查询告知函',
  '失信名单查询',
  '审计报告',
  '整改验收',
  '评议考核表',
  '认定会议纪要',
  '乡镇核实说明',
] as const

export type ReturnReason = 'identity' | 'papers' | 'other'
export const returnReasonWord: Record<ReturnReason, string> = { identity: '身份', papers: '材料', other: '其他' }
export const returnedWord = '退回'
export const recusedWord = '回避'

/** Null for a word that the format does not know: such an answer counts as not given. */
export function readAnswer(text: string): AnswerWord | null {
  return answers.get(text) ?? answers.get(bare(text).replace(/[。.]$/, '')) ?? null
}

export function readReturnReason(text: string): ReturnReason | null {
  const found = (['identity', 'papers', 'other'] as const).filter((key) => bare(text).includes(returnReasonWord[key]))
  return found.length === 1 ? found[0]! : null
}

/** What clerks write who have nothing to add; it says nothing that the answers do not. */
export function isIdleOpinion(text: string): boolean {
  return ['同意', '无', '无意见', '无异议', '通过', '/', '-', '—', '——'].includes(bare(text))
}

const answers = new Map<string, AnswerWord>([
  ['无', 'none'],
  ['未发现', 'none'],
  ['×', 'none'],
  ['✗', 'none'],
  ['✘', 'none'],
  ['有', 'found'],
  ['存在', 'found'],
  ['√', 'found'],
  ['✓', 'found'],
  ['✔', 'found'],
  ['核查', 'pending'],
  ['不属', 'not_ours'],
  ...(['none', 'found', 'pending', 'not_ours'] as const).map((word) => [word, word] as const),
])
