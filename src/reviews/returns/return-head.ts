import { columnOf, type Sheet } from '../../lib/cell'
import type { Day } from '../../lib/day'
import { readLooseDate } from '../../lib/loose-date'
import { type Message, message } from '../../lib/message'
import { bare, tidy } from '../../lib/tidy'
import type { ReturnContext, ReturnProblem } from './return-problem'
import { type Found, labelled } from './return-layout'
import { type HeadKey, type SignatureKey, signatureKeys } from './return-words'

export type Head = Partial<Record<HeadKey, Found>>
type Signing = {
  signatures: Partial<Record<SignatureKey, string>>
  signedOn: Day | null
  problems: ReturnProblem[]
}

/** Compares the head with what is being reviewed. A wrong fingerprint or round refuses the file, the rest is told. */
export function checkHead(sheet: Sheet, head: Head, context: ReturnContext): ReturnProblem[] {
  const { expected = {} } = context
  return [
    differs(sheet, head.轮次, expected.round, 'round', 'refused'),
    differs(sheet, head.指纹, expected.fingerprint, 'fingerprint', 'refused'),
    namesCriteria(head.清单版本, context) ? null : problem(sheet, head.清单版本!, 'warning', 'version'),
    checkDay(sheet, head.基准日, context.referenceDate),
  ].filter((found) => found !== null)
}

/** Who signed, and when. The sheet may be missing: then nobody did. In a workbook of ours nothing signs by a formula. */
export function readSigning(sheet: Sheet | undefined, handedOut: boolean): Signing {
  const all = labelled(sheet?.rows ?? [], signatureKeys)
  const computed = handedOut && sheet ? signatureKeys.filter((key) => all[key] && isComputed(sheet, all[key])) : []
  const told = computed.map((key) => problem(sheet!, all[key]!, 'refused', 'formula'))
  const { signatures, signedOn, problems } = signing(sheet, { ...all, ...blanked(computed) })
  return { signatures, signedOn, problems: [...told, ...problems] }
}

function signing(sheet: Sheet | undefined, found: Partial<Record<SignatureKey, Found | undefined>>): Signing {
  const { 经办人: drafter, 主要负责人: signatory, 日期: date } = found
  const signatures = Object.fromEntries(
    signatureKeys.filter((key) => found[key]).map((key) => [key, tidy(found[key]!.text)]),
  )
  const signedOn = date && sheet ? (readLooseDate(date.cell, sheet.date1904)?.day ?? null) : null
  const same = sheet && signatory && drafter && bare(signatory.text) === bare(drafter.text)
  return { signatures, signedOn, problems: same ? [problem(sheet, signatory, 'warning', 'signedOwn')] : [] }
}

function isComputed({ rows }: Sheet, { address }: Found): boolean {
  const row = rows.find((one) => one.row === rowOf(address))
  return row?.formulas?.includes(columnOf(address)!) ?? false
}

function blanked(keys: SignatureKey[]): Partial<Record<SignatureKey, undefined>> {
  return Object.fromEntries(keys.map((key) => [key, undefined]))
}

function differs(
  sheet: Sheet,
  found: Found | undefined,
  expected: string | undefined,
  key: string,
  severity: ReturnProblem['severity'],
): ReturnProblem | null {
  if (!found || expected === undefined || bare(found.text) === bare(expected)) return null
  return problem(sheet, found, severity, key)
}

/** The list may be named by its key, its name, its version, or several of these. */
function namesCriteria(found: Found | undefined, { criteria, expected }: ReturnContext): boolean {
  const written = bare(found?.text ?? '').toLowerCase()
  if (written === '' || written === bare(expected?.version ?? '').toLowerCase()) return true
  const number = /^(?:第|v|版本)?(\d+)(?:版)?$/.exec(written)
  if (number) return Number(number[1]) === criteria.version
  return [criteria.key, criteria.name].some((name) => written.includes(bare(name).toLowerCase()))
}

function checkDay(sheet: Sheet, found: Found | undefined, referenceDate: Day): ReturnProblem | null {
  if (!found) return null
  const day = readLooseDate(found.cell, sheet.date1904)?.day
  return day === referenceDate ? null : problem(sheet, found, 'warning', 'referenceDate', { referenceDate })
}

function problem(
  sheet: Sheet,
  { address, text }: Found,
  severity: ReturnProblem['severity'],
  key: string,
  values: Message['values'] = {},
): ReturnProblem {
  const row = rowOf(address)
  const word = text.slice(0, 30)
  return {
    sheet: sheet.name,
    row,
    cell: address,
    severity,
    message: message(`returns:problem.${key}`, { word, ...values }),
  }
}

function rowOf(address: string): number {
  return Number(/\d+$/.exec(address)![0])
}
