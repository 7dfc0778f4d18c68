import type { Tx } from '../db/client'
import { Prisma } from '../db/generated/client'
import { mostNamed, type Seen } from './check'

/** What is to be looked at, as a statement that gives one number, and what of it is wrong, as one that gives `record`. */
export type Question = { all: Prisma.Sql; wrong: Prisma.Sql }

/** One statement; of what is wrong only the first are fetched. */
export async function counted(tx: Tx, { all, wrong }: Question): Promise<Seen> {
  const rows = await tx.$queryRaw<{ checked: bigint; broken: bigint; records: string[] }[]>`
    WITH wrong AS MATERIALIZED (${wrong})
    SELECT (${all})::bigint AS checked, (SELECT count(*) FROM wrong) AS broken,
           ARRAY(SELECT record FROM wrong ORDER BY record LIMIT ${mostNamed}::int) AS records`
  const { checked, broken, records } = rows[0]!
  return { checked: Number(checked), broken: Number(broken), records }
}

/**
 * A look that takes as long as it takes, at one moment of the county, while others go on working.
 * Writing is refused.
 */
export async function settleDown(tx: Tx): Promise<void> {
  await tx.$executeRaw`SET TRANSACTION READ ONLY`
  await tx.$executeRaw`SET LOCAL statement_timeout = 0`
  await tx.$executeRaw`SET LOCAL idle_in_transaction_session_timeout = 0`
}

/** Several statements that give `record`, as one. */
export function together(wrong: Prisma.Sql[]): Prisma.Sql {
  return Prisma.join(wrong, ' UNION ALL ')
}

/** The rows of these tables, counted. */
export function rowsOf(...tables: string[]): Prisma.Sql {
  const counts = tables.map((table) => Prisma.sql`(SELECT count(*) FROM ${Prisma.raw(`"${table}"`)})`)
  return Prisma.sql`SELECT ${Prisma.join(counts, ' + ')}`
}
