import type { Tx } from '../../db/client'
import type { ListName, OwnSetUp, SavedFilter } from './own-list'

/** A person's saved filters, of one list or of all, by name. */
export async function savedFilters(db: Tx, accountId: string, list?: ListName): Promise<SavedFilter[]> {
  const rows = await db.savedFilter.findMany({
    where: { accountId, list },
    select: { id: true, list: true, name: true, query: true },
    orderBy: [{ list: 'asc' }, { name: 'asc' }],
  })
  return rows.map((row) => ({ ...row, list: row.list as ListName }))
}

/** What a person has set up of one list. */
export async function ownSetUp(db: Tx, accountId: string, list: ListName): Promise<OwnSetUp> {
  const rows = await db.$queryRaw<{ chosen: string[] | null; saved: SavedFilter[] }[]>`
    SELECT (SELECT columns FROM column_choice WHERE account_id = ${accountId}::uuid AND list = ${list}) AS chosen,
           (SELECT coalesce(jsonb_agg(jsonb_build_object('id', id, 'list', list, 'name', name, 'query', query) ORDER BY name), '[]')
            FROM saved_filter WHERE account_id = ${accountId}::uuid AND list = ${list}) AS saved`
  return rows[0]!
}

/** Holds the person's own lists until the transaction ends: two tabs keep to the bound and to one name each. */
export async function lockOwnLists(tx: Tx, accountId: string): Promise<void> {
  await tx.$queryRaw`SELECT id FROM account WHERE id = ${accountId}::uuid FOR UPDATE`
}

/** Saves under a name; what had this name before is replaced. */
export async function keepFilter(tx: Tx, saved: SavedFilter & { accountId: string; madeAt: Date }): Promise<void> {
  const { accountId, list, name, query, madeAt } = saved
  const accountId_list_name = { accountId, list, name }
  await tx.savedFilter.upsert({ where: { accountId_list_name }, create: saved, update: { query, madeAt } })
}

export async function renameSaved(tx: Tx, id: string, name: string): Promise<void> {
  await tx.savedFilter.update({ where: { id }, data: { name } })
}

export async function deleteSaved(tx: Tx, id: string): Promise<void> {
  await tx.savedFilter.delete({ where: { id } })
}

/** The columns that a person chose for a list; null: as the list comes. */
export async function chosenColumns(db: Tx, accountId: string, list: ListName): Promise<string[] | null> {
  const row = await db.columnChoice.findUnique({ where: { accountId_list: { accountId, list } } })
  return row?.columns ?? null
}

export async function keepColumns(
  tx: Tx,
  choice: { accountId: string; list: ListName; columns: string[]; chosenAt: Date },
): Promise<void> {
  const { accountId, list, ...chosen } = choice
  await tx.columnChoice.upsert({ where: { accountId_list: { accountId, list } }, create: choice, update: chosen })
}
