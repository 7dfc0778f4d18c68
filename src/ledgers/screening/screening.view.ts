import { minuteInChina } from '../../lib/clock'
import type { Problem } from '../../web/pages/page'
import { type Hit, mostTogether } from '../hits/hit'
import { rowView } from '../hits/hits.view'
import type { KindKey } from '../kind'
import type { Reader } from '../ledgers.view'
import type { Screened } from './screening.store'

export type ScreeningGiven = { people: number; ledgers: Screened[]; uncompared: number }

/** How far the department's people have been screened, ledger by ledger; every figure leads to what it counts. */
export function screeningPage({ t }: Reader, { people, ledgers, uncompared }: ScreeningGiven) {
  const open = sum(ledgers, 'open')
  const namesakes = sum(ledgers, 'namesakes')
  return {
    title: t('ledgers:screening.title'),
    lead: t('ledgers:screening.lead', { count: people }),
    breadcrumbs: [{ label: t('ledgers:title'), href: '/ledgers' }],
    columns: (['ledger', 'rows', 'compared', 'open', 'namesakes', 'same', 'notSame', 'at'] as const).map((key) => ({
      label: t(`ledgers:screening.column.${key}`),
      number: key !== 'ledger' && key !== 'at',
    })),
    rows: ledgers.map((ledger) => screenedRow({ t }, ledger, people)),
    uncompared: uncompared ? t('ledgers:uncompared', { count: uncompared }) : t('ledgers:screening.upToDate'),
    empty: { title: t('ledgers:empty'), text: t('ledgers:emptyHelp') },
    acts: [
      ...(open ? [{ label: t('ledgers:screening.next', { count: open }), href: '/ledgers/hits/next' }] : []),
      ...(namesakes
        ? [{ label: t('ledgers:screening.clear', { count: namesakes }), href: '/ledgers/hits/namesakes' }]
        : []),
    ],
  }
}

export type NamesakesGiven = { hits: Hit[]; kind: KindKey | ''; chosen: string[] | null; typed: string }

/** Exactly which hits one reason would clear; all are ticked, and each tick can be taken away. */
export function namesakesPage({ t }: Reader, { hits, kind, chosen, typed }: NamesakesGiven, problems: Problem[]) {
  const shown = hits.slice(0, mostTogether)
  return {
    title: t('ledgers:namesakes.title'),
    lead: t('ledgers:namesakes.lead'),
    breadcrumbs: [
      { label: t('ledgers:title'), href: '/ledgers' },
      { label: t('ledgers:screening.title'), href: '/ledgers/screening' },
    ],
    problems,
    cut: hits.length > shown.length ? t('ledgers:namesakes.cut', { count: shown.length }) : '',
    action: `/ledgers/hits/namesakes${kind ? `?kind=${kind}` : ''}`,
    rows: shown.map((hit) => {
      const row = rowView(t, hit)
      return { ...row, checked: chosen ? chosen.includes(row.hit) : true }
    }),
    typed,
    button: t('ledgers:namesakes.clear'),
  }
}

function screenedRow({ t }: Pick<Reader, 't'>, one: Screened, people: number) {
  const list = (state: string, count: number) => {
    return { text: String(count), href: count ? `/ledgers/hits?state=${state}&kind=${one.kind}` : '' }
  }
  return {
    ledger: { text: t(`ledgers:kind.${one.kind}`), href: `/ledgers/${one.ledgerId}` },
    at: one.comparedAt ? minuteInChina(one.comparedAt) : t('ledgers:screening.never'),
    figures: [
      { text: String(one.rows), href: '' },
      { text: t('ledgers:screening.of', { count: one.compared, people }), href: '' },
      list('open', one.open),
      { text: String(one.namesakes), href: one.namesakes ? `/ledgers/hits/namesakes?kind=${one.kind}` : '' },
      list('same', one.same),
      list('not_same', one.notSame),
    ],
  }
}

function sum(ledgers: readonly Screened[], what: 'open' | 'namesakes'): number {
  return ledgers.reduce((total, one) => total + one[what], 0)
}
