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

/** `answers` are what is stored with what the workbook adds; where both sides said something else, `conflicts` names the item. */
export type Merge = { answers: Answers; conflicts: string[] }

/**
 * Merges a row of the workbook into what is stored, item by item. `base` is what stood in the row when the workbook was
 * handed out, null where that is not known; `later` is whether somebody answered here since. What the workbook leaves
 * blank or as it was changes nothing, and where both have moved on, what is stored stays until somebody chooses.
 */
export function mergeOf(
  stored: Answers,
  given: Answers,
  { base, later }: { base: Answers | null; later: boolean },
): Merge {
  const conflicts: string[] = []
  const answers = { ...stored }
  for (const [code, answer] of Object.entries(given)) {
    const [own, before] = [stored[code], base?.[code]]
    const untouched = later && before !== undefined && isSame(before, answer)
    if (untouched || (own && isSame(own, answer))) continue
    const changedHere = later && own !== undefined && !(before && isSame(own, before))
    if (changedHere) conflicts.push(code)
    else answers[code] = withoutBlankWords(answer)
  }
  return { answers, conflicts }
}

/** The same answer on the same facts; notes do not count. */
export function isSame(one: Answer, other: Answer): boolean {
  const said = ({ answer, facts }: Answer) => canonicalJson({ answer, facts })
  return said(one) === said(other)
}

/** For which conflicts whose answer was chosen, by review, and which version of the review was looked at. */
export type Choices = Record<string, Choice>
export type Choice = { version: number; workbook: string[]; stored: string[] }

/** Choices of a page over those made before; a review that has changed since is chosen for anew. */
export function withChoices(made: Choices, more: Choices): Choices {
  const merged = Object.entries(more).map(([id, choice]): [string, Choice] => {
    const before = made[id]?.version === choice.version ? made[id] : { workbook: [], stored: [] }
    const decided = [...choice.workbook, ...choice.stored]
    const left = (codes: string[]) => codes.filter((code) => !decided.includes(code))
    const workbook = [...left(before.workbook), ...choice.workbook]
    return [id, { version: choice.version, workbook, stored: [...left(before.stored), ...choice.stored] }]
  })
  return { ...made, ...Object.fromEntries(merged) }
}

/** The answers once what was chosen is done: `chosen` items as the workbook has them. */
export function withWorkbooks(answers: Answers, given: Answers, chosen: readonly string[]): Answers {
  const over = chosen.filter((code) => given[code]).map((code) => [code, withoutBlankWords(given[code]!)])
  return { ...answers, ...Object.fromEntries(over) }
}

function withoutBlankWords(given: Answer): Answer {
  return given.words ? given : { answer: given.answer, facts: given.facts }
}

/** Name of the field that says whose answer counts for one item of a review in conflict. */
export function choiceField(reviewId: string, code: string): string {
  return `choice.${reviewId}.${code}`
}

/** Name of the field with the version of the review that stood beside. */
export function versionField(reviewId: string): string {
  return `version.${reviewId}`
}
