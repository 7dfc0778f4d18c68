import type { Db, Tx } from '../db/client'
import { Prisma } from '../db/generated/client'
import type { Account, AccountState, ListedAccount } from './account'
import type { Language } from '../locales/catalogues'
import type { Role } from './role'

export type SignInAccount = { id: string; username: string; role: Role; passwordHash: string | null }

/** The account that may sign in by this name; a disabled one is as good as none. */
export async function findForSignIn(db: Db, username: string): Promise<SignInAccount | null> {
  const select = { id: true, username: true, role: true, passwordHash: true }
  const row = await db.account.findFirst({ where: { username, state: 'active' }, select })
  return row && { ...row, role: row.role as Role }
}

/** False when the account was disabled meanwhile. */
export async function markSignedIn(tx: Tx, id: string, now: Date): Promise<boolean> {
  const { count } = await tx.account.updateMany({ where: { id, state: 'active' }, data: { lastSignInAt: now } })
  return count === 1
}

export async function findAccount(db: Db | Tx, id: string): Promise<ListedAccount | null> {
  const row = await db.account.findUnique({ where: { id }, select: listed })
  return row && toListed(row)
}

/** The same, and nobody else may change it until the transaction ends. */
export async function lockAccount(tx: Tx, id: string): Promise<ListedAccount | null> {
  await tx.$executeRaw`SELECT 1 FROM account WHERE id = ${id}::uuid FOR UPDATE`
  return findAccount(tx, id)
}

/** Locks the system administrators who can sign in, so that two do not disable each other at once; returns their ids. */
export async function lockWorkingAdmins(tx: Tx): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM account
    WHERE role = 'system_admin' AND state = 'active' AND password_hash IS NOT NULL ORDER BY id FOR UPDATE`
  return rows.map(({ id }) => id)
}

export async function workingAdmins(db: Db): Promise<string[]> {
  const where = { role: 'system_admin', state: 'active', passwordHash: { not: null } }
  return (await db.account.findMany({ where, select: { id: true } })).map(({ id }) => id)
}

/** What tells whom the person is near to. */
type Nearby = { teamId: string | null; idDigest: string | null }
type Reached = Partial<Pick<Account, 'email' | 'language'>>

/** False when the username is taken. */
export async function insertAccount(
  tx: Tx,
  account: Pick<Account, 'id' | 'username' | 'name' | 'role' | 'townshipId' | 'departmentId' | 'createdAt'> &
    Nearby &
    Reached,
  createdById: string | null,
): Promise<boolean> {
  const { count } = await tx.account.createMany({ data: { ...account, createdById }, skipDuplicates: true })
  return count === 1
}

export async function updateAccount(
  tx: Tx,
  id: string,
  change: Partial<Pick<Account, 'name' | 'role' | 'townshipId' | 'departmentId' | 'state'> & Nearby & Reached>,
): Promise<void> {
  await tx.account.update({ where: { id }, data: change })
}

/** The oldest system administrator as long as nobody at all has a password; null when there is none. */
export async function findFirstAdministrator(db: Db): Promise<{ id: string } | null | 'not needed'> {
  const select = { id: true }
  if (await db.account.findFirst({ where: { passwordHash: { not: null } }, select })) return 'not needed'
  return db.account.findFirst({ where: { role: 'system_admin' }, select, orderBy: { createdAt: 'asc' } })
}

export async function teamExists(tx: Tx, id: string): Promise<boolean> {
  return !!(await tx.team.findUnique({ where: { id }, select: { id: true } }))
}

/** Whether the township or department that an account is to be bound to exists. */
export async function unitExists(tx: Tx, unit: Pick<Account, 'townshipId' | 'departmentId'>): Promise<boolean> {
  const select = { id: true }
  if (unit.townshipId) return !!(await tx.township.findUnique({ where: { id: unit.townshipId }, select }))
  if (unit.departmentId) return !!(await tx.department.findUnique({ where: { id: unit.departmentId }, select }))
  return true
}

/** The townships, their villages, and the departments to choose from, in their order on lists. */
export async function listUnits(db: Db | Tx) {
  const orderBy = [{ position: 'asc' as const }, { name: 'asc' as const }]
  // One after the other: inside a transaction there is one connection.
  const townships = await db.township.findMany({ orderBy, select: { id: true, name: true } })
  const teams = await db.team.findMany({ orderBy, select: { id: true, name: true, townshipId: true } })
  const select = { id: true, name: true, nameEn: true }
  const departments = await db.department.findMany({ orderBy, where: { active: true }, select })
  return { townships, teams, departments }
}

/** What an account is listed with. */
export const listed = {
  id: true,
  username: true,
  name: true,
  role: true,
  townshipId: true,
  departmentId: true,
  teamId: true,
  idDigest: true,
  email: true,
  language: true,
  state: true,
  createdAt: true,
  passwordSetAt: true,
  lastSignInAt: true,
  township: { select: { name: true } },
  department: { select: { name: true, nameEn: true } },
  team: { select: { name: true, township: { select: { name: true } } } },
} satisfies Prisma.AccountSelect

type Row = Prisma.AccountGetPayload<{ select: typeof listed }>

/** The digest goes no further: everybody above asks only whether the number is known. */
export function toListed({ township, department, team, idDigest, ...row }: Row): ListedAccount {
  const unit = township?.name ?? department?.name ?? null
  const unitEn = township?.name ?? department?.nameEn ?? null
  const words = { unit, unitEn, team: team && `${team.township.name} · ${team.name}` }
  const { role, state, language } = row as { role: Role; state: AccountState; language: Language | null }
  return { ...row, ...words, role, state, language, idKnown: idDigest !== null }
}
