import type { Item, ItemClass } from '../../criteria/criteria'
import { dutiesOf } from '../../standings/duties'
import { countedAnswer, findingOf } from '../../standings/finding'
import { answerWords, precedence, signedReviews, standingOf } from '../../standings/standing'
import type { AnswerWord, Review, StandingInput, StandingWord } from '../../standings/standing'

/** An owner of an item: `counts` is null while it has not signed; `from` says `lapsed` where all that it found has ended. */
export type Owner = { department: string; lead: boolean; counts: AnswerWord | null; from: AnswerWord | 'lapsed' | null }

/** One item as if the list held no other, with all its owners; `standing` is what it alone would give. */
export type ItemAlone = { item: Item; owners: Owner[]; standing: StandingWord }

/**
 * Every switched-on item by itself, by code. Each row of the rule's table asks whether *some* item is so, or something of
 * the candidate as a whole; hence a standing is the worst of what each item alone gives and of what the case without any
 * answer to an item gives (a test holds it).
 */
export function itemsAlone(input: StandingInput): ItemAlone[] {
  const { items, codes } = dutiesOf(input.criteria, input.departments)
  const signed = signedReviews(input, codes)
  return items.map((duty) => {
    const owners = findingOf(duty, signed, input).answers.map((given) => {
      const { department, lead, lapsed, answer } = given
      return { department, lead, counts: countedAnswer(given), from: lapsed ? ('lapsed' as const) : answer }
    })
    return { item: duty.item, owners, standing: givenBy(duty.item.class, owners) }
  })
}

/**
 * What one item of this class gives when its owners say so. A finding depends on what the lead says and on *which* words
 * the assisting owners say, not on how many say them: so there are few cases, and the rule is asked once for each.
 */
export function givenBy(itemClass: ItemClass, owners: readonly Pick<Owner, 'lead' | 'counts'>[]): StandingWord {
  const lead = owners.find((owner) => owner.lead)?.counts ?? null
  const assisting = [...answerWords, null].filter((word) =>
    owners.some((owner) => !owner.lead && owner.counts === word),
  )
  const key = [itemClass, lead, ...assisting].join()
  const given = remembered.get(key) ?? standingOf(smallestCase(itemClass, lead, assisting)).standing
  remembered.set(key, given)
  return given
}

/** The place of a standing in the rule's table; the worst is 0. */
export function rankOf(standing: StandingWord): number {
  return precedence.findIndex((row) => row.standing === standing)
}

const remembered = new Map<string, StandingWord>()

function smallestCase(itemClass: ItemClass, lead: AnswerWord | null, assisting: (AnswerWord | null)[]): StandingInput {
  const owners = ['lead', ...assisting.map(String)]
  const item = { code: '1', text: '', text_en: '', class: itemClass, lead: 'lead', assisting: owners.slice(1) }
  const reviews = [lead, ...assisting].map((word, at): Review => {
    const answers: Review['answers'] = word === null ? {} : { '1': { answer: word, facts: [] } }
    return { department: owners[at]!, state: word === null ? 'unsigned' : 'signed', answers }
  })
  return {
    criteria: { key: '', version: 1, name: '', items: [{ ...item, window: 'always' }], sanctions: [] },
    terms: { cycleStart: null, lastTermStart: null },
    departments: owners,
    referenceDate: '2000-01-01',
    reviews,
    withdrawn: false,
    resubmitted: false,
  }
}
