import { Invalid, NotFound, Refused } from '../lib/errors'
import { message, type Message } from '../lib/message'

/** A request that HTTP itself refuses; the sentence is errors:status.<status> unless another is named. */
export class HttpFailure extends Error {
  override name = 'HttpFailure'
  constructor(
    readonly status: Refusable,
    readonly key?: string,
  ) {
    super(key ?? String(status))
  }
}

type Refusable = 400 | 413 | 414 | 415 | 422
/** What the error page says: never the error's own words, which may hold names or secrets. */
export type Failure = { status: number; texts: Message[] }

/** Sorts every error into a status and sentences; what nobody foresaw is 500. */
export function failureOf(error: unknown): Failure {
  if (error instanceof NotFound) return plain(404)
  if (error instanceof Refused) return { status: error.status, texts: [error.reason] }
  if (error instanceof Invalid) return { status: 422, texts: Object.values(error.problems) }
  if (error instanceof HttpFailure)
    return { status: error.status, texts: [message(error.key ?? statusKey(error.status))] }
  return plain(statusOfLibrary(error))
}

function plain(status: number): Failure {
  return { status, texts: [message(statusKey(status))] }
}

function statusKey(status: number): string {
  return `errors:status.${status}.text`
}

/** Express and its body parser mark what the sender did wrong (http-errors: `expose`); the rest is our fault. */
function statusOfLibrary(error: unknown): number {
  const { status, expose } = (error ?? {}) as { status?: number; expose?: boolean }
  if (status === 404 || status === 413 || status === 415) return status
  return expose && status && status < 500 ? 400 : 500
}
