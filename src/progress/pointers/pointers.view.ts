import type { Actor } from '../../accounts/actor'
import { minuteInChina } from '../../lib/clock'
import type { Language } from '../../locales/catalogues'
import type { Translate } from '../../locales/translate'
import type { Form, Typed } from '../../web/pages/form'
import type { Problem } from '../../web/pages/page'
import { kindsFor, type Look, type PointerKind } from './pointer'
import type { Listed } from './pointers.store'
import { rowOf } from './rows.view'

type Reader = { t: Translate; lang: Language; actor: Actor }

/** What waits and what has been looked at, of each kind that this reader sees. */
export type Counts = Record<string, { open: number; looked: number }>

/** Which part of the list the address names. */
export type Asked = { kind: PointerKind; looked: boolean }

/** The kind that the address names, else the first that has something to show. */
export function kindAsked(kind: unknown, kinds: readonly PointerKind[], counts: Counts): PointerKind {
  return kinds.find((one) => one === kind) ?? kinds.find((one) => counts[one]!.open > 0) ?? kinds[0]!
}

/** R2 and files that are held back have lists of their own: here they are numbers that lead there. */
export function pointersPage(
  reader: Reader,
  { kind, looked }: Asked,
  { counts, failing, held, rows }: { counts: Counts; failing: number; held: number; rows: Listed<never>[] },
) {
  const { t, actor } = reader
  const tab = (one: string, count: number, href: string) => {
    return { text: t(`pointers:kind.${one}`), count, href, current: one === kind }
  }
  const tabs = kindsFor(actor.role).map((one) => tab(one, counts[one]!.open, hrefOf({ kind: one, looked: false })))
  return {
    title: t('pointers:title'),
    shows: [
      ...tabs,
      tab('R2', failing, '/candidates?flag=R2'),
      ...(actor.role === 'office' ? [tab('held', held, '/evidence')] : []),
    ],
    explained: t(`pointers:explained.${kind}`),
    other: otherList(t, { kind, looked }, counts[kind]!),
    empty: t(looked ? 'pointers:emptyLooked' : 'pointers:empty'),
    rows: rows.map((row, n) => pointer(reader, kind, row, n)),
  }
}

/** The form on a page of its own, when words are missing. */
export function lookPage({ t }: Reader, typed: Typed, problems: Problem[]) {
  const title = t('pointers:look.title')
  const back = `/pointers?${new URLSearchParams({ kind: typed['kind'] ?? '' })}`
  const words = { as: 'field', name: 'words', label: t('pointers:look.words'), type: 'textarea', rows: 3 } as const
  const form: Form = {
    action: '/pointers/looks',
    button: t('pointers:look.button'),
    cancel: back,
    hidden: ['kind', 'key', 'facts'].map((name) => ({ name, value: typed[name] ?? '' })),
    fields: [{ ...words, value: typed['words'] ?? '', maxlength: 500 }],
  }
  return { title, breadcrumbs: [{ label: t('pointers:title'), href: back }, { label: title }], form, problems }
}

export function hrefOf({ kind, looked }: Asked): string {
  return `/pointers?kind=${kind}${looked ? '&looked=yes' : ''}`
}

function otherList(t: Translate, { kind, looked }: Asked, count: { open: number; looked: number }) {
  if (!looked && !count.looked) return null
  const text = looked ? t('pointers:toOpen', { count: count.open }) : t('pointers:toLooked', { count: count.looked })
  return { text, href: hrefOf({ kind, looked: !looked }) }
}

function pointer(reader: Reader, kind: PointerKind, { key, facts, row, look }: Listed<never>, n: number) {
  const mayLook = reader.actor.role === 'office' && !look
  const hidden = Object.entries({ kind, key, facts }).map(([name, value]) => ({ name, value }))
  return {
    ...rowOf[kind](reader, row),
    look: look ? lookedLine(reader.t, look) : '',
    form: mayLook ? { id: `words-${n}`, hidden } : null,
  }
}

function lookedLine(t: Translate, { words, at, by }: Look): string {
  return t('pointers:look.line', { words, by, at: minuteInChina(at) })
}
