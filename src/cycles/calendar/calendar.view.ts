import { dateFromDay, type Day } from '../../lib/day'
import type { Translate } from '../../locales/translate'
import { settingsCrumbs, type Refused } from '../../organisations/settings-form.view'
import type { Form, FormField, Typed } from '../../web/pages/form'
import type { CalendarDay } from './working-days'

type Sight = { year: number; years: number[]; days: CalendarDay[]; publicYears: { year: number; source: string }[] }

/** One year of the county's calendar: days that differ from their weekday, and what can be taken over or typed in. */
export function calendarPage(t: Translate, { year, years, days, publicYears }: Sight, refused?: Refused) {
  const known = publicYears.find((one) => one.year === year)
  const entered = years.includes(year)
  return {
    title: t('cycles:calendar.title', { year }),
    lead: entered ? t('cycles:calendar.entered', { count: days.length }) : t('cycles:calendar.notEntered'),
    breadcrumbs: settingsCrumbs(t),
    problems: refused?.again.problems,
    year,
    entered,
    otherYears: yearsAround(year, years, publicYears).map((one) => ({
      label: String(one),
      href: `/settings/calendar?year=${one}`,
      current: one === year,
    })),
    known: known ? { text: t('cycles:calendar.known', known), button: t('cycles:calendar.take', { year }) } : null,
    unknown: known ? '' : t('cycles:calendar.unknown', { year }),
    start: entered ? '' : t('cycles:calendar.start', { year }),
    days: days.map((one) => ({
      day: one.day,
      weekday: weekday(t, one.day),
      name: one.name,
      status: {
        text: t(`cycles:dayKind.${one.kind}`),
        tone: one.kind === 'holiday' ? ('hold' as const) : ('clear' as const),
      },
      remove: t('cycles:calendar.removeDay', { day: one.day }),
    })),
    form: {
      title: t('cycles:calendar.enter'),
      action: '/settings/calendar/days',
      button: t('organisations:form.save'),
      fields: dayFields(t, refused?.typed ?? {}),
    } satisfies Form,
  }
}

function dayFields(t: Translate, typed: Typed): FormField[] {
  const options = (['holiday', 'workday'] as const).map((value) => ({ value, label: t(`cycles:dayKind.${value}`) }))
  return [
    { as: 'field', name: 'day', label: t('cycles:calendar.day'), type: 'date', value: typed['day'], width: 'middle' },
    {
      as: 'radios',
      name: 'kind',
      label: t('cycles:calendar.kind'),
      value: typed['kind'] || 'holiday',
      options,
      row: true,
    },
    { as: 'field', name: 'name', label: t('cycles:calendar.name'), value: typed['name'], width: 'middle' },
  ]
}

function yearsAround(year: number, years: number[], publicYears: { year: number }[]): number[] {
  const all = [year - 1, year, year + 1, ...years, ...publicYears.map((one) => one.year)]
  return [...new Set(all)].sort((a, b) => a - b)
}

function weekday(t: Translate, day: Day): string {
  return t(`cycles:weekday.${dateFromDay(day).getUTCDay()}`)
}
