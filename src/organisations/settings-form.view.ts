import { seenOf } from '../lib/stale'
import type { Translate } from '../locales/translate'
import { differences, type Again, type Form, type FormField, type Typed } from '../web/pages/form'
import type { Crumb, Page } from '../web/pages/page'

/** What views/settings/table.ejs prints. */
export type Cell = { text?: string; href?: string; number?: boolean; status?: Page['status']; problem?: string }
export type Table = { title?: string; caption: string; columns: { label: string; number?: boolean }[]; rows: Cell[][] }

/** What came back with a refused form: its texts, and why. */
export type Refused = { typed: Typed; again: Again }

export function settingsCrumbs(t: Translate, ...more: Crumb[]): Crumb[] {
  return [{ label: t('organisations:settings.title'), href: '/settings' }, ...more]
}

/**
 * The parts of a form over a record that others may change meanwhile: filled from what was typed, else from the record;
 * after a 409 with the newer text beside it, and ready to be sent again over that text, knowingly.
 */
export function keptForm(
  t: Translate,
  record: object,
  refused: Refused | undefined,
  fieldsOf: (t: Translate, typed: Typed) => FormField[],
): Pick<Form, 'fields' | 'hidden' | 'newer'> {
  const newest = refused?.again.newer
  const fields = fieldsOf(t, refused?.typed ?? textsOf(record))
  const seen = refused && !newest ? (refused.typed['seen'] ?? '') : seenOf(newest ?? record)
  return {
    fields,
    hidden: [{ name: 'seen', value: seen }],
    newer: newest && differences(fields, fieldsOf(t, textsOf(newest))),
  }
}

/** A record's values as form fields hold them; a tick that is off is left out, as browsers do. */
function textsOf(record: object): Typed {
  const entries = Object.entries(record).filter(([, value]) => value !== false)
  return Object.fromEntries(entries.map(([name, value]) => [name, value === null ? '' : String(value)]))
}

export function positionField(t: Translate, typed: Typed): FormField {
  return {
    as: 'field',
    name: 'position',
    label: t('organisations:form.position'),
    help: t('organisations:form.positionHelp'),
    value: typed['position'],
    width: 'short',
    inputmode: 'numeric',
  }
}

/** The second form on a page: ids and problems of its own, so that a problem of one form never marks the other. */
export function apart(fields: FormField[], prefix: string, refused?: Refused): FormField[] {
  return fields.map((field) => ({
    ...field,
    id: `${prefix}-${field.name}`,
    problem: refused?.again.problems.find((problem) => problem.field === field.name)?.text ?? '',
  }))
}

/** The problems of a form that stands apart, leading to its own fields. */
export function problemsApart(refused: Refused, prefix: string): Again['problems'] {
  return refused.again.problems.map(({ field, text }) => ({ field: field && `${prefix}-${field}`, text }))
}
