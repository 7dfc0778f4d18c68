import { canonicalJson } from '../../lib/canonical'
import { keyedDigest } from '../../lib/seal'
import type { Answer } from '../../standings/standing'
import type { Answers } from '../review'

/** What a workbook was made from. Any other round, department, list or set of people has another fingerprint. */
export type PacketSource = {
  packetId: string
  roundId: string
  departmentId: string
  criteriaDigest: string
  candidateIds: string[]
}

/** 32 hex digits that only the county's key can make. */
export function fingerprintOf(key: Buffer, source: PacketSource): string {
  const text = canonicalJson({ ...source, candidateIds: [...source.candidateIds].sort() })
  return keyedDigest(key, text).slice(0, 32)
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
