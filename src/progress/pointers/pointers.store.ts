import { numbersUnderNames, peopleInTeams, relativePairs } from '../../candidates/structure/structure-lists.store'
import type { Tx } from '../../db/client'
import { Prisma } from '../../db/generated/client'
import { alonePointers, disputedPointers, turnedPointers } from './answers.store'
import { hastyPointers, pastedPointers } from './habits.store'
import { nearPointers, stuckPointers } from './people.store'
import { naming } from './naming.store'
import type { Look, PointerKey, PointerKind } from './pointer'
import type { Narrowing, PointersAsked } from './pointer-list'

/** Each kind's statement: `key`, `facts`, its place `n` in the list, and the columns that its row of the page prints. */
const sources: Record<PointerKind, (cycleId: string) => Prisma.Sql> = {
  stuck: stuckPointers,
  near: nearPointers,
  disputed: disputedPointers,
  turned: turnedPointers,
  names: numbersUnderNames,
  hasty: hastyPointers,
  pasted: pastedPointers,
  alone: alonePointers,
  R1: relativePairs,
  R3: peopleInTeams,
}

/** One pointer; `row` is of the kind's own type. */
export type Listed<Row> = { key: string; facts: string; row: Row; look: Look | null }

/** How many of each kind wait to be looked at, and how many of `kind` have been. */
export async function countPointers(
  db: Tx,
  cycleId: string,
  kinds: readonly PointerKind[],
  narrowing: Narrowing,
): Promise<Counts> {
  // In two halves: PostgreSQL runs a statement on one core.
  const halves = [0, 1].map((half) => kinds.filter((_, place) => place % 2 === half))
  const counts = await Promise.all(halves.map((some) => countKinds(db, cycleId, some, narrowing)))
  return Object.assign({}, ...counts) as Counts
}

type Counts = Record<string, { open: number; looked: number }>

async function countKinds(
  db: Tx,
  cycleId: string,
  kinds: readonly PointerKind[],
  narrowing: Narrowing,
): Promise<Counts> {
  const counts = kinds.map(
    (kind) => Prisma.sql`SELECT ${kind} AS kind, (count(*) FILTER (WHERE l.id IS NULL))::int AS open,
      count(l.id)::int AS looked FROM ${withLooks(cycleId, kind)} WHERE ${naming(narrowing)}`,
  )
  const rows = await db.$queryRaw<{ kind: string; open: number; looked: number }[]>`
    ${Prisma.join(counts, ' UNION ALL ')}`
  return Object.fromEntries(rows.map(({ kind, ...count }) => [kind, count]))
}

/** One page of a kind: those that wait, or those that have been looked at and are still the same. */
export async function listPointers<Row>(
  db: Tx,
  { cycleId, kind, looked, ...narrowing }: PointersAsked & { cycleId: string },
  part: { skip: number; take: number },
): Promise<Listed<Row>[]> {
  const rows = await db.$queryRaw<Found<Row>[]>`
    SELECT ${columns}, to_jsonb(x) AS row FROM ${withLooks(cycleId, kind)}
    LEFT JOIN account a ON a.id = l.looked_by_id
    WHERE (l.id IS NOT NULL) = ${looked} AND ${naming(narrowing)} ORDER BY x.n LIMIT ${part.take} OFFSET ${part.skip}`
  return rows.map(toListed)
}

/** The pointer of this key as it is now; null when there is none any more. */
export async function findPointer(
  db: Tx,
  cycleId: string,
  { kind, key }: Pick<PointerKey, 'kind' | 'key'>,
): Promise<Listed<unknown> | null> {
  const rows = await db.$queryRaw<Found<unknown>[]>`
    SELECT ${columns}, NULL AS row FROM ${withLooks(cycleId, kind)}
    LEFT JOIN account a ON a.id = l.looked_by_id WHERE x.key = ${key}`
  return rows[0] ? toListed(rows[0]) : null
}

export type NewLook = PointerKey & { id: string; cycleId: string; words: string; lookedById: string; lookedAt: Date }

/** False when it has been looked at already, as it is. */
export async function insertLook(tx: Tx, look: NewLook): Promise<boolean> {
  return (await tx.pointerLook.createMany({ data: [look], skipDuplicates: true })).count > 0
}

/** Pointers x of a kind, each with the look l at it as it is now. */
function withLooks(cycleId: string, kind: PointerKind): Prisma.Sql {
  return Prisma.sql`(${sources[kind](cycleId)}) x LEFT JOIN pointer_look l
    ON l.cycle_id = ${cycleId}::uuid AND l.kind = ${kind} AND l.key = x.key AND l.facts = md5(x.facts)`
}

const columns = Prisma.sql`x.key, md5(x.facts) AS facts, l.words, l.looked_at AS at, a.name AS by`

type Found<Row> = { key: string; facts: string; row: Row; words: string | null; at: Date | null; by: string | null }

function toListed<Row>({ key, facts, row, words, at, by }: Found<Row>): Listed<Row> {
  return { key, facts, row, look: at && { words: words ?? '', at, by: by ?? '' } }
}
