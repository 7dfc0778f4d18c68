import { z } from 'zod'
import type { Day } from '../lib/day'
import { type Message, message } from '../lib/message'
import { readLooseDate } from '../lib/loose-date'
import { roundReasons } from './reason'
import type { RoundPlan } from './round'

/** The form as typed, for showing it again. */
export type TypedRound = {
  which: string[]
  townshipId: string
  referenceDate: string
  dueOn: string
  departmentIds: string[]
  number: string
}

export type RoundReading = { ok: true; plan: RoundPlan } | { ok: false; problems: Record<string, Message> }

export function typedRound(body: unknown): TypedRound {
  const fields = (body ?? {}) as Record<string, unknown>
  return {
    which: many(fields['which']),
    townshipId: one(fields['townshipId']),
    referenceDate: one(fields['referenceDate']),
    dueOn: one(fields['dueOn']),
    departmentIds: many(fields['department']),
    number: one(fields['number']),
  }
}

/** A reference date is a day of this century: a slip such as 0001 or 2206 never becomes a round. */
export function readRound(typed: TypedRound): RoundReading {
  const read = planSchema.safeParse(typed)
  if (read.success) return { ok: true, plan: read.data }
  return { ok: false, problems: Object.fromEntries(read.error.issues.map(problemOf)) }
}

/** The digest of what the preview showed; '' when the form has none. */
export function typedDigest(body: unknown): string {
  return one(((body ?? {}) as Record<string, unknown>)['people'])
}

/** Which part of the previewed people is shown: of a township, for a reason ('' for all); `page` from 1. */
export type PreviewLeaf = { township: string; reason: string; page: number }

export function typedLeaf(body: unknown): PreviewLeaf {
  const fields = (body ?? {}) as Record<string, unknown>
  const page = Number(one(fields['page']))
  return {
    township: one(fields['showTownship']),
    reason: one(fields['showReason']),
    page: Number.isInteger(page) && page > 0 ? page : 1,
  }
}

/** The reference date as far as it can be read yet; `today` otherwise. */
export function typedReferenceDate(typed: TypedRound, today: Day): Day {
  const read = day.safeParse(typed.referenceDate)
  return read.success ? read.data : today
}

const day = z.string().transform((text, context): Day => {
  const read = readLooseDate(text, false)
  if (read && !read.monthOnly && read.day >= '2000-01-01') return read.day
  context.addIssue('not a day')
  return z.NEVER
})

const planSchema = z.object({
  which: z.array(z.enum(roundReasons)).min(1).max(roundReasons.length),
  townshipId: z.uuid().or(z.literal('').transform(() => null)),
  referenceDate: day,
  dueOn: day,
  departmentIds: z.array(z.uuid()).min(1).max(100),
  number: z
    .string()
    .regex(/^\d{1,4}$/)
    .transform(Number),
})

const fieldNames: Record<string, string> = { departmentIds: 'department' }

function problemOf(issue: z.core.$ZodIssue): [string, Message] {
  const field = String(issue.path[0])
  return [fieldNames[field] ?? field, message(`rounds:problem.${field}`)]
}

function many(value: unknown): string[] {
  return [...new Set([value].flat().filter((word): word is string => typeof word === 'string'))]
}

function one(value: unknown): string {
  const first = Array.isArray(value) ? value[0] : value
  return typeof first === 'string' ? first.trim().slice(0, 100) : ''
}
