import { z } from 'zod'
import { type Message, message } from '../../lib/message'
import { tick } from '../../lib/form'
import { tidy } from '../../lib/tidy'
import { mostAtOnce } from './many'
import { candidateActs, type CandidateAct } from '../transitions'

/** A step as typed: which, with which words (tidied, '' when none), and what is wrong with the words. */
export type StepForm = { act: CandidateAct | null; words: string; problem: Message | null }

/** What the page sends with a step. `needed`: whether the step wants a reason. */
export function readStep(body: unknown, needed: (act: CandidateAct) => boolean): StepForm {
  const { act, words: typed } = shape.parse(body ?? {})
  const words = tidy(typed)
  return { act, words, problem: act ? problemOf(words, needed(act)) : null }
}

/** Whom an act on many is for: the ticked, those of the open leaf, or everybody behind the filter; done when `confirmed`. */
export function readChosen(body: unknown): { which: 'ticked' | 'page' | 'all'; ids: string[]; confirmed: boolean } {
  return chosen.parse(body ?? {})
}

const longest = 500

function problemOf(words: string, needed: boolean): Message | null {
  if (needed && words === '') return message('candidates:form.required.words')
  return words.length > longest ? message('candidates:form.long', { limit: longest }) : null
}

const shape = z.object({ act: z.enum(candidateActs).nullable().catch(null), words: z.string().catch('') })

const chosen = z.object({
  confirmed: tick,
  which: z.enum(['ticked', 'page', 'all']).catch('ticked'),
  ids: z
    .union([z.uuid().transform((id) => [id]), z.array(z.uuid()).max(mostAtOnce)])
    .catch([])
    .transform((ids) => [...new Set(ids)]),
})
