import { z } from 'zod'
import type { Narrowing } from './pointer-list'

/** Reads what the list's address narrows it to; whatever makes no sense narrows nothing. */
export function readNarrowing(query: unknown): Narrowing {
  const { township, q } = narrowing.parse(query ?? {})
  return { township, words: q }
}

const narrowing = z.object({
  township: z.uuid().catch(''),
  q: z
    .string()
    .transform((text) => text.trim().slice(0, 60))
    .catch(''),
})
