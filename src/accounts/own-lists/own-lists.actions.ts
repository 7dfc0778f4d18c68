import { type Acting, recorded } from '../../audit/recorded'
import type { Tx } from '../../db/client'
import { Invalid, NotFound } from '../../lib/errors'
import { newId } from '../../lib/ids'
import { message } from '../../lib/message'
import type { Actor } from '../actor'
import { type ListName, mostSaved, type SavedFilter } from './own-list'
import { deleteSaved, keepColumns, keepFilter, lockOwnLists, renameSaved, savedFilters } from './own-lists.store'

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

/** Records that a list left the screen: which, how many rows, which columns. */
export async function exportedList(
  acting: Acting,
  actor: Actor,
  details: { list: ListName; rows: number; columns: string[] },
): Promise<void> {
  const record = { type: 'account', id: actor.accountId, details }
  await recorded(acting, actor, 'list.exported', async () => ({ result: undefined, record }))
}

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
