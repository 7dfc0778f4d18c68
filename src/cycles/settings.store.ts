import type { Tx } from '../db/client'

/** What the set-up list counts: a few rows each. */
export async function setUpCounts(db: Tx, cycleId: string | null) {
  const [townships, teams, departments, rounds] = await Promise.all([
    db.township.count(),
    db.team.count(),
    db.department.count({ where: { active: true } }),
    cycleId ? db.round.count({ where: { cycleId } }) : 0,
  ])
  return { townships, teams, departments, rounds, ...(await accountCounts(db)) }
}

/** Active accounts by what they are needed for, and units that still have nobody. */
async function accountCounts(db: Tx) {
  const active = { state: 'active' }
  const [township, department, townshipsWithout, departmentsWithout] = await Promise.all([
    db.account.count({ where: { ...active, townshipId: { not: null } } }),
    db.account.count({ where: { ...active, departmentId: { not: null } } }),
    db.township.count({ where: { accounts: { none: active } } }),
    db.department.count({ where: { active: true, accounts: { none: active } } }),
  ])
  return { accounts: township + department, townshipsWithout, departmentsWithout }
}

export type SetUpCounts = Awaited<ReturnType<typeof setUpCounts>>
