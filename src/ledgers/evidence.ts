import type { Day } from '../lib/day'
import type { Sex } from '../lib/id-number'
import { personName } from '../lib/tidy'
import type { Known } from './match-key'
import { townshipKey, villageKey } from './place-key'

/** What is compared between a row and a candidate, the most telling first. */
export const compared = ['id', 'name', 'birth', 'year', 'sex', 'township', 'village'] as const
export type Compared = (typeof compared)[number]

/** A row as it is compared; a candidate is whole. */
export type RowKnown = Known & { sexes: readonly Sex[] }
export type CandidateKnown = {
  name: string
  idDigest: string
  sex: Sex
  birth: Day
  township: string
  village: string
}

/** What agrees and what disagrees; what the row does not say is in neither. */
export type Evidence = { agrees: Compared[]; disagrees: Compared[] }

export function evidenceOf(row: RowKnown, candidate: CandidateKnown): Evidence {
  const answers = compared.map((what) => [what, tests[what](row, candidate)] as const)
  const those = (wanted: boolean) => answers.filter(([, answer]) => answer === wanted).map(([what]) => what)
  return { agrees: those(true), disagrees: those(false) }
}

/** True agrees, false disagrees, null: the row does not say. */
type Test = (row: RowKnown, candidate: CandidateKnown) => boolean | null

const tests: Record<Compared, Test> = {
  id: (row, candidate) => said(row.idDigest, (digest) => digest === candidate.idDigest),
  // Variant forms are another spelling, and the reviewer sees both: that is an agreement only when written alike.
  name: (row, candidate) => said(row.name, (name) => personName(name) === personName(candidate.name)),
  birth: ({ births }, { birth }) => (births.length ? births.includes(birth) : null),
  // Where the whole date is known the year says nothing more.
  year: ({ births, years }, { birth }) =>
    births.length || !years.length ? null : years.includes(Number(birth.slice(0, 4))),
  sex: ({ sexes }, { sex }) => (sexes.length ? sexes.includes(sex) : null),
  township: (row, candidate) => said(row.township, (it) => townshipKey(it) === townshipKey(candidate.township)),
  village: (row, candidate) => said(row.village, (it) => villageKey(it) === villageKey(candidate.village)),
}

function said(text: string | null, test: (text: string) => boolean): boolean | null {
  return text ? test(text) : null
}
