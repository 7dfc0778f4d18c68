import { z } from 'zod'
import { isDay, type Day } from '../../lib/day'
import { line, optionalLine, paragraphs, readFields, tick, wholeNumber } from '../../lib/form'
import { handOvers, type HandOver, type NoticeText } from './notice'

const words = (error: string) => paragraphs(2000, error)
/** A reason that may be left out. */
const remarks = z.union([z.literal('').transform(() => ''), paragraphs(2000, 'notices:problem.words')]).default('')
const dayIn = (error: string) => line(10, error).refine(isDay, error)
const handOver = z.enum(handOvers, 'notices:problem.servedHow')
const version = wholeNumber(1, 999_999_999, 'notices:refused.newer')

const textFields = {
  documentNumber: line(60, 'notices:problem.documentNumber'),
  gist: words('notices:problem.gist'),
  basis: words('notices:problem.basis'),
  wayToReply: words('notices:problem.wayToReply'),
}

const issueFields = z.object({
  ...textFields,
  outcomeId: z.uuid('notices:problem.outcome'),
  confirmed: tick,
  servedOn: optionalLine(10, 'notices:problem.day').refine((day) => day === '' || isDay(day), 'notices:problem.day'),
  servedHow: z.union([z.literal(''), handOver], 'notices:problem.servedHow').default(''),
})

/** `served` is null where the township hands it over later. `confirmed`: the office means the sources that it names. */
export type IssueCommand = {
  outcomeId: string
  text: NoticeText
  confirmed: boolean
  served: { on: Day; how: HandOver } | null
}

export function readIssue(body: unknown): IssueCommand {
  const both = issueFields
    .refine(({ servedOn, servedHow }) => !servedHow || servedOn, { path: ['servedOn'], error: 'notices:problem.day' })
    .refine(({ servedOn, servedHow }) => !servedOn || servedHow, {
      path: ['servedHow'],
      error: 'notices:problem.servedHow',
    })
  const { outcomeId, confirmed, servedOn, servedHow, ...text } = readFields(both, body)
  return { outcomeId, text, confirmed, served: servedHow === '' ? null : { on: servedOn, how: servedHow } }
}

const served = z.object({ version, servedOn: dayIn('notices:problem.day'), servedHow: handOver, words: remarks })
const corrected = served.extend({ words: words('notices:problem.reason') })
const happened = z.object({ version, day: dayIn('notices:problem.day'), words: remarks })
const said = happened.extend({ words: words('notices:problem.reply') })
const reasoned = happened.extend({ words: words('notices:problem.reason') })
const plainReason = z.object({ version, words: words('notices:problem.reason') })
const answer = z.object({
  version,
  documentNumber: line(60, 'notices:problem.documentNumber'),
  words: words('notices:problem.answer'),
})

/** What each step's form asks for. */
const stepFields = {
  serve: served,
  correct: corrected,
  reply: said,
  waive: happened,
  accept: plainReason,
  lapse: z.object({ version, words: remarks }),
  stop: reasoned,
  resume: happened,
  rereview: reasoned,
  uphold: answer,
  change: answer,
}

export type SentAct = keyof typeof stepFields
export type StepCommand<A extends SentAct> = z.output<(typeof stepFields)[A]>

/** A step as it was typed; throws Invalid with a message per field. */
export function readStep<A extends SentAct>(act: A, body: unknown): StepCommand<A> {
  return readFields(stepFields[act], body) as StepCommand<A>
}
