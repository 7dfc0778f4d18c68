import { loadPreset } from '../../../src/criteria/presets'
import { returnWorkbook } from '../../../src/reviews/returns/return-workbook'
import { itemsOwnedBy } from '../../../src/standings/owners'
import type { Answer } from '../../../src/standings/standing'
import { manId, womanId } from '../roster/a-roster'

const people = [
  { idNumber: manId, name: '李四', township: '云川镇', village: '东沟村', position: '村委会主任' },
  { idNumber: womanId, name: '王五', township: '云川镇', village: '西沟村', position: '村委会委员' },
]

/** Three people; no department answers for the third. */
export const rosterCsv =
  '乡镇,村,姓名,身份证号,拟任职务\n' +
  people
    .map(({ idNumber, name, township, village, position }) => [township, village, name, idNumber, position].join())
    .join('\n') +
  '\n云川镇,东沟村,赵六,999001198001010017,村委会委员\n'

type Changes = { signed?: boolean; round?: string; answers?: Record<string, Answer> }

/** The court finds nothing, unless told otherwise of the first person. */
export function courtReturn(changes: Changes = {}): Promise<Buffer> {
  return filledIn('court', '法院', changes)
}

/** The police find a punishment of the first person, which the court does not know of. */
export function policeReturn(): Promise<Buffer> {
  const fact = {
    kind: '盗窃',
    effect: '2010-03-04',
    statedEnd: null,
    evidenceType: '裁判文书',
    documentNumber: '云刑初1号',
    issuingBody: '法院',
    words: '',
  }
  return filledIn('police', '公安', { answers: { N03: { answer: 'found', facts: [fact] } } })
}

/** The same workbook is asked for again and again, and takes longer to make than to read. */
const made = new Map<string, Promise<Buffer>>()

function filledIn(key: string, name: string, changes: Changes): Promise<Buffer> {
  const wanted = JSON.stringify([key, changes])
  const known = made.get(wanted) ?? make(key, name, changes)
  made.set(wanted, known)
  return known
}

function make(key: string, name: string, { signed = true, round = '第一轮', answers = {} }: Changes): Promise<Buffer> {
  const criteria = loadPreset('main20')
  const none = Object.fromEntries(
    itemsOwnedBy(key, criteria).map(({ code }) => [code, { answer: 'none' as const, facts: [] }]),
  )
  return returnWorkbook({
    department: { key, name },
    round,
    version: 'main20',
    referenceDate: '2026-01-10',
    fingerprint: '',
    criteria,
    candidates: people.map((person, index) => ({ ...person, answers: index === 0 ? { ...none, ...answers } : none })),
    signatures: signed ? { 主要负责人: '某人', 日期: '2026-01-09' } : {},
  })
}
