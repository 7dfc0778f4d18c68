import type { Translate } from '../../locales/translate'
import type { Cycle } from '../../cycles/cycle'
import { keptForm, type Refused } from '../../organisations/settings-form.view'
import { departmentName } from '../../organisations/organisation'
import type { Form, FormField, Typed } from '../../web/pages/form'
import { itemClasses, windowKinds, windowYears, type Item } from '../criteria'
import type { StoredCriteria } from '../criteria.store'
import { cycleCrumbs, windowText, type Reader } from '../criteria.view'

/** One item's form; without an item, a new one's. */
export function itemPage(reader: Reader, cycle: Cycle, set: StoredCriteria, item: Item | null, refused?: Refused) {
  const { t } = reader
  const href = `/settings/cycles/${cycle.id}/criteria`
  const own = `${href}/items${item ? `/${encodeURIComponent(item.code)}` : ''}`
  const form: Form = {
    action: own,
    button: t(item ? 'organisations:form.save' : 'criteria:item.add'),
    cancel: href,
    ...keptForm(t, item ?? newItem(set), withTexts(refused), (words, typed) =>
      fieldsOf(words, reader, inFields(typed)),
    ),
  }
  return {
    title: item ? t('criteria:item.title', { code: item.code }) : t('criteria:item.add'),
    breadcrumbs: cycleCrumbs(t, cycle, { label: set.name, href }),
    problems: refused?.again.problems,
    form,
    removal: item && {
      action: `${own}/removal`,
      title: t('criteria:item.removeTitle'),
      text: t('criteria:item.removeText', { code: item.code }),
      button: t('criteria:item.remove'),
      tone: 'bar',
    },
  }
}

/** The next free code in the list's own way of counting: N21 → N22. */
function newItem(set: StoredCriteria): Item {
  const last = set.items.at(-1)?.code ?? 'N00'
  const [, letters = 'N', digits = '0'] = /^(.*?)(\d*)$/.exec(last) ?? []
  const code = `${letters}${String(Number(digits) + 1).padStart(digits.length, '0')}`
  return { code, text: '', text_en: '', class: 'refer', lead: '', assisting: [], window: 'always' }
}

/** What was typed stays as it is; `off` of a record is `on` of a form. */
function withTexts(refused: Refused | undefined): Refused | undefined {
  return refused && { ...refused, typed: { ...refused.typed, typed: 'yes' } }
}

function inFields(typed: Typed): Typed {
  if (typed['typed']) return typed
  const years = windowYears(typed['window'] ?? '')
  return {
    ...typed,
    on: typed['off'] ? '' : 'yes',
    ...(years === null ? {} : { window: 'years', years: String(years) }),
  }
}

function fieldsOf(t: Translate, reader: Reader, typed: Typed): FormField[] {
  const field = (name: string, locals: Partial<FormField> = {}): FormField => ({
    as: 'field',
    name,
    label: t(`criteria:item.${name}`),
    value: typed[name],
    ...locals,
  })
  const classes = itemClasses.map((value) => ({
    value,
    label: t(`criteria:class.${value}`),
    help: t(`criteria:classHelp.${value}`),
  }))
  const windows = windowKinds.map((value) => ({
    value,
    label: value === 'years' ? t('criteria:item.someYears') : windowText(t, value),
  }))
  return [
    field('code', { width: 'short', help: t('criteria:item.codeHelp') }),
    field('text', { type: 'textarea', rows: 3 }),
    field('text_en', { type: 'textarea', rows: 2, required: false }),
    field('class', { as: 'radios', options: classes }),
    field('lead', { as: 'select', options: departmentOptions(reader), empty: '', help: t('criteria:item.leadHelp') }),
    assistingField(reader, typed),
    field('window', { as: 'select', options: windows, help: t('criteria:item.windowHelp') }),
    field('years', { width: 'short', inputmode: 'numeric', required: false, help: t('criteria:item.yearsHelp') }),
    {
      as: 'checkbox',
      name: 'on',
      label: t('criteria:item.on'),
      help: t('criteria:item.onHelp'),
      checked: Boolean(typed['on']),
    },
  ]
}

function departmentOptions({ lang, departments }: Reader) {
  return departments.map((department) => ({ value: department.key, label: departmentName(department, lang) }))
}

function assistingField(reader: Reader, typed: Typed): FormField {
  const chosen = (typed['assisting'] ?? '').split(',')
  const boxes = departmentOptions(reader).map((option) => ({ ...option, checked: chosen.includes(option.value) }))
  const value = boxes.flatMap(({ checked, label }) => (checked ? [label] : [])).join(reader.t('shell:listComma'))
  return { as: 'boxes', name: 'assisting', label: reader.t('criteria:item.assisting'), value, boxes }
}
