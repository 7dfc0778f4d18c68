import { z } from 'zod'
import { postCodes } from '../candidates/codes/post'
import { isDay } from '../lib/day'
import { line, optionalNumber, readFields } from '../lib/form'
import { type Election, results } from './election'

const mostVotes = 1_000_000

const day = line(10, 'elections:problem.heldOn').refine(
  (text) => isDay(text) && text >= '2000-01-01',
  'elections:problem.heldOn',
)
const count = optionalNumber(0, mostVotes, 'elections:problem.number')
const head = z.object({
  version: z.coerce.number({ error: 'elections:problem.version' }).int().min(0),
  heldOn: day,
  voters: count,
  voted: count,
})

/** A team's results as the form of these candidates sends them; `version` is 0 before the first time. */
export function readElection(body: unknown, candidateIds: readonly string[]): { version: number; election: Election } {
  const shape = Object.fromEntries(
    candidateIds.flatMap((id) => [
      [`result.${id}`, z.enum(results, 'elections:problem.result')],
      [`votes.${id}`, count],
      [`post.${id}`, z.enum(['', ...postCodes], 'elections:problem.post').default('')],
    ]),
  )
  const read: Record<string, unknown> = readFields(head.extend(shape), body)
  const { version, heldOn, voters, voted } = read as z.output<typeof head>
  const lines = candidateIds.map((candidateId) => {
    const result = read[`result.${candidateId}`] as Election['results'][number]['result']
    const post = result === 'elected' ? String(read[`post.${candidateId}`]) || null : null
    return { candidateId, result, votes: read[`votes.${candidateId}`] as number | null, post }
  })
  return { version, election: { heldOn, voters, voted, results: lines } }
}

const packed = z.array(
  z.object({
    teamId: z.uuid(),
    version: z.int().min(0),
    heldOn: day,
    voters: z.int().min(0).max(mostVotes).nullable(),
    voted: z.int().min(0).max(mostVotes).nullable(),
    results: z
      .array(
        z.object({
          candidateId: z.uuid(),
          result: z.enum(results),
          votes: z.int().min(0).max(mostVotes).nullable(),
          post: z.enum(postCodes).nullable(),
        }),
      )
      .max(200),
  }),
)

export type PackedElection = z.output<typeof packed>[number]

/** What an import's preview carries, checked as if it came from a stranger; null when it is not what was packed. */
export function unpackElections(text: unknown): PackedElection[] | null {
  try {
    const read = packed
      .min(1)
      .max(2000)
      .safeParse(JSON.parse(String(text)))
    return read.success ? read.data : null
  } catch {
    return null
  }
}
