import { z } from 'zod'
import { type Message, message } from '../../lib/message'

/** The words as typed and the version that was read; a version that is no number fits none. */
export type TypedSendBack = { version: number; words: string }
type Reading = { ok: true; command: TypedSendBack } | { ok: false; problems: Record<string, Message> }

export function typedSendBack(body: unknown): TypedSendBack {
  const { version, words } = typedSchema.parse(body ?? {})
  return { version, words }
}

/** Nothing goes back without words: the drafter works by them. */
export function readSendBack(typed: TypedSendBack): Reading {
  const words = typed.words.trim()
  if (!words) return { ok: false, problems: { words: message('signatory:sendBack.problem.words') } }
  if (words.length > mostWords) return { ok: false, problems: { words: message('signatory:sendBack.problem.tooLong') } }
  return { ok: true, command: { version: typed.version, words } }
}

const mostWords = 1000

const typedSchema = z.object({
  version: z.coerce.number().int().catch(0),
  words: z.string().catch(''),
})
