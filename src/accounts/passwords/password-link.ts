import { createHash, randomBytes } from 'node:crypto'

/** How long a one-time link can be used that is handed over at once, for a password forgotten. */
export const linkHours = 24
/** And one that goes out to many, on paper slips too, to people who have no password yet. */
export const invitationHours = 72

/** 256 random bits for the address; only their digest is kept. */
export function newLinkSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** The key of a link's row. */
export function linkDigest(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}

export type LinkState = 'open' | 'used' | 'expired' | 'unknown'

/** What has become of a link. */
export function linkStateOf(link: { usedAt: Date | null; expiresAt: Date } | null, now: Date): LinkState {
  if (!link) return 'unknown'
  if (link.usedAt) return 'used'
  return link.expiresAt.getTime() > now.getTime() ? 'open' : 'expired'
}
