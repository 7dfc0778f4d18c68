import type { Day } from '../lib/day'

/** 会商纪要: what the meeting was, who was there, how it voted, and why. */
export type Deliberation = {
  id: string
  cycleId: string
  metOn: Day
  documentNumber: string
  present: string[]
  recused: string[]
  votesFor: number
  votesAgainst: number
  votesAbstained: number
  reasons: string
}
