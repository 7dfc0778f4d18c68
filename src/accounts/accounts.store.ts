import type { Db, Tx } from '../db/client'
import { Prisma } from '../db/generated/client'
import type { Account, AccountState } from './account'
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
