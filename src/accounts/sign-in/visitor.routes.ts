import type { Request } from 'express'
import type { Doer } from '../../audit/recorded'

/** Somebody who has not signed in, as the audit trail knows them: an address and nothing else. */
export function visitorOf(req: Request): Doer {
  return { accountId: null, username: '', role: 'visitor', address: req.ip ?? '', requestId: String(req.id) }
}
