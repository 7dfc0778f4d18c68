import { z } from 'zod'
import { isDay } from '../lib/day'
import { optionalLine, readFields, several } from '../lib/form'
import type { StandingWord } from '../standings/standing'
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

/** The page gives each batch its id, so that the same page sent twice makes one batch. */
function batchId() {
  return z
    .union([z.literal(''), z.uuid('outcomes:problems.notChosen')])
    .default('')
    .transform((id) => id || undefined)
}

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
  batchId: batchId(),
})

export type ProposalCommand = { candidateIds: string[]; seen: StandingWord; proposal: Proposal; batchId?: string }

/** Who, what standing the office saw, and what it proposes. */
export function readProposal(body: unknown): ProposalCommand {
  const { candidateIds, standing, until, deliberationId, batchId, ...said } = readFields(proposalFields, body)
  const proposal = { ...said, until: until || null, deliberationId: deliberationId || null }
  return { candidateIds, seen: standing, proposal, batchId }
}

const previewFields = z.object({ candidateIds: ids, standing: z.enum(standings as [StandingWord, ...StandingWord[]]) })

/** Whom the office ticked, before it sees exactly who and how many. */
export function readPreview(body: unknown): { candidateIds: string[]; standing: StandingWord } {
  return readFields(previewFields, body)
}

const decidedFields = z.object({ candidateIds: ids, batchId: batchId() })

/** Who of a meeting's agenda is proposed as it was decided. */
export function readDecided(body: unknown): { candidateIds: string[]; batchId?: string } {
  return readFields(decidedFields, body)
}

const wordsField = z.object({ words: optionalLine(2000, 'outcomes:problems.wordsLong') })

/** Why a whole batch is taken back. */
export function readWords(body: unknown): string {
  return readFields(wordsField, body).words
}

const chosenFields = z.object({ outcomeIds: ids, words: optionalLine(2000, 'outcomes:problems.wordsLong') })

/** The outcomes that were ticked, and words where the act asks for them. */
export function readChosen(body: unknown): { outcomeIds: string[]; words: string } {
  return readFields(chosenFields, body)
}

function isSensible(text: string): boolean {
  return isDay(text) && text >= '1990-01-01' && text <= '2100-12-31'
}
