import { Prisma } from '../../db/generated/client'
import type { Narrowing } from './pointer-list'

/** Pointers x whose rows name this township, and these words in the name of a person, a village or a department. */
export function naming({ township, words }: Narrowing): Prisma.Sql {
  const conditions = [
    township && Prisma.sql`(SELECT name FROM township WHERE id = ${township}::uuid) IN (${named('township')})`,
    words && Prisma.sql`EXISTS (${named(worded)} WHERE strpos(lower(v #>> '{}'), lower(${words})) > 0)`,
  ].filter((condition) => condition instanceof Prisma.Sql)
  return conditions.length ? Prisma.join(conditions, ' AND ') : Prisma.sql`TRUE`
}

// In the rows of all kinds; of a pointer about many, those that it names.
const worded = 'name|nameEn|other|relative|team|person|department|departmentEn'

/** The texts that stand under such a key anywhere in a row. */
function named(keys: string): Prisma.Sql {
  const path = `$.** ? (@.type() == "object").keyvalue() ? (@.key like_regex "^(${keys})$").value`
  return Prisma.sql`SELECT v #>> '{}' FROM jsonb_path_query(to_jsonb(x), ${path}::jsonpath) v`
}
