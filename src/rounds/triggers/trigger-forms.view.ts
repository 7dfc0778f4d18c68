import { type Department, departmentName } from '../../organisations/organisation'
import type { Form, FormField, Typed } from '../../web/pages/form'
import type { Problem } from '../../web/pages/page'
import type { Reader } from '../rounds.view'

export function newTriggerPage(
  reader: Reader,
  person: { id: string; name: string },
  departments: Department[],
  again: { typed: Typed; problems: Problem[] },
) {
  const { t } = reader
  return {
    title: t('triggers:new.title', { name: person.name }),
    breadcrumbs: [
      { label: t('candidates:list.title'), href: '/candidates' },
      { label: person.name, href: `/candidates/${person.id}` },
      { label: t('triggers:new.action') },
    ],
    problems: again.problems,
    form: {
      action: `/candidates/${person.id}/triggers`,
      button: t('triggers:new.button'),
      cancel: `/candidates/${person.id}`,
      fields: fieldsOf(reader, departments, again.typed),
    } satisfies Form,
  }
}

export function requestPage(
  { t }: Reader,
  review: { id: string; name: string },
  again: { typed: Typed; problems: Problem[] },
) {
  const words = wordsField(t('triggers:field.words'), again.typed, t('triggers:request.help'))
  return {
    title: t('triggers:request.title', { name: review.name }),
    breadcrumbs: [
      { label: t('reviews:queue.title'), href: '/reviews' },
      { label: review.name, href: `/reviews/${review.id}` },
      { label: t('triggers:request.action') },
    ],
    problems: again.problems,
    form: {
      action: `/reviews/${review.id}/trigger`,
      button: t('triggers:request.button'),
      cancel: `/reviews/${review.id}`,
      fields: [words],
    } satisfies Form,
  }
}

function fieldsOf(reader: Reader, departments: Department[], typed: Typed): FormField[] {
  const { t, lang } = reader
  const kinds = (['objection', 'sanction'] as const).map((kind) => ({
    value: kind,
    label: t(`triggers:kind.${kind}`),
    help: t(`triggers:kindHelp.${kind}`),
  }))
  const options = departments.map((one) => ({ value: one.id, label: departmentName(one, lang) }))
  const field = (name: string) => ({ name, label: t(`triggers:field.${name}`), value: typed[name] ?? '' })
  return [
    { as: 'radios', ...field('kind'), options: kinds },
    {
      as: 'select',
      ...field('departmentId'),
      options,
      empty: t('triggers:allDepartments'),
      help: t('triggers:new.departmentHelp'),
      width: 'middle',
    },
    wordsField(t('triggers:field.words'), typed, t('triggers:new.wordsHelp')),
    { as: 'field', ...field('source'), help: t('triggers:new.sourceHelp') },
    { as: 'field', ...field('reportedOn'), width: 'middle', type: 'day', placeholder: '2026-01-10' },
  ]
}

/** The block of text that every one of these forms has. */
export function wordsField(label: string, typed: Typed, help: string): FormField {
  return {
    as: 'field',
    type: 'textarea',
    name: 'words',
    label,
    value: typed['words'] ?? '',
    rows: 4,
    maxlength: 500,
    help,
  }
}
