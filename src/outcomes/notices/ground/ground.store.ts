import { criteriaOfCycle } from '../../../criteria/criteria.store'
import type { Tx } from '../../../db/client'
import type { Reason } from '../../../standings/standing'
import type { Snapshot } from '../../snapshot'
import type { Sources } from './gist'
import { groundDepartments, groundPapers, groundReasons } from './ground'
import { type DepartmentAccount, isAccountAsked } from '../../../reviews/rechecks/rechecks.store'

/** Whose words must not be in a notice about this outcome; see gist.ts. */
export async function sourcesOf(db: Tx, outcomeId: string): Promise<Sources> {
  const { reasons, candidateId, cycleId } = await groundOf(db, outcomeId)
  const criteria = await criteriaOfCycle(db, cycleId)
  const said = criteria?.items.map(({ text }) => text) ?? []
  const keys = groundDepartments(reasons)
  const departments = await db.department.findMany({
    where: { key: { in: keys } },
    select: { key: true, name: true },
  })
  const triggers = await db.trigger.findMany({
    where: { candidateId, kind: 'objection' },
    select: { source: true },
  })
  return { tips: triggers.map(({ source }) => source), papers: groundPapers(reasons, departments, said) }
}

/** The departments that a re-review asks: those whose found answers the ground rests on. */
export async function groundDepartmentIds(tx: Tx, outcomeId: string): Promise<string[]> {
  const { reasons } = await groundOf(tx, outcomeId)
  const rows = await tx.department.findMany({
    where: { key: { in: groundDepartments(reasons) } },
    select: { id: true },
    orderBy: { position: 'asc' },
  })
  return rows.map(({ id }) => id)
}

async function groundOf(
  db: Tx,
  outcomeId: string,
): Promise<{ reasons: Reason[]; candidateId: string; cycleId: string }> {
  const { snapshot, groundItems, candidateId, candidate } = await db.outcome.findUniqueOrThrow({
    where: { id: outcomeId },
    select: { snapshot: true, groundItems: true, candidateId: true, candidate: { select: { cycleId: true } } },
  })
  // Written by takeSnapshots from the rule's own result.
  const reasons = groundReasons((snapshot as Snapshot).standing.reasons, groundItems)
  return { reasons, candidateId, cycleId: candidate.cycleId }
}

/** Whether a department looks again at what a notice is about, and this account of it does not keep away. */
export async function isReReviewing(db: Tx, who: DepartmentAccount, noticeId: string): Promise<boolean> {
  const notice = await db.notice.findUnique({ where: { id: noticeId }, select: { recheckId: true } })
  return isAccountAsked(db, notice?.recheckId ?? null, who)
}
