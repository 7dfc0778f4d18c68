import { z } from 'zod'
import { Invalid } from './errors'
import { message, type Message } from './message'
import { bare } from './tidy'

/** The fields as a command; throws Invalid with the first problem of each field. A schema's `error` texts are message keys. */
export function readFields<S extends z.ZodType>(schema: S, body: unknown): z.output<S> {
  const read = schema.safeParse(body ?? {})
  if (read.success) return read.data
  const problems: Record<string, Message> = {}
  for (const issue of read.error.issues) problems[issue.path.map(String)[0] ?? ''] ??= message(keyOf(issue.message))
  throw new Invalid(problems)
}

/** A line of text; `error` when it is empty or longer than `most` characters. Names of places are cleaned with `tidy`. */
export function line(most: number, error: string, clean: (text: string) => string = squeezed) {
  return z.string({ error }).transform(clean).pipe(z.string().min(1, error).max(most, error))
}

/** Text of several lines, kept as typed but for blanks at its ends. */
export function paragraphs(most: number, error: string) {
  return z
    .string({ error })
    .transform((text) => text.replace(/\r\n?/g, '\n').trim())
    .pipe(z.string().min(1, error).max(most, error))
}

/** As `line`, but may be left empty. */
export function optionalLine(most: number, error: string, clean: (text: string) => string = squeezed) {
  return z.string({ error }).default('').transform(clean).pipe(z.string().max(most, error))
}

/** Digits of a fixed count, or null when left empty. */
export function optionalCode(digits: number, error: string) {
  return optionalLine(40, error, bare)
    .refine((text) => text === '' || new RegExp(`^\\d{${digits}}$`).test(text), error)
    .transform((text) => text || null)
}

/** A whole number between the bounds, or null when left empty ('' must not become 0). */
export function optionalNumber(least: number, most: number, error: string) {
  return optionalLine(40, error, bare)
    .refine((text) => text === '' || isWholeBetween(text, least, most), error)
    .transform((text) => (text === '' ? null : Number(text)))
}

export function wholeNumber(least: number, most: number, error: string) {
  return line(40, error, bare)
    .refine((text) => isWholeBetween(text, least, most), error)
    .transform(Number)
}

/** Ticked or not: browsers send nothing for an empty box. */
export const tick = z
  .unknown()
  .optional()
  .transform((value) => value !== undefined && value !== '')

/** One value or several under the same name, as browsers send a group of boxes. */
export function several(most: number, error: string) {
  return z
    .union([z.string().max(100), z.array(z.string().max(100)).max(most)], { error })
    .default([])
    .transform((value) => [...new Set([value].flat())])
}

/** One line without control characters and blanks at its ends; what stands between stays as typed (2026 年). */
function squeezed(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim()
}

function isWholeBetween(text: string, least: number, most: number): boolean {
  return /^\d{1,9}$/.test(text) && Number(text) >= least && Number(text) <= most
}

/** A schema without a key of ours (a field that no form sends) still ends in a sentence. */
function keyOf(text: string): string {
  return /^\w+:[\w.]+$/.test(text) ? text : 'organisations:problem.unreadable'
}
