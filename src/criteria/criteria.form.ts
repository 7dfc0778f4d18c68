import { z } from 'zod'
import { type Message, message } from '../lib/message'
import { type CriteriaSet, type Window, isWindow, itemClasses, sanctionKinds } from './criteria'
import { loadPreset } from './presets'

const text = z.string().max(500)
const key = z.string().trim().min(1).max(40)

const itemSchema = z.object({
  code: key,
  text,
  text_en: text.default(''),
  class: z.enum(itemClasses),
  lead: key,
  assisting: z.array(key).max(40).default([]),
  window: z.custom<Window>((value) => typeof value === 'string' && isWindow(value)),
  off: z.boolean().optional(),
})

const sanctionSchema = z.object({
  key,
  name: text,
  kind: z.enum(sanctionKinds),
  months: z.int().min(1).max(1200),
})

/** A negative list as a JSON file (the presets show the shape); without `sanctions` the usual table is taken. */
export const criteriaSchema = z.object({
  key: key.default('own'),
  version: z.int().min(1).default(1),
  name: text.default(''),
  items: z.array(itemSchema).min(1).max(200),
  sanctions: z.array(sanctionSchema).max(100).optional(),
})

/** Reads a set from parsed JSON; each problem names the place in the file, such as `items.3.window`. */
export function readCriteria(json: unknown): { ok: true; criteria: CriteriaSet } | { ok: false; problems: Message[] } {
  const read = criteriaSchema.safeParse(json)
  if (!read.success) return { ok: false, problems: read.error.issues.map(issueMessage) }
  const { sanctions = loadPreset('main20').sanctions, name, ...rest } = read.data
  return { ok: true, criteria: { ...rest, name: name === '' ? rest.key : name, sanctions } }
}

function issueMessage(issue: z.core.$ZodIssue): Message {
  const place = issue.path.map(String).join('.')
  if (place === '') return message('criteria:file.notASet')
  const field = String(issue.path.at(-1))
  return message(`criteria:file.${field === 'window' || field === 'class' ? field : 'value'}`, { place })
}
