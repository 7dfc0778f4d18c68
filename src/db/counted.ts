import { Prisma } from './generated/client'

/** An object of counts, for each name the rows that meet its condition: several questions in one pass over a list. */
export function counted(conditions: Record<string, Prisma.Sql>): Prisma.Sql {
  const parts = Object.entries(conditions).map(
    ([name, condition]) => Prisma.sql`${Prisma.raw(`'${name}'`)}, count(*) FILTER (WHERE ${condition})`,
  )
  return Prisma.sql`jsonb_build_object(${Prisma.join(parts)})`
}
