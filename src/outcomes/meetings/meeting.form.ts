import { z } from 'zod'
import { isDay, type Day } from '../../lib/day'
import { line, optionalLine, paragraphs, readFields, several, tick, wholeNumber } from '../../lib/form'
import { tidy } from '../../lib/tidy'
import { type Decided, isDecision } from './meeting'

const day = (error: string) => line(10, error).refine(isSensible, error)

const callFields = z.object({
  metOn: day('meetings:problem.metOn'),
  place: optionalLine(60, 'meetings:problem.place'),
  documentNumber: optionalLine(60, 'meetings:problem.documentNumber'),
})

/** When and where a meeting is called; its minutes' number may still be open. */
export function readCall(body: unknown): { metOn: Day; place: string; documentNumber: string } {
  return readFields(callFields, body)
}

const names = (error: string) => z.string({ error }).max(2000, error).default('').transform(namesIn)

const attendanceFields = z.object({
  members: several(100, 'meetings:problem.members').pipe(z.array(z.uuid('meetings:problem.members'))),
  others: names('meetings:problem.others'),
  guests: names('meetings:problem.guests'),
})

/** Members of the leading group by account, other voting members and guests by name. */
export function readAttendance(body: unknown): { members: string[]; others: string[]; guests: string[] } {
  return readFields(attendanceFields, body)
}

const decisionFields = z.object({
  version: z.coerce.number({ error: 'meetings:problem.version' }).int().positive(),
  decision: optionalLine(40, 'meetings:problem.decision'),
  groundItems: several(60, 'meetings:problem.decision'),
  until: optionalLine(10, 'outcomes:problems.day').refine(
    (text) => text === '' || isSensible(text),
    'outcomes:problems.day',
  ),
  words: z.union([z.literal(''), paragraphs(4000, 'meetings:problem.wordsLong')]).default(''),
  votesFor: wholeNumber(0, 999, 'meetings:problem.number'),
  votesAgainst: wholeNumber(0, 999, 'meetings:problem.number'),
  votesAbstained: wholeNumber(0, 999, 'meetings:problem.number'),
  recused: several(100, 'meetings:problem.recused'),
})

/** What the meeting decided on one person, and the version of the item that the form was opened with. */
export function readDecision(body: unknown): { version: number; decided: Decided } {
  const { version, decision, until, ...said } = readFields(decisionFields, body)
  return { version, decided: { ...said, decision: isDecision(decision) ? decision : null, until: until || null } }
}

const closingFields = z.object({
  documentNumber: line(60, 'meetings:problem.documentNumber'),
  metOn: day('meetings:problem.metOn'),
  reasons: z.union([z.literal(''), paragraphs(4000, 'meetings:problem.wordsLong')]).default(''),
  sure: tick.refine((sure) => sure, 'meetings:problem.sure'),
})

/** The minutes' number, day and general remarks, and the tick that nothing will change any more. */
export function readClosing(body: unknown): { documentNumber: string; metOn: Day; reasons: string } {
  const { sure: _, ...said } = readFields(closingFields, body)
  return said
}

/** Names as people list them, divided by commas, marks or line ends. */
function namesIn(text: string): string[] {
  return [
    ...new Set(
      text
        .split(/[、,，;；\n]+/)
        .map(tidy)
        .filter(Boolean),
    ),
  ]
}

function isSensible(text: string): boolean {
  return isDay(text) && text >= '1990-01-01' && text <= '2100-12-31'
}
