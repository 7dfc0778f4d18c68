import { loadPreset } from '../../src/criteria/presets'
import { itemsOwnedBy } from '../../src/standings/owners'
import type { World } from './review-world'

/** The newest review of the n-th candidate by a department: what a recheck asked. */
export async function askedReview({ deps, county }: World, department: string, n: number) {
  return deps.db.review.findFirstOrThrow({
    where: { departmentId: county.departments[department]!, candidateId: county.candidates[n]!.id },
    orderBy: { pass: 'desc' },
  })
}

export async function standingOf({ deps, county }: World, n: number): Promise<string> {
  const { id } = county.candidates[n]!
  return (await deps.db.standing.findUniqueOrThrow({ where: { candidateId: id } })).standing
}

/** Fields of a desk's form that answer these items of a department with one word each; all of them when left out. */
export function deskFields(department: string, answer: string, codes?: string[]): Record<string, string> {
  const owned = itemsOwnedBy(department, loadPreset('main20')).map(({ code }) => code)
  return Object.fromEntries((codes ?? owned).map((code) => [`${code}.answer`, answer]))
}
