import type { Request } from 'express'
import { scopeOf } from '../../accounts/scope'
import { countMoves } from '../../candidates/list/moves.store'
import type { Cycle } from '../../cycles/cycle'
import type { Deps } from '../../deps'
import { homePart, newsOf, type Waiting } from './home.view'
import { newsSince } from './last-visit.store'
import { waitingDesks, waitingForLeaders, waitingForOffice } from './waiting.store'

/** The top of a home; null for who neither has work waiting nor is told news of people. `more`: what the page has counted. */
export async function homeFor({ db, clock }: Deps, req: Request, cycle: Cycle, more: Waiting = {}) {
  const [{ actor, t }, today] = [req, clock.today()]
  const moves = newsOf[actor.role]
  if (!moves) return null
  const since = await newsSince(db, actor.accountId, today)
  const counts = await countMoves(db, scopeOf(actor), { cycleId: cycle.id, moves, since })
  const desks = await waitingDesks(db, actor, { cycle, today })
  const waiting = { ...(await ofRole(db, req, cycle, today)), ...desks, ...more }
  return homePart(actor.role, waiting, { since, today, counts }, t)
}

function ofRole(db: Deps['db'], { actor }: Request, cycle: Cycle, today: string) {
  if (actor.role === 'office') return waitingForOffice(db, actor, { cycle, today })
  return actor.role === 'leading_group' ? waitingForLeaders(db, { cycle, today }) : {}
}
