import type { Actor } from '../../accounts/actor'
import type { Tx } from '../../db/client'
import { Prisma } from '../../db/generated/client'

/** Whose part of the queue: '' is the reader's own with what nobody has, 'none' what nobody has; else an account's id. */
export type Whose = string

/** Who reads: a signatory answers for the whole department, so its own part is everybody's. */
export type Holding = { accountId: string; signs: boolean }

export function holdingOf({ accountId, role }: Pick<Actor, 'accountId' | 'role'>): Holding {
  return { accountId, signs: role === 'signatory' }
}

/** Joins to `review v` whom it was given to. */
export const heldJoin = Prisma.sql`
  LEFT JOIN assignment given ON given.review_id = v.id
  LEFT JOIN account held ON held.id = given.account_id AND held.state = 'active' AND held.department_id = v.department_id
  LEFT JOIN recusal kept ON kept.review_id = v.id AND kept.account_id = given.account_id`

/** The account that it was given to, as long as that is there and does not keep away; else it is everybody's. */
export const holder = Prisma.sql`(CASE WHEN kept.account_id IS NULL THEN held.id END)`

/** `review v` belongs to this part of the queue. */
export function isHeld(whose: Whose, { accountId, signs }: Holding): Prisma.Sql {
  if (whose === 'all' || (whose === '' && signs)) return Prisma.sql`TRUE`
  if (whose === 'none') return Prisma.sql`${holder} IS NULL`
  if (whose === '') return Prisma.sql`coalesce(${holder} = ${accountId}::uuid, TRUE)`
  return Prisma.sql`coalesce(${holder} = ${whose}::uuid, FALSE)`
}

/** Who saved a draft has taken the work over; what was given to nobody stays so. */
export async function followDrafters(tx: Tx, reviewIds: readonly string[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE assignment g SET account_id = v.drafted_by_id, by_id = v.drafted_by_id, at = v.drafted_at FROM review v
    WHERE v.id = g.review_id AND v.id = ANY(${[...reviewIds]}::uuid[]) AND v.drafted_by_id <> g.account_id`
}
