import { canonicalJson } from '../../lib/canonical'
import { keyedDigest } from '../../lib/seal'
import type { Answer } from '../../standings/standing'
import type { Answers } from '../review'

/** What a workbook was made from. Any other hand-out, round, department or list has another fingerprint. */
export type PacketSource = {
  packetId: string
  roundId: string
  departmentId: string
  criteriaDigest: string
}

/** What a row was made from; `idDigest` and `name` are those printed in it. */
export type RowSource = { packetId: string; reviewId: string; candidateId: string; idDigest: string; name: string }

/** 32 hex digits that only the county's key can make. */
export function fingerprintOf(key: Buffer, source: PacketSource): string {
  return keyedDigest(key, canonicalJson(source)).slice(0, 32)
}

/** 32 hex digits: a row copied from another workbook, or with another person's number or name, does not fit its own. */
export function rowFingerprintOf(key: Buffer, source: RowSource): string {
  return keyedDigest(key, canonicalJson(source)).slice(0, 32)
}

/** Answers given in the workbook over those stored; what it leaves blank stays, and so do notes on equal answers. */
export function mergedAnswers(stored: Answers, given: Answers): Answers {
  const merged = Object.entries(given).map(([code, answer]) => [code, keptOr(stored[code], answer)])
  return { ...stored, ...Object.fromEntries(merged) }
}

function keptOr(stored: Answer | undefined, given: Answer): Answer {
  const said = ({ answer, facts }: Answer) => canonicalJson({ answer, facts })
  if (stored && said(stored) === said(given)) return stored
  return given.words ? given : { answer: given.answer, facts: given.facts }
}
