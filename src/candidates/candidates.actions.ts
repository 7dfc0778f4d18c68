import type { Act } from '../audit/act'
import { recorded } from '../audit/recorded'
import type { Actor } from '../accounts/actor'
import { scopeOf } from '../accounts/scope'
import type { Db } from '../db/client'
import type { Clock } from '../lib/clock'
import { NotFound, Refused } from '../lib/errors'
import { mayAct, mayShowNumber } from './candidate.policy'
import { findCandidate } from './candidates.store'
import { type IdKeys, openId } from './id-seal'
import { insertEvents, lockInScope, moveCandidates, type Locked } from './steps/steps.store'
import { type CandidateAct, stageOf, stateOf, transitionOf } from './transitions'

export type CandidateDeps = { db: Db; clock: Clock; keys: IdKeys }

/** Steps that change nothing but the state; withdrawal and answers to a department also move the standing. */
export type PlainStep = 'submit' | 'resubmit' | 'pass' | 'return' | 'not_recommend'

/**
 * Takes one step for one or many candidates: all of them, or none and the reason.
 * @throws NotFound for an id outside the actor's scope, Refused with the first reason why not.
 */
export async function takeStep(
  deps: Pick<CandidateDeps, 'db' | 'clock'>,
  actor: Actor,
  ids: string[],
  act: PlainStep,
  words: string | null,
): Promise<number> {
  return recorded(
    deps,
    actor,
    auditActs[act],
    async (tx) => {
      const now = deps.clock.now()
      const locked = await lockInScope(tx, scopeOf(actor), ids, actor.accountId)
      if (locked.length < new Set(ids).size) throw new NotFound()
      const moves = locked.map((candidate) => ({ id: candidate.id, state: nextState(actor, candidate, act) }))
      await moveCandidates(tx, moves, now)
      const events = locked.map(({ id }) => ({ candidateId: id, kind: act, words }))
      await insertEvents(tx, actor, events, now)
      const records = locked.map(({ id }) => ({ type: 'candidate', id, details: { step: act } }))
      return { result: locked.length, records }
    },
    60,
  )
}

/** The ID number in full; that it was shown, and to whom, is recorded before it is. */
export async function showNumber(deps: CandidateDeps, actor: Actor, candidateId: string): Promise<string> {
  const permission = mayShowNumber(actor)
  if (!permission.allowed) throw new Refused(permission.reason)
  return recorded(deps, actor, 'candidate.number_shown', async (tx) => {
    const candidate = await findCandidate(tx, scopeOf(actor), candidateId)
    if (!candidate) throw new NotFound()
    const number = openId(deps.keys, candidate.idCipher, candidate.id)
    return { result: number, record: { type: 'candidate', id: candidateId } }
  })
}

/** Throws the reason when the actor may not take this step now. */
export function requireStep(actor: Actor, candidate: Locked, act: CandidateAct): void {
  const permission = mayAct(actor, { ...candidate, stage: stageOf(candidate) }, act)
  if (!permission.allowed) throw new Refused(permission.reason)
}

const auditActs: Record<PlainStep, Act> = {
  submit: 'candidate.submitted',
  resubmit: 'candidate.submitted',
  pass: 'candidate.screened',
  return: 'candidate.screened',
  not_recommend: 'candidate.screened',
}

function nextState(actor: Actor, candidate: Locked, act: CandidateAct) {
  requireStep(actor, candidate, act)
  return stateOf(transitionOf(stageOf(candidate), act)!.next)
}
