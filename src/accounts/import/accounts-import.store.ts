import type { Tx } from '../../db/client'
import { newId } from '../../lib/ids'
import type { NewAccountCommand } from '../account.form'
import { listUnits } from '../accounts.store'
import type { Role } from '../role'
import type { AccountsShape } from './account-plan.form'

/** Units and the usernames that are taken. */
export async function accountsShape(db: Tx): Promise<AccountsShape> {
  const [{ townships, departments }, rows] = [
    await listUnits(db),
    await db.account.findMany({ select: { username: true } }),
  ]
  return { townships, departments, usernames: new Set(rows.map(({ username }) => username)) }
}

/** Townships and departments with the roles that have an account there already. */
export async function unitsWithRoles(db: Tx, lang: string) {
  const [{ townships, departments }, accounts] = [
    await listUnits(db),
    await db.account.findMany({
      where: { state: 'active' },
      select: { role: true, townshipId: true, departmentId: true },
    }),
  ]
  const rolesAt = (id: string) =>
    new Set(accounts.filter((one) => (one.townshipId ?? one.departmentId) === id).map(({ role }) => role as Role))
  return {
    townships: townships.map(({ id, name }) => ({ name, roles: rolesAt(id) })),
    departments: departments.map(({ id, name, nameEn }) => ({
      name: lang === 'en' ? nameEn : name,
      roles: rolesAt(id),
    })),
  }
}

/** One statement for all; returns their ids, fewer than commands where a username was taken meanwhile. */
export async function insertAccounts(
  tx: Tx,
  commands: readonly NewAccountCommand[],
  { createdById, now }: { createdById: string; now: Date },
): Promise<{ id: string; role: string }[]> {
  const rows = commands.map(({ idNumber: _none, ...command }) => ({
    ...command,
    id: newId(now.getTime()),
    createdAt: now,
    createdById,
  }))
  return tx.account.createManyAndReturn({ data: rows, skipDuplicates: true, select: { id: true, role: true } })
}
