import type { Message } from '../../lib/message'
import { say, type Translate } from '../../locales/translate'
import type { Form, Typed } from '../../web/pages/form'
import type { Problem } from '../../web/pages/page'
import { kindKeys } from '../kind'
import type { Reader } from '../ledgers.view'
import type { Comparison, LedgerPreview } from './ledger-preview'
import type { LedgerProblem, LedgerRecord } from './ledger-reading'

/** Rows of a preview that are printed; the rest is counted. */
export const shownRows = 50

/** The page on which kind, source, day and file are given. */
export function uploadPage({ t }: Reader, typed: Typed, problems?: Problem[]) {
  const kinds = kindKeys.map((key) => ({ value: key, label: t(`ledgers:kind.${key}`) }))
  const form: Form = {
    action: '/ledgers/imports',
    button: t('ledgers:import.button'),
    cancel: '/ledgers',
    upload: true,
    fields: [
      {
        as: 'select',
        name: 'kind',
        label: t('ledgers:import.kind'),
        value: typed['kind'] ?? '',
        options: kinds,
        empty: '',
      },
      { ...fieldOf(t, 'source'), value: typed['source'] ?? '', maxlength: 100 },
      { ...fieldOf(t, 'asOf'), value: typed['asOf'] ?? '', type: 'date', width: 'middle' },
      { ...fieldOf(t, 'file'), type: 'file', accept: '.xlsx,.csv' },
    ],
  }
  return {
    title: t('ledgers:import.title'),
    lead: t('ledgers:import.help'),
    breadcrumbs: [{ label: t('ledgers:title'), href: '/ledgers' }],
    problems,
    form,
    samples: kindKeys.map((key) => ({ label: t(`ledgers:kind.${key}`), href: `/ledgers/samples/${key}` })),
  }
}

export type PreviewGiven = {
  preview: LedgerPreview
  comparison: Comparison
  problems: LedgerProblem[]
  fresh: LedgerRecord[]
  gone: { row: number; name: string | null; township: string | null; village: string | null }[]
}

/** What taking a file would do. */
export function previewPage({ t }: Reader, given: PreviewGiven, again: Message | null) {
  const { preview, comparison, problems } = given
  const { counts } = preview
  return {
    title: t('ledgers:import.previewTitle'),
    lead: t('ledgers:import.previewOf', { kind: t(`ledgers:kind.${preview.kind}`), file: preview.fileName }),
    breadcrumbs: crumbs(t),
    actions: [{ label: t('ledgers:import.another'), href: `/ledgers/import?kind=${preview.kind}` }],
    problems: again ? [{ field: counts.refused ? 'onlyGood' : '', text: say(t, again) }] : [],
    counts: countsOf(t, given),
    against: comparison.base ? t('ledgers:import.base', { number: comparison.base }) : t('ledgers:import.first'),
    taking: takingOf(t, given),
    cut: counts.problems > shownProblems ? cutWords(t, counts.problems) : '',
    rows: problems.slice(0, shownProblems).map((one) => ({
      row: one.row,
      column: one.column,
      text: say(t, one.message),
      severity: {
        text: t(`ledgers:import.severities.${one.severity}`),
        tone: one.severity === 'refused' ? ('bar' as const) : ('hold' as const),
      },
    })),
    lists: [listOf(t, 'freshRows', given.fresh), listOf(t, 'goneRows', given.gone)].filter(({ rows }) => rows.length),
  }
}

const shownProblems = 200

function fieldOf(t: Translate, name: 'source' | 'asOf' | 'file') {
  return { as: 'field' as const, name, label: t(`ledgers:import.${name}`), help: t(`ledgers:import.${name}Help`) }
}

function crumbs(t: Translate) {
  return [
    { label: t('ledgers:title'), href: '/ledgers' },
    { label: t('ledgers:import.title'), href: '/ledgers/import' },
  ]
}

function countsOf(t: Translate, { preview, comparison }: PreviewGiven) {
  const count = (name: string, rows: number, tone: string) => ({ label: t(`ledgers:import.count.${name}`), rows, tone })
  return [
    count('fresh', comparison.fresh, 'clear'),
    count('gone', comparison.gone, 'returned'),
    count('unchanged', comparison.unchanged, 'plain'),
    count('warned', preview.counts.warned, 'hold'),
    count('refused', preview.counts.refused, 'bar'),
  ]
}

function takingOf(t: Translate, { preview, comparison }: PreviewGiven) {
  const { refused: count, good } = preview.counts
  const something = good > 0 && comparison.fresh + comparison.gone > 0
  return {
    action: something ? `/ledgers/imports/${preview.id}/taking` : undefined,
    base: comparison.base,
    text: something ? (count ? t('ledgers:import.cannotAll', { count }) : '') : t('ledgers:import.nothing'),
    tick: count ? { label: t('ledgers:import.good'), help: t('ledgers:import.goodHelp', { count }) } : undefined,
    button: t(count ? 'ledgers:import.good' : 'ledgers:import.all'),
  }
}

function cutWords(t: Translate, total: number): string {
  return t('ledgers:import.problemsCut', { shown: shownProblems, total })
}

function listOf(t: Translate, id: 'freshRows' | 'goneRows', rows: PreviewGiven['gone']) {
  const title = t(`ledgers:import.${id}`, { shown: rows.length })
  return { id, title, rows: rows.map(({ row, name, township, village }) => [row, name, township, village]) }
}
