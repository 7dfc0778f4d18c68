import { z } from 'zod'
import { paragraphs, readFields, several, tick } from '../../lib/form'
import { isKind } from '../kind'
import { decisions, hitStates, type Decision, type HitFilter, type HitState, mostTogether, type Pair } from './hit'

/**
 * Which hits, what is said of them and why, and the state in which they were shown; `fill`: the row of a single hit goes
 * into the person's draft as well; `namesakes`: all of them must be plain namesakes still.
 */
export type DecisionCommand = {
  pairs: Pair[]
  decision: Decision
  words: string
  seen: HitState
  fill: boolean
  namesakes: boolean
}

/** Throws Invalid with a message per field. A reason is always asked for: it is read months later, by somebody else. */
export function readDecision(body: unknown): DecisionCommand {
  const { hits, ...rest } = readFields(decisionSchema, body)
  return { ...rest, pairs: hits.map(pairOf), namesakes: false }
}

/** Plain namesakes that are said to be somebody else, in one act. */
export function readNamesakes(body: unknown): DecisionCommand {
  return { ...readDecision({ ...(body as object), decision: 'not_same', seen: 'open' }), fill: false, namesakes: true }
}

/** The hit that an address leads on from; null for the first. */
export function readAfter(query: unknown): Pair | null {
  const after = String((query as Record<string, unknown>)['after'] ?? '')
  return pair.test(after) ? pairOf(after) : null
}

/** Nonsense in an address narrows nothing. */
export function readHitFilter(query: unknown): HitFilter {
  const { state, kind, q } = filterSchema.parse(query ?? {})
  return { state, kind: isKind(kind) ? kind : '', words: q }
}

function pairOf(words: string): Pair {
  return { rowId: words.slice(0, 36), candidateId: words.slice(37) }
}

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
const pair = new RegExp(`^${uuid}\\.${uuid}$`)

const decisionSchema = z.object({
  hits: several(mostTogether, 'ledgers:problem.hits').refine(
    (words) => words.length > 0 && words.every((word) => pair.test(word)),
    'ledgers:problem.hits',
  ),
  decision: z.enum(decisions, { error: 'ledgers:problem.decision' }),
  words: paragraphs(500, 'ledgers:problem.words'),
  seen: z.enum(hitStates).catch('open'),
  fill: tick,
})

const filterSchema = z.object({
  state: z.enum(hitStates).catch('open'),
  kind: z.string().catch(''),
  q: z.string().trim().max(60).catch(''),
})
