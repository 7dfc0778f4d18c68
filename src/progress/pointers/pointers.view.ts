import type { Actor } from '../../accounts/actor'
import { minuteInChina } from '../../lib/clock'
import type { Language } from '../../locales/catalogues'
import type { Translate } from '../../locales/translate'
import { backTo } from '../../web/address'
import type { Form, Typed } from '../../web/pages/form'
import type { Problem } from '../../web/pages/page'
import { kindsFor, type Look, type PointerKind } from './pointer'
import { pointersHref, type PointersAsked } from './pointer-list'
import type { Listed } from './pointers.store'
import { rowOf } from './rows.view'

export type Reader = { t: Translate; lang: Language; actor: Actor }

/** What waits and what has been looked at, of each kind that this reader sees. */
export type Counts = Record<string, { open: number; looked: number }>

/** The kind that the address names, else the first that has something to show. */
export function kindAsked(kind: unknown, kinds: readonly PointerKind[], counts: Counts): PointerKind {
  return kinds.find((one) => one === kind) ?? kinds.find((one) => counts[one]!.open > 0) ?? kinds[0]!
}

/** R2 and files that are held back have lists of their own: here they are numbers that lead there. */
export function pointersPage(reader: Reader, asked: PointersAsked, { counts, failing, held, rows, page }: PageGiven) {
  const { t, actor } = reader
  const { kind, looked } = asked
  const narrowed = asked.township !== '' || asked.words !== ''
  const tab = (one: string, count: number, href: string) => {
    return { text: t(`pointers:kind.${one}`), count, href, current: one === kind }
  }
  const tabs = kindsFor(actor.role).map((one) =>
    tab(one, counts[one]!.open, pointersHref({ ...asked, kind: one, looked: false })),
  )
  return {
    title: t('pointers:title'),
    shows: [
      ...tabs,
      tab('R2', failing, '/candidates?flag=R2'),
      ...(actor.role === 'office' ? [tab('held', held, '/evidence')] : []),
    ],
    explained: t(`pointers:explained.${kind}`),
    other: otherList(t, asked, counts[kind]!),
    empty: narrowed
      ? { title: t('pointers:emptyNarrowed') }
      : { title: t(looked ? 'pointers:emptyLooked' : 'pointers:empty'), text: t('pointers:emptyText') },
    rows: rows.map((row, n) => pointer(reader, { ...asked, page }, row, n)),
  }
}

type PageGiven = {
  counts: Counts
  failing: number
  held: number
  rows: Listed<never>[]
  /** The leaf that is open. */
  page: number
}

/** The form on a page of its own, when words are missing. */
export function lookPage({ t }: Reader, typed: Typed, problems: Problem[]) {
  const title = t('pointers:look.title')
  const back = backTo('/pointers', typed['back'])
  const words = { as: 'field', name: 'words', label: t('pointers:look.words'), type: 'textarea', rows: 3 } as const
  const form: Form = {
    action: '/pointers/looks',
    button: t('pointers:look.button'),
    cancel: back,
    hidden: ['kind', 'key', 'facts', 'back'].map((name) => ({ name, value: typed[name] ?? '' })),
    fields: [{ ...words, value: typed['words'] ?? '', maxlength: 500 }],
  }
  return { title, breadcrumbs: [{ label: t('pointers:title'), href: back }, { label: title }], form, problems }
}

function otherList(t: Translate, asked: PointersAsked, count: { open: number; looked: number }) {
  const { looked } = asked
  if (!looked && !count.looked) return null
  const text = looked ? t('pointers:toOpen', { count: count.open }) : t('pointers:toLooked', { count: count.looked })
  return { text, href: pointersHref({ ...asked, looked: !looked }) }
}

type Shown = PointersAsked & { page: number }

function pointer(reader: Reader, shown: Shown, { key, facts, row, look }: Listed<never>, n: number) {
  const { kind } = shown
  const mayLook = reader.actor.role === 'office' && !look
  const hidden = Object.entries({ kind, key, facts, back: pointersHref(shown) }).map(([name, value]) => ({
    name,
    value,
  }))
  return {
    ...rowOf[kind](reader, row),
    look: look ? lookedLine(reader.t, look) : '',
    form: mayLook ? { id: `words-${n}`, hidden } : null,
  }
}

export function lookedLine(t: Translate, { words, at, by }: Look): string {
  return t('pointers:look.line', { words, by, at: minuteInChina(at) })
}
