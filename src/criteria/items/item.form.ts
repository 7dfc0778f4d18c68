import { z } from 'zod'
import { line, optionalLine, optionalNumber, readFields, several, tick } from '../../lib/form'
import { Invalid } from '../../lib/errors'
import { message, type Message } from '../../lib/message'
import { itemProblems } from '../check'
import { itemClasses, windowKinds, type CriteriaSet, type Item, type Window } from '../criteria'
import { presetKeys } from '../presets'

const problem = (name: string) => `criteria:form.${name}`

const item = z
  .object({
    code: line(10, problem('code')),
    text: optionalLine(500, problem('text')),
    text_en: optionalLine(500, problem('text')),
    class: z.enum(itemClasses, { error: problem('class') }),
    lead: optionalLine(40, problem('lead')),
    assisting: several(60, problem('assisting')),
    window: z.enum(windowKinds, { error: problem('window') }),
    years: optionalNumber(1, 99, problem('years')),
    on: tick,
    seen: z.string().max(64).default(''),
  })
  .refine(({ window, years }) => window !== 'years' || years !== null, { path: ['years'], error: problem('years') })
const setName = z.object({ name: line(60, problem('name')), seen: z.string().max(64).default('') })
const preset = z.object({ preset: z.enum(presetKeys, { error: problem('preset') }) })
const copy = z.object({ from: z.uuid({ error: problem('copy') }) })
const place = z.object({ direction: z.enum(['up', 'down'], { error: problem('direction') }) })

export type ItemCommand = { item: Item; seen: string }
export type Direction = 'up' | 'down'

export function readItem(body: unknown): ItemCommand {
  const { window, years, on, seen, ...rest } = readFields(item, body)
  const full: Item = { ...rest, window: (window === 'years' ? `years:${years}` : window) as Window }
  return { item: on ? full : { ...full, off: true }, seen }
}

export const readSetName = (body: unknown): z.output<typeof setName> => readFields(setName, body)
export const readPreset = (body: unknown): (typeof presetKeys)[number] => readFields(preset, body).preset
export const readCopy = (body: unknown): string => readFields(copy, body).from
export const readDirection = (body: unknown): Direction => readFields(place, body).direction

/** Throws Invalid with what the check of a whole set says about this item, each at its field. */
export function refuseUnsound(checked: Item, others: CriteriaSet, knownDepartments: readonly string[]): void {
  const problems: Record<string, Message> = {}
  if (others.items.some(({ code }) => code === checked.code))
    problems['code'] = message('criteria:problem.duplicateCode', { code: checked.code })
  for (const found of itemProblems(checked, others, knownDepartments)) problems[fieldOf(found)] ??= found
  if (Object.keys(problems).length > 0) throw new Invalid(problems)
}

const fields: Record<string, string> = {
  code: 'code',
  emptyText: 'text',
  class: 'class',
  window: 'window',
  noSanctions: 'window',
  noLead: 'lead',
  unknownDepartment: 'lead',
  leadAssists: 'assisting',
  duplicateAssisting: 'assisting',
}

function fieldOf(found: Message): string {
  return fields[found.key.replace(/^.*\./, '')] ?? ''
}
