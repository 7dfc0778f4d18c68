import { z } from 'zod'
import { isDay } from '../../../lib/day'
import { line, optionalLine, readFields, several } from '../../../lib/form'

/** As many people as go back in one act: what a person can still look through. */
export const mostAtOnce = 100

const ids = several(mostAtOnce, 'rechecks:problem.tooMany').pipe(
  z.array(z.uuid('rechecks:problem.unchosen')).min(1, 'rechecks:problem.unchosen'),
)
const dueOn = optionalLine(10, 'rechecks:problem.dueOn').refine(isDay, 'rechecks:problem.dueOn')
const words = optionalLine(1000, 'rechecks:problem.words')

/** Whom the office ticked. */
export function readChosen(body: unknown): string[] {
  return readFields(z.object({ candidateIds: ids }), body).candidateIds
}

/** `shown`: the digest of what the preview showed. */
export function readDisputes(body: unknown) {
  return readFields(
    z.object({ candidateIds: ids, dueOn, words, shown: optionalLine(100, 'rechecks:problem.unchosen') }),
    body,
  )
}

/** The item and its owner come as one choice: N16 and the department's id. */
export function readGap(body: unknown) {
  const choice = z
    .string('rechecks:problem.owner')
    .regex(/^.{1,10}:[0-9a-f-]{36}$/, 'rechecks:problem.owner')
    .transform((text) => ({ code: text.slice(0, -37), departmentId: text.slice(-36) }))
  return readFields(z.object({ candidateId: z.uuid('rechecks:problem.unchosen'), choice, dueOn, words }), body)
}

export function readCancellation(body: unknown): { words: string } {
  return readFields(z.object({ words: line(1000, 'rechecks:problem.cancelWords') }), body)
}
