import type { Item } from '../../../criteria/criteria'
import { nameOfCode } from '../../../candidates/codes/code-list'
import { posts } from '../../../candidates/codes/post'
import type { Translate } from '../../../locales/translate'
import type { FormField, Typed } from '../../../web/pages/form'
import type { Again } from '../../../web/pages/form'
import { handOvers } from '../notice'
import type { Tellable } from '../notices.store'

/** What the form is made from: the outcome, the list's own text, the county's standard words. */
export type IssueInput = {
  outcome: Tellable
  criteria: { items: Item[] }
  wayToReply: string | null
  typed: Typed
  again?: Again
  t: Translate
  lang: string
}

export function issuePage(input: IssueInput) {
  const { outcome, again, t, lang } = input
  return {
    title: t('notices:issue.title', { name: outcome.name }),
    lead: [outcome.township, outcome.team, nameOfCode(posts, outcome.position, lang)].join(' · '),
    breadcrumbs: [{ label: t('notices:title'), href: '/notices' }],
    problems: again?.problems,
    form: {
      action: '/notices',
      button: t('notices:issue.button'),
      cancel: '/notices',
      hidden: [{ name: 'outcomeId', value: outcome.outcomeId }],
      fields: fieldsOf(input),
    },
  }
}

/** 送达方式 as a choice. */
export function handOverOptions(t: Translate) {
  return handOvers.map((value) => ({ value, label: t(`notices:handOver.${value}`) }))
}

function fieldsOf(input: IssueInput): FormField[] {
  const { typed, again, t } = input
  const given: Typed = again ? typed : standardWords(input)
  const text = (name: string, rows: number): FormField => ({
    as: 'field',
    name,
    label: t(`notices:field.${name}`),
    help: t(`notices:help.${name}`),
    type: 'textarea',
    rows,
    maxlength: 2000,
    required: true,
    value: given[name],
  })
  const asked = again?.problems.some(({ field }) => field === 'confirmed') || typed['confirmed']
  return [
    {
      as: 'field',
      name: 'documentNumber',
      label: t('notices:field.documentNumber'),
      help: t('notices:help.documentNumber'),
      maxlength: 60,
      width: 'middle',
      required: true,
      value: given['documentNumber'],
    },
    text('gist', 5),
    text('basis', 4),
    text('wayToReply', 4),
    ...(asked ? [confirmField(input)] : []),
    {
      as: 'field',
      name: 'servedOn',
      label: t('notices:field.servedOn'),
      help: t('notices:help.servedLater'),
      type: 'date',
      width: 'middle',
      required: false,
      value: given['servedOn'],
    },
    {
      as: 'select',
      name: 'servedHow',
      label: t('notices:field.servedHow'),
      options: handOverOptions(t),
      empty: t('notices:notServedYet'),
      required: false,
      value: given['servedHow'],
    },
  ]
}

function confirmField({ typed, t }: IssueInput): FormField {
  return {
    as: 'checkbox',
    name: 'confirmed',
    label: t('notices:field.confirmed'),
    checked: Boolean(typed['confirmed']),
  }
}

/** The list's wording of each item and the county's words around it; how to answer as the newest notice says it. */
function standardWords({ outcome, criteria, wayToReply, t }: IssueInput): Typed {
  // The letter is in Chinese, whoever writes it.
  const items = outcome.groundItems.map((code) => ({
    code,
    text: criteria.items.find((item) => item.code === code)?.text ?? '',
  }))
  const line = (key: string) => items.map((item) => t(key, item)).join('\n')
  return {
    gist: line('notices:standard.gist'),
    basis: line('notices:standard.basis'),
    wayToReply: wayToReply ?? t('notices:standard.wayToReply', { days: outcome.replyWorkingDays }),
  }
}
