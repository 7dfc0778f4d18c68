import type { Day } from '../../lib/day'
import type { Message } from '../../lib/message'

/** A county's townships and their villages and communities, for checking that a place exists. */
export type County = { name: string; teams: string[] }[]

/** `strict`: a position that the program does not know refuses the row (imports); otherwise it is kept with a warning. */
export type RosterOptions = {
  referenceDate: Day
  county?: County
  impliedTownship?: string
  strict?: boolean
}

/** What is wrong in one cell: a `refused` row is not taken, a `warning` is told and the row kept. */
export type RosterProblem = {
  row: number
  column: string
  cell: string
  severity: 'refused' | 'warning'
  message: Message
}
