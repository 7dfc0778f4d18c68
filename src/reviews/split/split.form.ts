import { z } from 'zod'
import { Invalid } from '../../lib/errors'
import { message } from '../../lib/message'
import { type SplitChoice, splitWays } from './split'

/** @throws Invalid where no way, or nobody, is chosen. */
export function readSplit(body: unknown): SplitChoice & { shown: string } {
  const typed = typedSplit(body)
  if (!typed.way) throw new Invalid({ way: message('split:problem.way') })
  return { ...typed, way: typed.way }
}

/** What was ticked, for showing it again; nonsense is nothing. */
export function typedSplit(body: unknown) {
  return splitSchema.parse(body ?? {})
}

/** Whose work is taken over; null for what nobody has. */
export function readFrom(fields: unknown): string | null {
  return fromSchema.parse(fields ?? {}).from
}

const splitSchema = z.object({
  way: z.enum(splitWays).nullable().catch(null),
  people: z.union([z.uuid().transform((id) => [id]), z.array(z.uuid()).max(500)]).catch([]),
  shown: z.string().max(100).catch(''),
})

const fromSchema = z.object({ from: z.uuid().nullable().catch(null) })
