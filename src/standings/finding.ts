import type { Item } from '../criteria/criteria'
import { latestDay } from '../lib/day'
import type { Duties } from './duties'
import type { AnswerWord, FindingWord, ItemAnswer, Review, StandingInput } from './standing'
import { type DatedFact, dateFact } from './window'

export type ItemFinding = { item: Item; finding: FindingWord; answers: ItemAnswer[] }

/** What the owners' signed answers say of one item (rules §3). `signed` holds the reviews that count, by department. */
export function findingOf(
  { item, owners: keys }: Duties['items'][number],
  signed: ReadonlyMap<string, Review>,
  input: StandingInput,
): ItemFinding {
  const answers = keys.map((department) => {
    return itemAnswer(item, department, signed.get(department), input)
  })
  const owners = { lead: countedAnswer(answers[0]!), assisting: answers.slice(1).map(countedAnswer) }
  const { finding } = findings.find((row) => row.when(owners))!
  return { item, finding, answers }
}

/** The answer as it counts: null while the review is not signed, and none where everything found has lapsed. */
export function countedAnswer(answer: ItemAnswer): AnswerWord | null {
  return answer.lapsed ? 'none' : answer.answer
}

type Owners = { lead: AnswerWord | null; assisting: (AnswerWord | null)[] }

/** The table of rules §3: the first row that matches is the finding. */
const findings: readonly { finding: FindingWord; when: (owners: Owners) => boolean }[] = [
  {
    finding: 'confirmed',
    when: ({ lead, assisting }) => lead === 'found' || (lead === 'not_ours' && assisting.includes('found')),
  },
  { finding: 'disputed', when: ({ lead, assisting }) => lead === 'none' && assisting.includes('found') },
  { finding: 'open', when: (owners) => someOwner(owners, null) },
  { finding: 'pending', when: (owners) => someOwner(owners, 'pending') },
  { finding: 'clear', when: (owners) => someOwner(owners, 'none') },
  { finding: 'unanswered', when: () => true },
]

function someOwner({ lead, assisting }: Owners, answer: AnswerWord | null): boolean {
  return lead === answer || assisting.includes(answer)
}

function itemAnswer(item: Item, department: string, review: Review | undefined, input: StandingInput): ItemAnswer {
  const given = review?.answers[item.code]
  const answer = given?.answer ?? null
  const facts = answer === 'found' ? inOrder(given!.facts.map((fact) => dateFact(fact, item, input))) : []
  // A found answer without any fact has nothing that could lapse: it stands (signing refuses it anyway).
  const lapsed = facts.length > 0 && !facts.some((fact) => fact.inForce)
  return {
    department,
    lead: department === item.lead,
    answer,
    lapsed,
    end: endOf(facts),
    facts,
    words: given?.words ?? '',
  }
}

/** Of several facts the answer is in force while any is: the latest end, or null when one has none. */
function endOf(facts: DatedFact[]): ItemAnswer['end'] {
  const ends = facts.map((fact) => fact.end)
  return ends.includes(null) ? null : latestDay(ends.filter((end) => end !== null))
}

/** Facts by date of effect, then by what they say, so that the order in which they were typed does not show. */
function inOrder(facts: DatedFact[]): DatedFact[] {
  const keyed = facts.map((fact) => ({ fact, key: sortKey(fact) }))
  return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ fact }) => fact)
}

function sortKey(fact: DatedFact): string {
  const { effect, statedEnd, kind, documentNumber, evidenceType, issuingBody, words } = fact
  return JSON.stringify([effect, statedEnd ?? '', kind, documentNumber, evidenceType, issuingBody, words])
}
