import type { Tx } from '../db/client'

/** What the set-up list counts: a few rows each. */
export async function setUpCounts(db: Tx, cycleId: string | null) {
  const [townships, teams, departments, rounds, files, screened] = await Promise.all([
    db.township.count(),
    db.team.count(),
    db.department.count({ where: { active: true } }),
    cycleId ? db.round.count({ where: { cycleId } }) : 0,
    cycleId ? db.candidate.count({ where: { cycleId } }) : 0,
    cycleId ? db.candidate.count({ where: { cycleId, state: 'passed' } }) : 0,
  ])
  return { townships, teams, departments, rounds, files, screened, ...(await accountCounts(db)) }
}

/** Active accounts by what they are needed for, and units that still have nobody. */
async function accountCounts(db: Tx) {
  const active = { state: 'active' }
  const [township, department, offices, uninvited, townshipsWithout, departmentsWithout] = await Promise.all([
    db.account.count({ where: { ...active, townshipId: { not: null } } }),
    db.account.count({ where: { ...active, departmentId: { not: null } } }),
    db.account.count({ where: { ...active, role: 'office', passwordHash: { not: null } } }),
    db.account.count({ where: { ...active, passwordHash: null } }),
    db.township.count({ where: { accounts: { none: active } } }),
    db.department.count({ where: { active: true, accounts: { none: active } } }),
  ])
  return { accounts: township + department, offices, uninvited, townshipsWithout, departmentsWithout }
}

export type SetUpCounts = Awaited<ReturnType<typeof setUpCounts>>
