import type { Db, Tx } from '../../db/client'
import { linkHours } from './password-link'

/** A new link of an account; the ones before are void. */
export async function replaceLink(tx: Tx, accountId: string, digest: string, now: Date): Promise<void> {
  await tx.passwordLink.updateMany({ where: { accountId, usedAt: null }, data: { expiresAt: now } })
  const expiresAt = new Date(now.getTime() + linkHours * 3_600_000)
  await tx.passwordLink.create({ data: { digest, accountId, createdAt: now, expiresAt } })
}

export async function findLink(db: Db, digest: string) {
  const account = { select: { username: true, name: true, state: true } }
  return db.passwordLink.findUnique({ where: { digest }, include: { account } })
}

/** Uses a link up; null when it was used before, has expired, or its account is disabled. */
export async function useLink(tx: Tx, digest: string, now: Date): Promise<{ id: string } | null> {
  const usable = { digest, usedAt: null, expiresAt: { gt: now }, account: { state: 'active' } }
  const used = await tx.passwordLink.updateManyAndReturn({ where: usable, data: { usedAt: now } })
  return used[0] ? { id: used[0].accountId } : null
}

export async function storePassword(tx: Tx, accountId: string, passwordHash: string, now: Date): Promise<void> {
  await tx.account.update({ where: { id: accountId }, data: { passwordHash, passwordSetAt: now } })
}

export async function passwordHashOf(db: Db, accountId: string): Promise<string | null> {
  const row = await db.account.findUnique({ where: { id: accountId }, select: { passwordHash: true } })
  return row?.passwordHash ?? null
}
