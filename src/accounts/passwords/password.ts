import { message, type Message } from '../../lib/message'
import { commonPasswords } from './common-passwords'

export const shortestPassword = 10
/** Longer ones are refused before they are hashed. */
export const longestPassword = 200

export type Strength = 'fair' | 'good' | 'strong'

/** Why a password cannot be taken, or null. Length counts, not kinds of characters (NIST SP 800-63B §3.1.1). */
export function passwordProblem(password: string, username: string): Message | null {
  const plain = password.normalize('NFKC').toLowerCase()
  const length = lengthOf(plain)
  if (length < shortestPassword) return message('accounts:password.tooShort', { shortest: shortestPassword, length })
  if (length > longestPassword) return message('accounts:password.tooLong', { longest: longestPassword })
  if (plain.includes(username)) return message('accounts:password.hasUsername')
  if (commonPasswords.has(plain) || new Set(plain).size < 5) return message('accounts:password.common')
  return null
}

/** In words, for a password that is taken: by length and by how much differs in it. */
export function strengthOf(password: string): Strength {
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z\d]/].filter((kind) => kind.test(password)).length
  const points = lengthOf(password) + 2 * kinds + new Set(password).size
  return points >= 36 ? 'strong' : points >= 24 ? 'good' : 'fair'
}

/** Characters as people count them. */
function lengthOf(text: string): number {
  return [...text].length
}
