import type { Tx } from '../db/client'
import type { CriteriaSet } from './criteria'
import type { CriteriaState } from './transitions'

/** A set as stored: one for each cycle. `digest` is there once frozen; `revision` goes up with every save. */
export type StoredCriteria = CriteriaSet & {
  id: string
  cycleId: string
  state: CriteriaState
  digest: string | null
  frozenAt: Date | null
  revision: number
}

/** The set in use in a cycle: the frozen one, before the first round the draft; null until one was chosen. */
export async function criteriaOfCycle(db: Tx, cycleId: string): Promise<StoredCriteria | null> {
  // 'frozen' sorts after 'draft'.
  const row = await db.criteriaSet.findFirst({ where: { cycleId }, orderBy: [{ state: 'desc' }, { version: 'desc' }] })
  return row && toStored(row)
}

export async function findCriteria(db: Tx, id: string): Promise<StoredCriteria | null> {
  const row = await db.criteriaSet.findUnique({ where: { id } })
  return row && toStored(row)
}

/** The cycle's set, locked until the transaction ends: acts judge and write one after the other. */
export async function lockCriteria(tx: Tx, cycleId: string): Promise<StoredCriteria | null> {
  await tx.$queryRaw`SELECT id FROM criteria_set WHERE cycle_id = ${cycleId}::uuid FOR UPDATE`
  return criteriaOfCycle(tx, cycleId)
}

/** Sets of other cycles that a new draft can be copied from, newest first. */
export async function listCriteriaToCopy(db: Tx, cycleId: string): Promise<(StoredCriteria & { cycleName: string })[]> {
  const rows = await db.criteriaSet.findMany({
    where: { cycleId: { not: cycleId } },
    include: { cycle: { select: { name: true, startsOn: true } } },
    orderBy: [{ cycle: { startsOn: 'desc' } }, { version: 'desc' }],
    take: 20,
  })
  return rows.map(({ cycle, ...row }) => ({ ...toStored(row), cycleName: cycle.name }))
}

export async function insertCriteria(tx: Tx, id: string, cycleId: string, criteria: CriteriaSet): Promise<void> {
  await tx.criteriaSet.create({ data: { id, cycleId, ...columnsOf(criteria) } })
}

/** Puts another text into a draft; the revision tells forms that were open meanwhile. */
export async function updateCriteria(tx: Tx, id: string, criteria: CriteriaSet): Promise<void> {
  await tx.criteriaSet.update({ where: { id }, data: { ...columnsOf(criteria), revision: { increment: 1 } } })
}

export async function markFrozen(
  tx: Tx,
  id: string,
  frozen: { digest: string; frozenAt: Date; frozenById: string },
): Promise<void> {
  await tx.criteriaSet.update({ where: { id }, data: { ...frozen, state: 'frozen', revision: { increment: 1 } } })
}

function columnsOf({ key, version, name, items, sanctions }: CriteriaSet) {
  return { key, version, name, items, sanctions }
}

type CriteriaRow = Omit<StoredCriteria, 'items' | 'sanctions' | 'state'> & {
  items: unknown
  sanctions: unknown
  state: string
  frozenById: string | null
}

// The columns were checked when the set was saved (criteria.form).
function toStored({ frozenById: _, ...row }: CriteriaRow): StoredCriteria {
  return {
    ...row,
    items: row.items as CriteriaSet['items'],
    sanctions: row.sanctions as CriteriaSet['sanctions'],
    state: row.state as CriteriaState,
  }
}
