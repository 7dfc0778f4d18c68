import type { Request } from 'express'
import { minuteInChina } from '../../lib/clock'
import type { Translate } from '../../locales/translate'
import type { Typed } from '../../web/pages/form'
import type { Problem } from '../../web/pages/page'
import { hrefOf, type ListName, lists, type SavedFilter } from './own-list'

/** What came back refused: of the saved filter `id`, or (without) of one that was to be saved. */
type Returned = { fields: Typed; problems: Problem[]; id?: string }

/** All saved filters of one person, each with its new name and its end; on top what could not be saved yet. */
export function ownListsPage(t: Translate, saved: SavedFilter[], returned?: Returned) {
  const unsaved = returned && !returned.id ? returned.fields : null
  return {
    title: t('ownLists:title'),
    lead: t('ownLists:lead'),
    problems: (returned?.problems ?? []).map(({ field, text }) => ({ field: fieldId(field, returned?.id), text })),
    unsaved: unsaved && {
      name: unsaved['name'] ?? '',
      list: unsaved['list'] ?? '',
      address: unsaved['address'] ?? '',
      problem: returned!.problems[0]?.text ?? '',
    },
    saved: saved.map((one) => ({
      ...one,
      listName: t(`ownLists:list.${one.list}`),
      href: hrefOf(one),
      field: fieldId('name', one.id),
      typed: returned?.id === one.id ? (returned.fields['name'] ?? '') : one.name,
      problem: returned?.id === one.id ? (returned.problems[0]?.text ?? '') : '',
    })),
  }
}

/** What views/components/list-tools prints over a list. */
export type ListTools = {
  list: ListName
  /** The list's address as it stands. */
  address: string
  /** Whether its filters differ from the list as it comes. */
  mayKeep: boolean
  saved: { name: string; href: string; current: boolean }[]
  columns: { key: string; label: string; shown: boolean }[]
  /** Address of the workbook, and what is in it. */
  workbook?: { href: string; label: string }
}

/** The person's own filters of this list; the one in force is marked. */
export function savedLinks(list: ListName, address: string, saved: SavedFilter[]) {
  return saved.map((one) => ({ name: one.name, href: hrefOf(one), current: hrefOf(one) === address }))
}

export function isPlain(list: ListName, address: string): boolean {
  return address === lists[list]
}

/** Who took a list out, when, and how many rows: the last line of every workbook. */
export function exportMark(req: Pick<Request, 't' | 'actor' | 'place'>, count: number, now: Date): string {
  const unit = [req.place?.county, req.place?.unit].filter(Boolean).join(' ')
  return req.t('ownLists:mark', { unit, name: req.actor.name, at: minuteInChina(now), count })
}

function fieldId(field: string, id?: string): string {
  return id && field ? `${field}-${id}` : field
}
