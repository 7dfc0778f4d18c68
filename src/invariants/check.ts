/** Every check, in the order in which they are told; each has its sentence in the catalogue `invariants:checks`. */
export const checkNames = [
  'roundReviews',
  'standings',
  'frozenLists',
  'outcomeDigests',
  'outcomeReplays',
  'outcomeOwners',
  'outcomePeople',
  'outcomeForce',
  'outcomeEnds',
  'signers',
  'twoHands',
  'wholeAnswers',
  'rechecks',
  'words',
  'steps',
  'noticeSteps',
  'idNumbers',
  'links',
  'people',
  'evidence',
  'audit',
] as const
export type CheckName = (typeof checkNames)[number]

/** How much was looked at, how much of it is wrong, and the first of those, each as its kind and id: never a name. */
export type Seen = { checked: number; broken: number; records: string[] }
export type Checked = Seen & { name: CheckName }

/** Of what is wrong so many are named: whoever mends one cause mends many. */
export const mostNamed = 20

export const nothingSeen: Seen = { checked: 0, broken: 0, records: [] }

/** What was seen so far, and what a further part has shown. */
export function seenAlso(seen: Seen, checked: number, wrong: string[]): Seen {
  return {
    checked: seen.checked + checked,
    broken: seen.broken + wrong.length,
    records: [...seen.records, ...wrong].slice(0, mostNamed),
  }
}
