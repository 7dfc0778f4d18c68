import type { CriteriaSet } from '../../criteria/criteria'
import { address } from '../../lib/cell'
import type { Day } from '../../lib/day'
import { type Message, message } from '../../lib/message'

/** What is wrong at one cell. `refused`: what stands there counts as not given; `warning`: told, and taken as it is. */
export type ReturnProblem = {
  sheet: string
  row: number
  cell: string
  severity: 'refused' | 'warning'
  message: Message
}

/** Against what a return is read. `expected` texts are compared with the head where both are there. */
export type ReturnContext = {
  criteria: CriteriaSet
  departments: readonly { key: string; name: string }[]
  candidates: readonly { idNumber: string; name: string }[]
  referenceDate: Day
  /** Codes that must be answered; all that the department owns when absent. */
  asked?: readonly string[]
  expected?: { round?: string; version?: string; fingerprint?: string }
  /**
   * The workbook is one of ours: no cell may be computed, and the columns stand as they were handed out. `rows` is the
   * fingerprint of each row by ID number; null for workbooks from before rows had one.
   */
  handedOut?: { rows: ReadonlyMap<string, string> | null }
}

/** A problem of a return at a column (from 0) of a row; `key` is in the catalogue `returns`. */
export function problemAt(
  sheet: string,
  row: number,
  column: number,
  key: string,
  values: Message['values'] = {},
  severity: ReturnProblem['severity'] = 'refused',
): ReturnProblem {
  return {
    sheet,
    row,
    cell: address(Math.max(column, 0), row),
    severity,
    message: message(`returns:problem.${key}`, values),
  }
}
