import { z } from 'zod'
import { isDay, type Day } from '../../lib/day'
import { line, readFields } from '../../lib/form'
import { isKind, type KindKey } from '../kind'

/** What stands beside the file. `asOf` is the day that the file describes. */
export type ImportCommand = { kind: KindKey; source: string; asOf: Day }

/** Throws Invalid with a message per field; a day after `today` cannot be described yet. */
export function readImport(body: unknown, today: Day): ImportCommand {
  return readFields(
    z.object({
      kind: z.string({ error: 'ledgers:problem.kind' }).refine(isKind, 'ledgers:problem.kind').transform(kindWord),
      source: line(100, 'ledgers:problem.source'),
      asOf: z
        .string({ error: 'ledgers:problem.asOf' })
        .trim()
        .refine((text) => isDay(text) && text >= '2000-01-01' && text <= today, 'ledgers:problem.asOf'),
    }),
    body,
  )
}

/** The tick and the version behind the button of a preview. */
export function readTaking(body: unknown): { onlyGood: boolean; base: number } {
  return takingSchema.parse(body ?? {})
}

const takingSchema = z.object({
  onlyGood: z
    .unknown()
    .optional()
    .transform((value) => value === 'yes'),
  base: z.coerce.number().int().catch(-1),
})

// The schema has asked isKind before.
function kindWord(text: string): KindKey {
  return text as KindKey
}
