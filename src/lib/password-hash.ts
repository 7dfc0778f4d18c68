import { hash, verify } from '@node-rs/argon2'
import { Refused } from './errors'
import { message } from './message'

/** argon2id; OWASP's second choice for memory with one pass more than it asks for. One hash takes some 30 ms. */
const strength = { memoryCost: 19_456, timeCost: 3, parallelism: 1 }

/** Hashes at once, and requests that may wait for their turn: beyond, an attack would take all memory and every core. */
const atOnce = 2
const mayWait = 40

/** Too many sign-ins at this moment. */
export class TooBusy extends Refused {
  override name = 'TooBusy'
  constructor() {
    super(message('accounts:signIn.busy'))
  }
}

/** argon2id in its encoded form, parameters and salt included. @throws TooBusy */
export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(normal(password), strength))
}

/**
 * Whether the password is the hashed one. Without a hash (no such account, or no password yet) the same work is done
 * and the answer is no, so that the time taken tells nothing. @throws TooBusy
 */
export function isPassword(encoded: string | null, password: string): Promise<boolean> {
  return inTurn(async () => (await verify(encoded ?? nobodys, normal(password))) && encoded !== null)
}

/** The hash of a password that nobody knows, at the strength above. */
const nobodys = '$argon2id$v=19$m=19456,t=3,p=1$fir7YS/RSL7iMxyDLQrlGA$VKEYFkn+FdYm5P3ijSEnRILMUL6bo3YyEiv+0/EFlYk'

// Memory and cores are the process's, so is the count.
let running = 0
const waiting: (() => void)[] = []

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= atOnce) {
    if (waiting.length >= mayWait) throw new TooBusy()
    await new Promise<void>((resolve) => waiting.push(resolve))
  } else running++
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else running--
  }
}

/** The same letters typed on another keyboard give the same password. */
function normal(password: string): string {
  return password.normalize('NFKC')
}
