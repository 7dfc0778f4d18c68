import type { Message } from '../lib/message'

/** What is wrong in an input file. `unread`: the whole file; `refused`: what stands there; `warning`: told only. */
export type VetProblem = {
  file: string
  sheet: string
  cell: string
  column?: string
  severity: 'unread' | 'refused' | 'warning'
  message: Message
}
