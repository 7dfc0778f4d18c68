import { z } from 'zod'
import { isDay } from '../../lib/day'
import { paragraphs, readFields } from '../../lib/form'

const day = (error: string) => z.string({ error }).trim().refine(isDay, error)

const naming = z.object({
  deputyId: z.uuid('deputies:problem.deputy'),
  fromOn: day('deputies:problem.fromOn'),
  untilOn: day('deputies:problem.untilOn'),
  words: paragraphs(300, 'deputies:problem.words'),
})

export type NamedDeputy = z.output<typeof naming>

/** Whom a signatory names, from when to when, and why. @throws Invalid with one message per field */
export function readDeputy(body: unknown): NamedDeputy {
  return readFields(naming, body)
}
