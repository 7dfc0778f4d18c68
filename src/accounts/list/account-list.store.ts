import type { Db } from '../../db/client'
import type { Prisma } from '../../db/generated/client'
import { sortMeant } from '../../lib/sort'
import type { AccountFilter, ListedAccount } from '../account'
import { listed, toListed } from '../accounts.store'
import { type AccountSort, accountSorts } from './account-list'

/** One page of the list in the order asked for, by username where that says nothing. */
export async function listAccounts(
  db: Db,
  filter: AccountFilter & { sort?: AccountSort },
  { now, skip, take }: { skip: number; take: number; now: Date },
): Promise<ListedAccount[]> {
  const orderBy = [...orderOf(filter.sort ?? 'role'), { username: 'asc' as const }]
  const rows = await db.account.findMany({ where: whereOf(filter, now), orderBy, skip, take, select: listed })
  return rows.map(toListed)
}

export function countAccounts(db: Db, filter: AccountFilter, now: Date): Promise<number> {
  return db.account.count({ where: whereOf(filter, now) })
}

type By = Prisma.AccountOrderByWithRelationInput

function orderOf(sort: AccountSort): By[] {
  const { key, order } = sortMeant(sort, accountSorts)
  const way = order === 'ascending' ? 'asc' : 'desc'
  const orders: Record<keyof typeof accountSorts, By[]> = {
    role: [{ role: way }],
    username: [{ username: way }],
    name: [{ name: way }],
    unit: [
      { township: { position: way } },
      { township: { name: way } },
      { department: { position: way } },
      { department: { name: way } },
    ],
    lastSignInAt: [{ lastSignInAt: { sort: way, nulls: 'last' } }],
    createdAt: [{ createdAt: way }],
  }
  return orders[key]
}

function whereOf({ role, state, words }: AccountFilter, now: Date): Prisma.AccountWhereInput {
  const named = { contains: words, mode: 'insensitive' as const }
  return { role, ...inState(state, now), ...(words ? { AND: { OR: [{ username: named }, { name: named }] } } : {}) }
}

/** An account that nobody has signed in to for this many days is asked about. */
export const unusedDays = 90

function inState(state: AccountFilter['state'], now: Date): Prisma.AccountWhereInput {
  if (state === 'no_password') return { state: 'active', passwordHash: null }
  if (state !== 'unused') return { state }
  const lt = new Date(now.getTime() - unusedDays * 86_400_000)
  const never = { lastSignInAt: null, passwordSetAt: { lt } }
  return { state: 'active', passwordHash: { not: null }, OR: [{ lastSignInAt: { lt } }, never] }
}
