import { z } from 'zod'
import { paragraphs, readFields } from '../../lib/form'

const extension = z.object({ words: paragraphs(500, 'rounds:due.problem.words') })

/** Why the time is extended. @throws Invalid without a reason. */
export function readExtension(body: unknown): { words: string } {
  return readFields(extension, body)
}
