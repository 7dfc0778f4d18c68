import type { Request, Response } from 'express'
import { Invalid } from '../../lib/errors'
import { Stale } from '../../lib/stale'
import { say, type Translate } from '../../locales/translate'
import type { Problem } from './page'

/** One control of a form: `as` names the component, the rest are its locals. */
export type FormField = {
  as: 'field' | 'select' | 'radios' | 'checkbox' | 'boxes'
  name: string
  label: string
  value?: string | number | null
  [local: string]: unknown
}

/** What views/settings/form.ejs prints. `newer`: what somebody else saved meanwhile, beside what was typed here. */
export type Form = {
  action: string
  button: string
  fields: FormField[]
  hidden?: { name: string; value: string }[]
  title?: string
  upload?: boolean
  cancel?: string
  newer?: { label: string; mine: string; theirs: string }[]
}

/** What was typed, field by field; of a field that came twice, all values joined by commas. */
export type Typed = Record<string, string>

/** Why a form comes back: problems of fields (422), or somebody else was faster (409) and `newer` is their record. */
export type Again = { status: 422 | 409; problems: Problem[]; newer?: object }

/** Runs an act and goes on to the address it gives (303); what it says about the fields goes back to the form. */
export async function submitForm(
  res: Response,
  act: () => Promise<string>,
  showAgain: (again: Again) => Promise<void> | void,
): Promise<void> {
  try {
    res.redirect(303, await act())
  } catch (error) {
    const again = againOf(error, res.req.t)
    if (!again) throw error
    await showAgain(again)
  }
}

export function typedIn(req: Request): Typed {
  const entries = Object.entries((req.body ?? {}) as Record<string, unknown>)
  return Object.fromEntries(entries.map(([name, value]) => [name, [value].flat().map(String).join(',')]))
}

/** What an act said about the fields, as sentences; any other error goes on. */
export function problemsOf(error: unknown, t: Translate): Problem[] {
  if (!(error instanceof Invalid)) throw error
  return Object.entries(error.problems).map(([field, problem]) => ({ field, text: say(t, problem) }))
}

/** The fields in which two versions of a form differ, for the reader to choose. */
export function differences(mine: FormField[], theirs: FormField[]): NonNullable<Form['newer']> {
  return mine.flatMap((field, place) => {
    const [own, other] = [shown(field), shown(theirs[place]!)]
    return own === other ? [] : [{ label: field.label, mine: own, theirs: other }]
  })
}

function againOf(error: unknown, t: Translate): Again | null {
  if (error instanceof Invalid) return { status: 422, problems: problemsOf(error, t) }
  if (!(error instanceof Stale)) return null
  return { status: 409, problems: [{ field: '', text: t('organisations:problem.stale') }], newer: error.newer }
}

/** A choice is shown by its label, a tick by a sign that needs no language. */
function shown(field: FormField): string {
  if (field.as === 'checkbox') return field['checked'] ? '✓' : '—'
  const options = field['options'] as { value: string; label: string }[] | undefined
  const text = String(field.value ?? '')
  return options?.find((option) => String(option.value) === text)?.label ?? text
}
