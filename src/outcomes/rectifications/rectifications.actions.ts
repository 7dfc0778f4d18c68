import type { Actor } from '../../accounts/actor'
import { scopeOf } from '../../accounts/scope'
import { recorded, type Acting } from '../../audit/recorded'
import type { Tx } from '../../db/client'
import type { Day } from '../../lib/day'
import { Invalid, NotFound, Refused } from '../../lib/errors'
import { message } from '../../lib/message'
import { refuseStale } from '../../lib/stale'
import { listDepartments } from '../../organisations/organisations.store'
import { openRecheck } from '../../reviews/rechecks/rechecks.actions'
import { refuseDueDay } from '../../reviews/rechecks/sending/sending.actions'
import { proofOf, toPutRight } from './rectification'
import { mayRecheck, mayRecordProof, type Permission } from './rectification.policy'
import { lockRectification, type RectificationOnFile, saveProof, saveRecheck } from './rectifications.store'

export type Proof = { proof: string; handedInOn: Day }

/**
 * Records what was put right and by which papers; may be bettered until departments look at it. The same again leaves no
 * trace.
 * @throws NotFound outside the scope, Refused with the reason, Invalid, Stale when somebody else wrote meanwhile.
 */
export async function recordProof(
  acting: Acting,
  actor: Actor,
  outcomeId: string,
  { seen, ...proof }: Proof & { seen: string },
): Promise<void> {
  await recorded(acting, actor, 'rectification.recorded', async (tx) => {
    const [file, today] = [await locked(tx, actor, outcomeId), acting.clock.today()]
    refuse(mayRecordProof(actor, file, today))
    if (proof.handedInOn > today) throw problem('handedInFuture', proof.handedInOn)
    if (proof.handedInOn < file.decidedOn) throw problem('handedInEarly', file.decidedOn)
    if (file.proof === proof.proof && file.handedInOn === proof.handedInOn) return { result: undefined, records: [] }
    refuseStale(seen, proofOf(file))
    await saveProof(tx, { outcomeId, ...proof, by: actor.accountId, at: acting.clock.now() })
    return { result: undefined, record: { type: 'outcome', id: outcomeId, details: { handedInOn: proof.handedInOn } } }
  })
}

/**
 * Sends the items alone back to the departments that raised them; gives the recheck's id, also when it is open already.
 * @throws NotFound, Refused with the reason, Invalid for a due day that is past or too far.
 */
export async function recheckRectified(
  acting: Acting,
  actor: Actor,
  outcomeId: string,
  { dueOn, words }: { dueOn: Day; words: string },
): Promise<string> {
  refuseDueDay(dueOn, acting.clock.today())
  return recorded(acting, actor, 'recheck.opened', async (tx) => {
    const file = await locked(tx, actor, outcomeId)
    if (file.recheck === 'open' && actor.role === 'office') return { result: file.recheckId!, records: [] }
    refuse(mayRecheck(actor, file, acting.clock.today()))
    const { items, departmentKeys } = toPutRight(file.standing, file.groundItems)
    const departmentIds = await idsOf(tx, departmentKeys)
    const { candidateId } = file
    const asked = { candidateId, kind: 'rectify' as const, items, departmentIds, words, dueOn }
    const id = await openRecheck(tx, { ...asked, openedById: actor.accountId, openedAt: acting.clock.now() })
    await saveRecheck(tx, outcomeId, id)
    const details = { candidate: candidateId, kind: 'rectify', items, departments: departmentIds.length }
    return { result: id, record: { type: 'recheck', id, details } }
  })
}

async function locked(tx: Tx, actor: Actor, outcomeId: string): Promise<RectificationOnFile> {
  const file = await lockRectification(tx, scopeOf(actor), outcomeId)
  if (!file) throw new NotFound()
  return file
}

function refuse(permission: Permission): void {
  if (!permission.allowed) throw new Refused(permission.reason, permission.status)
}

function problem(why: string, day: Day): Invalid {
  return new Invalid({ handedInOn: message(`rectifications:problem.${why}`, { day }) })
}

async function idsOf(tx: Tx, keys: string[]): Promise<string[]> {
  return (await listDepartments(tx, 'all')).filter(({ key }) => keys.includes(key)).map(({ id }) => id)
}
