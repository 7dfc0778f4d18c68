import { z } from 'zod'
import { optionalLine, paragraphs, readFields } from '../lib/form'

/** What a file is, in the sender's words; null when nothing was said. @throws Invalid */
export function readLabel(body: unknown): string | null {
  return readFields(attaching, body).label || null
}

/** The code of the item that a file proves; null when none was chosen. @throws Invalid */
export function readItem(body: unknown): string | null {
  return readFields(proving, body).item || null
}

/** Why a file is taken away. @throws Invalid */
export function readWhy(body: unknown): string {
  return readFields(removal, body).why
}

const attaching = z.object({ label: optionalLine(60, 'evidence:problem.label') })
const proving = z.object({ item: optionalLine(20, 'evidence:problem.item') })
const removal = z.object({ why: paragraphs(500, 'evidence:problem.why') })
