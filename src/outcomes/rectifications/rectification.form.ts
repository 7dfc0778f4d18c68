import { z } from 'zod'
import { isDay } from '../../lib/day'
import { optionalLine, paragraphs, readFields } from '../../lib/form'

/** `seen`: what the form was made from (lib/stale). */
export function readProof(body: unknown) {
  const handedInOn = optionalLine(10, 'rectifications:problem.handedInOn').refine(
    isDay,
    'rectifications:problem.handedInOn',
  )
  const proof = paragraphs(2000, 'rectifications:problem.proof')
  return readFields(z.object({ proof, handedInOn, seen: optionalLine(20, 'rectifications:problem.proof') }), body)
}

export function readRecheck(body: unknown) {
  const dueOn = optionalLine(10, 'rechecks:problem.dueOn').refine(isDay, 'rechecks:problem.dueOn')
  return readFields(z.object({ dueOn, words: paragraphs(1000, 'rechecks:problem.words') }), body)
}
