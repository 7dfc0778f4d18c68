import type { Actor } from '../accounts/actor'
import { type Message, message } from '../lib/message'
import { type CandidateAct, type Stage, transitionOf, transitions } from './transitions'

/** Allowed, or why not. */
export type Permission = { allowed: true } | { allowed: false; reason: Message }

/** What the policy looks at. `ownHand`: the actor entered or corrected this file. */
export type ActedOn = { stage: Stage; townshipId: string; ownHand: boolean }

type Asking = Pick<Actor, 'role' | 'townshipId'>

/** Whether this person may take this step now; a page's buttons, the act and the tests share the answer. */
export function mayAct(actor: Asking, candidate: ActedOn, act: CandidateAct): Permission {
  if (!isTheirs(actor, act)) return refused(`role.${act}`)
  if (actor.townshipId !== null && actor.townshipId !== candidate.townshipId) return refused('township')
  const transition = transitionOf(candidate.stage, act)
  if (!transition) return refused(`stage.${candidate.stage}`)
  if (!transition.who.includes(actor.role)) return refused(`role.${act}`)
  return transition.notOwn && candidate.ownHand ? refused('ownHand') : { allowed: true }
}

/** The township enters its own files; the office may enter any. */
export function mayEnter(actor: Asking, townshipId: string): Permission {
  if (actor.role === 'office') return { allowed: true }
  if (actor.role !== 'township_clerk') return refused('role.enter')
  return actor.townshipId === townshipId ? { allowed: true } : refused('township')
}

/** Who may see an ID number whole; departments ask for it on their review's page. */
export function mayShowNumber(actor: Asking): Permission {
  const allowed = ['township_clerk', 'office', 'reviewer', 'signatory'].includes(actor.role)
  return allowed ? { allowed } : refused('role.showNumber')
}

/** Observers see names and places, townships no standing and no department; the county sees all. */
export function seesStandings(actor: Pick<Actor, 'role'>): boolean {
  return actor.role === 'office' || actor.role === 'leading_group'
}

function isTheirs(actor: Asking, act: CandidateAct): boolean {
  return transitions.some((transition) => transition.act === act && transition.who.includes(actor.role))
}

function refused(why: string): Permission {
  return { allowed: false, reason: message(`candidates:refused.${why}`) }
}
