import type { Message } from './message'

/** The record does not exist, or does not exist for this actor (house rule 7). HTTP 404. */
export class NotFound extends Error {
  override name = 'NotFound'
}

/** The actor sees the record but may not do this now; `reason` says why. HTTP 403, or 409 when somebody else was faster. */
export class Refused extends Error {
  override name = 'Refused'
  constructor(
    readonly reason: Message,
    readonly status: 403 | 409 = 403,
  ) {
    super(reason.key)
  }
}

/** The input cannot be taken; one message per field ('' for the whole form). HTTP 422. */
export class Invalid extends Error {
  override name = 'Invalid'
  constructor(readonly problems: Record<string, Message>) {
    super(Object.keys(problems).join(','))
  }
}
