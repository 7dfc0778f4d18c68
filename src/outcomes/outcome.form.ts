import { z } from 'zod'
import { isDay, type Day } from '../lib/day'
import { line, optionalLine, paragraphs, readFields, several, wholeNumber } from '../lib/form'
import { tidy } from '../lib/tidy'
import type { StandingWord } from '../standings/standing'
import type { Deliberation } from './deliberation'
import type { OutcomeWord, Proposal } from './outcome'
import { offers } from './outcome'

/** As many people as one batch may hold: what a person can still look through. */
export const mostInBatch = 1000

const outcomeWords = [
  'eligible',
  'ineligible',
  'held',
  'eligible_with_reasons',
  'rectify',
] as const satisfies OutcomeWord[]
const standings = Object.keys(offers) as StandingWord[]

const ids = several(mostInBatch, 'outcomes:problems.tooMany').pipe(
  z.array(z.uuid('outcomes:problems.notChosen')).min(1, 'outcomes:problems.notChosen'),
)

const day = optionalLine(10, 'outcomes:problems.day').refine(
  (text) => text === '' || isSensible(text),
  'outcomes:problems.day',
)

const proposalFields = z.object({
  candidateIds: ids,
  standing: z.enum(standings as [StandingWord, ...StandingWord[]], 'outcomes:problems.notOffered'),
  outcome: z.enum(outcomeWords, 'outcomes:problems.outcomeMissing'),
  groundItems: several(60, 'outcomes:problems.groundMissing'),
  until: day,
  words: optionalLine(2000, 'outcomes:problems.wordsLong'),
  deliberationId: z.union([z.literal(''), z.uuid('outcomes:problems.deliberationMissing')]).default(''),
})

export type ProposalCommand = { candidateIds: string[]; seen: StandingWord; proposal: Proposal }

/** Who, what standing the office saw, and what it proposes. */
export function readProposal(body: unknown): ProposalCommand {
  const { candidateIds, standing, until, deliberationId, ...said } = readFields(proposalFields, body)
  const proposal = { ...said, until: until || null, deliberationId: deliberationId || null }
  return { candidateIds, seen: standing, proposal }
}

const chosenFields = z.object({ outcomeIds: ids, words: optionalLine(2000, 'outcomes:problems.wordsLong') })

/** The outcomes that were ticked, and words where the act asks for them. */
export function readChosen(body: unknown): { outcomeIds: string[]; words: string } {
  return readFields(chosenFields, body)
}

/** Names as people list them, divided by commas, marks or blanks. */
const names = (error: string) =>
  z
    .string({ error })
    .max(2000, error)
    .default('')
    .transform((text) => [
      ...new Set(
        text
          .split(/[、,，;；\s]+/)
          .map(tidy)
          .filter(Boolean),
      ),
    ])

const minutesFields = z.object({
  metOn: line(10, 'outcomes:problems.metOn').refine(isSensible, 'outcomes:problems.metOn'),
  documentNumber: line(60, 'outcomes:problems.documentNumber'),
  present: names('outcomes:problems.present').refine((list) => list.length > 0, 'outcomes:problems.present'),
  recused: names('outcomes:problems.recused'),
  votesFor: wholeNumber(0, 999, 'outcomes:problems.votes'),
  votesAgainst: wholeNumber(0, 999, 'outcomes:problems.votes'),
  votesAbstained: wholeNumber(0, 999, 'outcomes:problems.votes'),
  reasons: paragraphs(4000, 'outcomes:problems.reasons'),
})

/** The minutes of a meeting; its day may not lie in the future. */
export function readMinutes(body: unknown, today: Day): Omit<Deliberation, 'id' | 'cycleId'> {
  return readFields(
    minutesFields
      .refine(({ metOn }) => metOn <= today, { path: ['metOn'], error: 'outcomes:problems.metLater' })
      .refine(votesAddUp, { path: ['votesFor'], error: 'outcomes:problems.votesMore' }),
    body,
  )
}

/** Nobody votes who was not there. */
function votesAddUp(minutes: { present: string[]; votesFor: number; votesAgainst: number; votesAbstained: number }) {
  return minutes.votesFor + minutes.votesAgainst + minutes.votesAbstained <= minutes.present.length
}

function isSensible(text: string): boolean {
  return isDay(text) && text >= '1990-01-01' && text <= '2100-12-31'
}
