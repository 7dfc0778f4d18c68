import { z } from 'zod'
import { readSort } from '../../lib/sort'
import type { OutcomeWord } from '../outcome'
import { isOutcomeState, type OutcomeState } from '../transitions'
import { type ListFilter, outcomeSorts } from './list-filter'

/** Reads the list's address; whatever makes no sense filters nothing. An unknown tab is null: there is no such page. */
export function readOutcomeFilter(query: unknown): ListFilter | null {
  const { tab, ...rest } = shape.parse(query ?? {})
  return isOutcomeState(tab) ? { tab, ...rest } : null
}

/** Whom an act on many is for, and the list's filter that the form carries along as an address. */
export function readWhich(body: unknown): { which: 'ticked' | 'page' | 'all'; filter: string } {
  return chosen.parse(body ?? {})
}

const words = ['eligible', 'ineligible', 'held', 'eligible_with_reasons', 'rectify'] as const satisfies OutcomeWord[]

const shape = z.object({
  tab: z.string().catch('proposed' satisfies OutcomeState),
  township: z.uuid().nullable().catch(null),
  outcome: z.enum(words).nullable().catch(null),
  sort: z
    .string()
    .catch('')
    .transform((asked) => readSort(asked, outcomeSorts)),
})

const chosen = z.object({
  which: z.enum(['ticked', 'page', 'all']).catch('ticked'),
  filter: z.string().max(1000).catch(''),
})
