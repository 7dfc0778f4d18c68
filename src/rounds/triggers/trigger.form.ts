import { z } from 'zod'
import type { Day } from '../../lib/day'
import { Invalid } from '../../lib/errors'
import { line, paragraphs, readFields } from '../../lib/form'
import { readLooseDate } from '../../lib/loose-date'
import { message } from '../../lib/message'

const problem = (name: string) => `triggers:problem.${name}`

const recorded = z.object({
  kind: z.enum(['objection', 'sanction'], { error: problem('kind') }),
  departmentId: z.uuid({ error: problem('departmentId') }).or(z.literal('').transform(() => null)),
  words: paragraphs(500, problem('words')),
  source: line(100, problem('source')),
  reportedOn: z.string({ error: problem('reportedOn') }).transform((text, context): Day => {
    const read = readLooseDate(text, false)
    if (read && !read.monthOnly && read.day >= '2000-01-01') return read.day
    context.addIssue(problem('reportedOn'))
    return z.NEVER
  }),
})

/** What the office records; `departmentId` null stands for all departments. */
export type RecordedTrigger = z.output<typeof recorded>

/** @throws Invalid, also for a day that has not come yet. */
export function readTrigger(body: unknown, today: Day): RecordedTrigger {
  const command = readFields(recorded, body)
  if (command.reportedOn > today) throw new Invalid({ reportedOn: message(problem('reportedLater')) })
  return command
}

const request = z.object({ words: paragraphs(500, problem('words')) })

export const readRequest = (body: unknown): { words: string } => readFields(request, body)

const aside = z.object({ words: paragraphs(500, problem('asideWords')) })

export const readAside = (body: unknown): { words: string } => readFields(aside, body)
