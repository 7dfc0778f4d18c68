import { z } from 'zod'
import type { Item } from '../../criteria/criteria'
import { isDay, type Day } from '../../lib/day'
import { line, optionalLine, readFields, several } from '../../lib/form'
import { Invalid } from '../../lib/errors'
import { message } from '../../lib/message'
import { readFilter } from '../queue/queue.form'
import type { QueueFilter } from '../queue/queue-filter'
import { type Choice, itemsWithGround, type Method, methods, offeredShows } from './together'

/** Whose form: the department, and the items that it owns in the chosen round. */
export type Asking = { departmentKey: string; owned: readonly Item[] }

/** Who, what and on which basis; other departments' items are no items. Throws Invalid, a message per field. */
export function readChoice(body: unknown, { departmentKey, owned }: Asking, today: Day): Choice {
  const codes = owned.map(({ code }) => code)
  const schema = choiceSchema(codes, today)
  const { roundId, people, review, items, ...basis } = readFields(schema, body)
  if (people === 'ticked' && !review.length) throw new Invalid({ people: message('together:problem.unticked') })
  const asked = itemsWithGround(
    owned.filter(({ code }) => items.includes(code)),
    departmentKey,
    basis.consultedOn,
  )
  if (asked.length && !basis.ground)
    throw new Invalid({ ground: message('together:problem.ground', { items: asked.join('、') }) })
  const ids = people === 'ticked' ? review : null
  return {
    roundId,
    items,
    people: { filter: readPeople(body), ids },
    basis: { ...basis, ground: basis.ground || null },
  }
}

/** The queue's filter as far as it is offered here: a queue narrowed otherwise gives everybody. */
export function readPeople(fields: unknown): QueueFilter {
  const filter = readFilter(fields)
  return offeredShows.includes(filter.show) ? filter : { ...filter, show: 'all' }
}

/** The act's id and the digest of what its preview showed. */
export function readConfirmation(body: unknown): { id: string; shown: string } {
  return confirmationSchema.parse(body ?? {})
}

const confirmationSchema = z.object({ id: z.uuid().catch(''), shown: z.string().max(100).catch('') })

function choiceSchema(owned: readonly string[], today: Day) {
  const items = several(100, 'together:problem.items').transform((codes) =>
    owned.filter((code) => codes.includes(code)),
  )
  return z.object({
    roundId: z.uuid('together:problem.round'),
    people: z.enum(['filter', 'ticked'], { error: 'together:problem.people' }),
    review: several(100, 'together:problem.people').transform((ids) => ids.filter(isId)),
    items: items.refine((codes) => codes.length > 0, 'together:problem.items'),
    source: line(200, 'together:problem.source'),
    consultedOn: z
      .string({ error: 'together:problem.consultedOn' })
      .trim()
      .refine((text) => isDay(text) && text >= '2000-01-01' && text <= today, 'together:problem.consultedOn'),
    method: z.enum(methods, { error: 'together:problem.method' }).transform((word): Method => word),
    ground: optionalLine(300, 'together:problem.groundLong'),
  })
}

function isId(text: string): boolean {
  return z.uuid().safeParse(text).success
}
