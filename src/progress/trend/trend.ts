import type { Move } from '../../candidates/list/move'

/** How many days the board looks back, today included. */
export const trendDays = 14
/** What it follows: the three hands that move the county's work on. */
export const trendMoves: readonly Move[] = ['screened', 'signed', 'decided']
