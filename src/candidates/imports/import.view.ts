import { minuteInChina } from '../../lib/clock'
import type { Message } from '../../lib/message'
import { pagerAt } from '../../lib/pager'
import { say, type Translate } from '../../locales/translate'
import { valueInWords } from '../words.view'
import { planDigest, type Correction, type Plan } from './plan'
import type { Preview, Tally } from './previews.store'

const rowsOnPage = 50

type Words = { t: Translate; lang: string }

/** The page on which a file is chosen, with the maker's latest imports. */
export function uploadPage(previews: Preview[], problems: Record<string, Message>, { t }: Words) {
  return {
    title: t('candidates:import.title'),
    lead: t('candidates:import.help'),
    actions: [{ label: t('candidates:import.sample'), href: '/candidates/import/sample' }],
    breadcrumbs: [{ label: t('candidates:list.title'), href: '/candidates' }],
    problems: Object.entries(problems).map(([field, problem]) => ({ field, text: say(t, problem) })),
    recent: previews.map((preview) => ({
      name: preview.fileName,
      href: `/candidates/imports/${preview.id}`,
      when: minuteInChina(preview.createdAt),
      status: preview.tally ? takenWords(preview, preview.tally, t) : t('candidates:import.open'),
    })),
  }
}

/** What taking a roster would do. Which pages of problems and of corrections are shown is in the address. */
export function previewPage(
  { preview, plan, rows }: { preview: Preview; plan: Plan; rows: number },
  pages: { problems: number; corrections: number },
  problem: Message | null,
  words: Words,
) {
  const { t } = words
  return {
    title: t('candidates:import.previewTitle'),
    lead: t('candidates:import.previewOf', { file: preview.fileName, rows }),
    breadcrumbs: crumbs(t),
    actions: [{ label: t('candidates:import.another'), href: '/candidates/import' }],
    problems: problem ? [{ field: plan.refused.length ? 'onlyGood' : '', text: say(t, problem) }] : [],
    counts: countsOf(plan, t),
    taking: takingOf(preview, plan, t),
    download: plan.problems.length ? `/candidates/imports/${preview.id}/problems` : undefined,
    rows: pageOf(plan.problems, pages.problems).map((one) => ({
      row: one.row,
      column: one.column,
      text: say(t, one.message),
      severity: {
        text: t(`candidates:import.severity.${one.severity}`),
        tone: one.severity === 'refused' ? 'bar' : 'hold',
      },
    })),
    pager: pagerOf(preview.id, plan.problems.length, pages, 'problems'),
    corrections: pageOf(plan.corrections, pages.corrections).map((correction) => correctionLine(correction, words)),
    correctionsPager: pagerOf(preview.id, plan.corrections.length, pages, 'corrections'),
  }
}

/** After a roster was taken. */
export function takenPage(preview: Preview, tally: Tally, { t }: Words) {
  return {
    title: t('candidates:import.takenTitle'),
    lead: preview.fileName,
    breadcrumbs: crumbs(t),
    actions: [{ label: t('candidates:import.drafts'), href: '/candidates?stage=draft', tone: 'primary' as const }],
    text: takenWords(preview, tally, t),
  }
}

function crumbs(t: Translate) {
  return [
    { label: t('candidates:list.title'), href: '/candidates' },
    { label: t('candidates:import.title'), href: '/candidates/import' },
  ]
}

function takenWords({ importedAt }: Preview, tally: Tally, t: Translate): string {
  return t('candidates:import.taken', { at: importedAt ? minuteInChina(importedAt) : '', ...tally })
}

function countsOf({ creations, corrections, unchanged, warned, refused }: Plan, t: Translate) {
  const gone = new Set(refused)
  const taken = (rows: { row: number }[]) => rows.filter(({ row }) => !gone.has(row)).length
  const count = (name: string, people: number, tone: string) => ({
    label: t(`candidates:import.count.${name}`),
    people,
    tone,
  })
  return [
    count('created', taken(creations), 'clear'),
    count('corrected', taken(corrections), 'returned'),
    count('unchanged', unchanged, 'plain'),
    count('warned', warned.length, 'hold'),
    count('refused', refused.length, 'bar'),
  ]
}

function takingOf({ id }: Preview, plan: Plan, t: Translate) {
  const refused = plan.refused.length
  const something = plan.creations.length + plan.corrections.length > 0
  return {
    action: something ? `/candidates/imports/${id}/acceptance` : undefined,
    seen: planDigest(plan),
    text: something
      ? refused
        ? t('candidates:import.cannotAll', { count: refused })
        : ''
      : t('candidates:import.nothing'),
    tick: refused
      ? { label: t('candidates:import.good'), help: t('candidates:import.goodHelp', { count: refused }) }
      : undefined,
    button: t(refused ? 'candidates:import.good' : 'candidates:import.all'),
  }
}

function correctionLine({ row, file, changes }: Correction, { t, lang }: Words) {
  const lines = Object.entries(changes).map(([field, [before, after]]) =>
    t('candidates:import.change', {
      label: t(`candidates:field.${field}`),
      before: valueInWords(field, before, t, lang),
      after: valueInWords(field, after, t, lang),
    }),
  )
  return { row, name: file.name, lines }
}

function pageOf<T>(rows: readonly T[], page: number): T[] {
  return rows.slice((page - 1) * rowsOnPage, page * rowsOnPage)
}

type Pages = { problems: number; corrections: number }

function pagerOf(id: string, total: number, pages: Pages, name: keyof Pages) {
  if (total <= rowsOnPage) return undefined
  const href = (to: number) =>
    `/candidates/imports/${id}?${new URLSearchParams({ ...texts(pages), [name]: String(to) })}`
  const skip = (pages[name] - 1) * rowsOnPage
  const shown = Math.max(0, Math.min(rowsOnPage, total - skip))
  return pagerAt({ skip, shown, size: rowsOnPage, total }, (start) => href(start / rowsOnPage + 1))
}

function texts({ problems, corrections }: Pages): Record<keyof Pages, string> {
  return { problems: String(problems), corrections: String(corrections) }
}
