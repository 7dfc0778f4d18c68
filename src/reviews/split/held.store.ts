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

/** The account that `review v` was given to, as long as it is there and does not keep away; else it is everybody's. */
export const holder = Prisma.sql`
  (SELECT h.id FROM assignment g JOIN account h ON h.id = g.account_id
   WHERE g.review_id = v.id AND h.state = 'active' AND h.department_id = v.department_id
     AND NOT EXISTS (SELECT FROM recusal x WHERE x.review_id = v.id AND x.account_id = h.id))`

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
