import type { Request } from 'express'
import { scopeOf } from '../../accounts/scope'
import { sinceLastAct } from '../../audit/since-last-act.store'
import { countMoves } from '../../candidates/list/moves.store'
import type { Cycle } from '../../cycles/cycle'
import type { Deps } from '../../deps'
import { type Desk, desksOf } from '../../outcomes/notices/desk/desk'
import { homePart, newsOf, type Waiting } from './home.view'
import { newsSince } from './last-visit.store'
import { waitingForLeaders, waitingForOffice } from './waiting.store'

/** What the page counts anyway, at the same time: who stands at which desk of notice and re-review, and what else waits. */
type Counted = { desks: Map<Desk, number>; more?: Waiting }

/** The top of a home; null for who neither has work waiting nor is told news of people. */
export async function homeFor({ db, clock }: Deps, req: Request, cycle: Cycle, counted: Promise<Counted>) {
  const [{ actor, t }, today] = [req, clock.today()]
  const moves = newsOf[actor.role]
  if (!moves) return null
  const since = await newsSince(db, actor.accountId, today)
  const [scope, asked] = [scopeOf(actor), { cycleId: cycle.id, moves, since }]
  const [counts, waits] = await sinceLastAct(db, 'home', [scope, actor.role, asked, today], () =>
    Promise.all([countMoves(db, scope, asked), ofRole(db, req, cycle, today)]),
  )
  const { desks, more = {} } = await counted
  const mine = (desksOf[actor.role] ?? []).map((desk) => [desk, desks.get(desk) ?? 0])
  const waiting = { ...waits, ...Object.fromEntries(mine), ...more } as Waiting
  return homePart(actor.role, waiting, { since, today, counts }, t)
}

function ofRole(db: Deps['db'], { actor }: Request, cycle: Cycle, today: string) {
  if (actor.role === 'office') return waitingForOffice(db, actor, { cycle, today })
  return actor.role === 'leading_group' ? waitingForLeaders(db, { cycle, today }) : {}
}
