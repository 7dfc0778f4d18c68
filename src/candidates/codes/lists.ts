import { type CodeRow, readCode } from './code-list'
import kinshipRows from './kinships.json'
import nominationRows from './nominations.json'
import politicalStatusRows from './political-statuses.json'
import sexRows from './sexes.json'
import sourceRows from './sources.json'

/** GB/T 4762: 01 中共党员 … 13 群众. */
export const politicalStatuses: readonly CodeRow[] = politicalStatusRows

/** 来源 (domain §6, formats: roster). */
export const sources: readonly CodeRow[] = sourceRows

/** 推荐方式: self, joint, organisation. */
export const nominations: readonly CodeRow[] = nominationRows

/** GB/T 4761 in the four groups that R1 asks for: spouse, parent, child, sibling. */
export const kinships: readonly CodeRow[] = kinshipRows

/** GB/T 2261.1, as `male` and `female`. */
export const sexes: readonly CodeRow[] = sexRows

export function readPoliticalStatus(text: string): string | null {
  return readCode(politicalStatuses, text)
}

/** Full members only: a probationary member may not vote or be elected in the party (party constitution art. 7). */
export function isPartyMember(politicalStatus: string | null): boolean {
  return politicalStatus === '01'
}

export function readSource(text: string): string | null {
  return readCode(sources, text)
}

export function readNomination(text: string): string | null {
  return readCode(nominations, text)
}

export function readKinship(text: string): string | null {
  return readCode(kinships, text)
}

export function readSex(text: string): 'male' | 'female' | null {
  const code = readCode(sexes, text)
  return code === 'male' || code === 'female' ? code : null
}
