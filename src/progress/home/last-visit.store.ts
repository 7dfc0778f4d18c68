import type { Tx } from '../../db/client'
import { dayInChina } from '../../lib/clock'
import { addDays, type Day } from '../../lib/day'

/** Days that are always news, so that who signs in often misses nothing, and after which nothing is. */
const [least, most] = [3, 14] as const

/** The day since which things are news to this person: that of the sign-in before the present one, within bounds. */
export async function newsSince(db: Tx, accountId: string, today: Day): Promise<Day> {
  const rows = await db.$queryRaw<{ at: Date }[]>`
    SELECT at FROM audit_entry WHERE actor_id = ${accountId}::uuid AND act = 'account.signed_in'
    ORDER BY at DESC LIMIT 1 OFFSET 1`
  const [earliest, latest] = [addDays(today, -most), addDays(today, -least)]
  const day = rows[0] ? dayInChina(rows[0].at) : latest
  return day < earliest ? earliest : day > latest ? latest : day
}
