import { z } from 'zod'
import { line, paragraphs, readFields } from '../../lib/form'
import { type PointerKey, pointerKinds } from './pointer'

/** Which pointer was looked at, as it was shown, and what was found. @throws Invalid */
export function readLook(body: unknown): PointerKey & { words: string } {
  return readFields(look, body)
}

const lost = 'pointers:problem.gone'

const look = z.object({
  kind: z.enum(pointerKinds, { error: lost }),
  key: line(150, lost),
  facts: z.string({ error: lost }).regex(/^[0-9a-f]{32}$/, lost),
  words: paragraphs(500, 'pointers:problem.words'),
})
