import { z } from 'zod'
import { type Message, message } from '../../lib/message'
import type { ReturnReason } from '../returns/return-words'

export const returnReasons = ['identity', 'papers', 'other'] as const satisfies readonly ReturnReason[]

export type TypedWords = { reason: string; words: string }
type Reading<T> = { ok: true; command: T } | { ok: false; problems: Record<string, Message> }

export function typedWords(body: unknown): TypedWords {
  const fields = (body ?? {}) as Record<string, unknown>
  return { reason: one(fields['reason']), words: one(fields['words']) }
}

/** A return tells the township what to put right: a reason and words. */
export function readFileReturn(typed: TypedWords): Reading<{ reason: ReturnReason; words: string }> {
  return toReading(z.object({ reason: z.enum(returnReasons), words }).safeParse(typed), 'fileReturn')
}

export function readRecusal(typed: TypedWords): Reading<{ words: string }> {
  return toReading(z.object({ words }).safeParse(typed), 'recusal')
}

const words = z.string().trim().min(1).max(1000)

function toReading<T>(read: z.ZodSafeParseResult<T>, form: string): Reading<T> {
  if (read.success) return { ok: true, command: read.data }
  const problems = read.error.issues.map((issue): [string, Message] => {
    const field = String(issue.path[0])
    return [field, message(`reviews:${form}.problem.${issue.code === 'too_big' ? 'tooLong' : field}`)]
  })
  return { ok: false, problems: Object.fromEntries(problems) }
}

function one(value: unknown): string {
  const first = Array.isArray(value) ? value[0] : value
  return typeof first === 'string' ? first : ''
}
