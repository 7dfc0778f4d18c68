import { type Acting, recorded } from '../../audit/recorded'
import type { Tx } from '../../db/client'
import { Invalid, NotFound } from '../../lib/errors'
import { newId } from '../../lib/ids'
import { message } from '../../lib/message'
import { type Column, type Row, shownColumns } from '../../lib/table'
import type { Actor } from '../actor'
import { type ListName, mostSaved, type SavedFilter } from './own-list'
import {
  chosenColumns,
  deleteSaved,
  keepColumns,
  keepFilter,
  lockOwnLists,
  renameSaved,
  savedFilters,
} from './own-lists.store'

/** Keeps a list's filters under a name; the same name again replaces what it stood for. @throws Invalid */
export async function saveFilter(acting: Acting, actor: Actor, saved: Omit<SavedFilter, 'id'>): Promise<void> {
  const { accountId } = actor
  await recorded(acting, actor, 'own_list.saved', async (tx) => {
    await lockOwnLists(tx, accountId)
    const others = (await savedFilters(tx, accountId)).filter(
      ({ list, name }) => list !== saved.list || name !== saved.name,
    )
    if (others.length >= mostSaved) throw new Invalid({ name: message('ownLists:problem.full', { most: mostSaved }) })
    await keepFilter(tx, { ...saved, id: newId(), accountId, madeAt: acting.clock.now() })
    return about(accountId, saved.list)
  })
}

/** @throws NotFound, Invalid when the person has another one of that name */
export async function renameFilter(acting: Acting, actor: Actor, id: string, name: string): Promise<void> {
  await recorded(acting, actor, 'own_list.renamed', async (tx) => {
    const { own, all } = await locked(tx, actor, id)
    const taken = all.some((other) => other.id !== id && other.list === own.list && other.name === name)
    if (taken) throw new Invalid({ name: message('ownLists:problem.taken') })
    await renameSaved(tx, id, name)
    return about(actor.accountId, own.list)
  })
}

/** @throws NotFound */
export async function deleteFilter(acting: Acting, actor: Actor, id: string): Promise<void> {
  await recorded(acting, actor, 'own_list.deleted', async (tx) => {
    const { own } = await locked(tx, actor, id)
    await deleteSaved(tx, id)
    return about(actor.accountId, own.list)
  })
}

/** Which columns this person wants to see from now on. */
export async function chooseColumns(acting: Acting, actor: Actor, list: ListName, columns: string[]): Promise<void> {
  const { accountId } = actor
  await recorded(acting, actor, 'own_list.columns_chosen', async (tx) => {
    await keepColumns(tx, { accountId, list, columns, chosenAt: acting.clock.now() })
    return about(accountId, list)
  })
}

/** Rows that one request takes out at most; a longer list is filtered first. */
export const mostTakenOut = 5_000

/**
 * Takes a list out as it is shown, in the person's own columns and with all its leaves, and records it: which, how many
 * rows, which columns. `rowsOf` gives a part of the list in its order. @throws Invalid when it is longer than allowed
 */
export async function takeOutList<K extends string>(
  acting: Acting,
  actor: Actor,
  { list, ...all }: { list: ListName; columns: Column<K>[]; rowsOf: (part: Part) => Promise<Row<K>[]> },
): Promise<{ columns: Column<K>[]; rows: Row<K>[] }> {
  const { accountId } = actor
  const rows = await all.rowsOf({ skip: 0, take: mostTakenOut + 1 })
  if (rows.length > mostTakenOut) throw new Invalid({ '': message('ownLists:tooLong', { most: mostTakenOut }) })
  const columns = shownColumns(all.columns, await chosenColumns(acting.db, accountId, list))
  const details = { list, rows: rows.length, columns: columns.map(({ key }) => key) }
  const record = { type: 'account', id: accountId, details }
  return recorded(acting, actor, 'list.exported', async () => ({ result: { columns, rows }, record }))
}

export type Part = { skip: number; take: number }

async function locked(tx: Tx, { accountId }: Actor, id: string) {
  await lockOwnLists(tx, accountId)
  const all = await savedFilters(tx, accountId)
  const own = all.find((one) => one.id === id)
  if (!own) throw new NotFound()
  return { own, all }
}

function about(accountId: string, list: ListName) {
  return { result: undefined, record: { type: 'account', id: accountId, details: { list } } }
}
