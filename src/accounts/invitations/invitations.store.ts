import type { Db, Tx } from '../../db/client'
import type { Language } from '../../locales/catalogues'
import { invitationHours } from '../passwords/password-link'
import type { Role } from '../role'

/** Somebody who has set no password yet. */
export type Invited = {
  id: string
  name: string
  username: string
  role: Role
  unit: string | null
  unitEn: string | null
  email: string | null
  language: Language | null
}

/** At most this many are invited in one act. */
export const mostInvited = 500

/** Active accounts without a password, but for one's own, by unit. */
export async function listUninvited(db: Db | Tx, but: string): Promise<Invited[]> {
  return db.$queryRaw<Invited[]>`
    SELECT a.id, a.name, a.username, a.role, coalesce(t.name, d.name) AS unit, coalesce(t.name, d.name_en) AS "unitEn",
           a.email, a.language
    FROM account a LEFT JOIN township t ON t.id = a.township_id LEFT JOIN department d ON d.id = a.department_id
    WHERE a.state = 'active' AND a.password_hash IS NULL AND a.id <> ${but}::uuid
    ORDER BY t.position, t.name, d.position, d.name, a.role, a.username LIMIT ${mostInvited}`
}

/** Those of them that can still be invited, held until the transaction ends. */
export async function lockUninvited(tx: Tx, but: string): Promise<Invited[]> {
  await tx.$executeRaw`SELECT 1 FROM account WHERE state = 'active' AND password_hash IS NULL ORDER BY id FOR UPDATE`
  return listUninvited(tx, but)
}

/** New links, one an account; the ones before are void. */
export async function replaceLinks(tx: Tx, links: { accountId: string; digest: string }[], now: Date): Promise<void> {
  const ids = links.map(({ accountId }) => accountId)
  await tx.passwordLink.updateMany({ where: { accountId: { in: ids }, usedAt: null }, data: { expiresAt: now } })
  const expiresAt = new Date(now.getTime() + invitationHours * 3_600_000)
  await tx.passwordLink.createMany({ data: links.map((link) => ({ ...link, createdAt: now, expiresAt })) })
}
