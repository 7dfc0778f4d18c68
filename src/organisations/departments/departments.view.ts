import type { Translate } from '../../locales/translate'
import type { Form, FormField, Typed } from '../../web/pages/form'
import { departmentRosters, departmentsPreset } from './departments-preset'
import { departmentName, type Department } from '../organisation'
import { keptForm, positionField, settingsCrumbs, type Refused, type Table } from '../settings-form.view'

/** Departments in order, the usual rosters, the kinds not taken yet, and one of the county's own. */
export function departmentsPage(t: Translate, lang: string, departments: Department[], refused?: Refused) {
  const active = departments.filter((department) => department.active).length
  return {
    title: t('organisations:departments.title'),
    lead: t('organisations:departments.lead', { count: active }),
    breadcrumbs: settingsCrumbs(t),
    problems: refused?.again.problems,
    empty: { title: t('organisations:departments.empty'), text: t('organisations:departments.emptyText') },
    table: departmentsTable(t, lang, departments),
    rosters: Object.entries(departmentRosters).map(([value, keys]) => ({
      value,
      label: t(`organisations:roster.${value}`),
      text: keys.map((key) => kindName(key, lang)).join(t('shell:listComma')),
    })),
    kinds: departmentsPreset
      .filter(({ key }) => !departments.some((department) => department.key === key && department.active))
      .map(({ key, name, name_en }) => ({ value: key, label: lang === 'en' ? name_en : name })),
    form: {
      title: t('organisations:departments.own'),
      action: '/settings/departments',
      button: t('organisations:form.add'),
      fields: newFields(t, refused?.typed ?? {}),
    } satisfies Form,
  }
}

export function departmentPage(t: Translate, lang: string, department: Department, refused?: Refused) {
  const form: Form = {
    action: `/settings/departments/${department.id}`,
    button: t('organisations:form.save'),
    cancel: '/settings/departments',
    ...keptForm(t, department, refused, fieldsOf),
  }
  return {
    title: departmentName(department, lang),
    lead: t('organisations:departments.key', { key: department.key }),
    breadcrumbs: settingsCrumbs(t, { label: t('organisations:departments.title'), href: '/settings/departments' }),
    problems: refused?.again.problems,
    form,
  }
}

function departmentsTable(t: Translate, lang: string, departments: Department[]): Table {
  const columns = ['department', 'otherName', 'key', 'state'].map((name) => ({
    label: t(`organisations:column.${name}`),
  }))
  const rows = departments.map((department) => {
    const { id, name, nameEn, key, active } = department
    return [
      { text: departmentName(department, lang), href: `/settings/departments/${id}` },
      { text: lang === 'en' ? name : nameEn },
      { text: key },
      {
        status: active
          ? { text: t('organisations:departments.active'), tone: 'clear' as const }
          : { text: t('organisations:departments.inactive'), tone: 'waiting' as const },
      },
    ]
  })
  return { caption: t('organisations:departments.title'), columns, rows }
}

function kindName(key: string, lang: string): string {
  const kind = departmentsPreset.find((one) => one.key === key)
  return (lang === 'en' ? kind?.name_en : kind?.name) ?? key
}

function newFields(t: Translate, typed: Typed): FormField[] {
  return [
    { as: 'field', name: 'name', label: t('organisations:departments.name'), value: typed['name'] },
    {
      as: 'field',
      name: 'nameEn',
      label: t('organisations:departments.nameEn'),
      help: t('organisations:departments.nameEnHelp'),
      value: typed['nameEn'],
    },
  ]
}

function fieldsOf(t: Translate, typed: Typed): FormField[] {
  return [
    { as: 'field', name: 'name', label: t('organisations:departments.name'), value: typed['name'] },
    {
      as: 'field',
      name: 'nameEn',
      label: t('organisations:departments.nameEn'),
      value: typed['nameEn'],
      required: false,
    },
    positionField(t, typed),
    {
      as: 'checkbox',
      name: 'active',
      label: t('organisations:departments.takesPart'),
      help: t('organisations:departments.takesPartHelp'),
      checked: Boolean(typed['active']),
    },
  ]
}
