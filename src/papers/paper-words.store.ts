import type { Item } from '../criteria/criteria'
import { criteriaOfCycle } from '../criteria/criteria.store'
import type { Tx } from '../db/client'
import { listDepartments } from '../organisations/organisations.store'

/** The frozen items and the departments that a list's words come from. */
export async function paperTerms(
  db: Tx,
  cycleId: string,
): Promise<{ items: Item[]; departments: { key: string; name: string; nameEn: string }[] }> {
  const criteria = await criteriaOfCycle(db, cycleId)
  return { items: criteria?.items ?? [], departments: await listDepartments(db, 'all') }
}
