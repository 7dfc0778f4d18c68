import type { Actor } from '../../../accounts/actor'
import { recorded, type Acting } from '../../../audit/recorded'
import type { Tx } from '../../../db/client'
import { addMonths, type Day } from '../../../lib/day'
import { Invalid, Refused } from '../../../lib/errors'
import { message } from '../../../lib/message'
import { listDepartments } from '../../../organisations/organisations.store'
import { lockCandidates } from '../../../standings/standings.store'
import type { RecheckPlan } from '../recheck'
import { cancelRecheck, openRecheck } from '../rechecks.actions'
import { disputeOf, sendingDigest, unansweredOf } from './sending'
import { openOfKind, waitingPeople } from './waiting.store'

/** What the office says of everything that it sends back at once. */
export type Sent = { dueOn: Day; words: string }

/**
 * Sends disputed items back, each person's to the departments that differ on them: all, or nothing. `shown` is the digest
 * of the preview. Gives how many; 0 when this was done a moment ago (a second click).
 * @throws Invalid for a due day that is past or too far, Refused 409 when something changed since the preview.
 */
export async function sendDisputesBack(
  acting: Acting,
  actor: Actor,
  { cycleId, candidateIds, shown, ...sent }: Sent & { cycleId: string; candidateIds: string[]; shown: string },
): Promise<number> {
  refuseDueDay(sent.dueOn, acting.clock.today())
  return recorded(
    acting,
    actor,
    'recheck.opened',
    async (tx) => {
      await lockCandidates(tx, candidateIds)
      const people = await waitingPeople(tx, { cycleId, standing: 'disputed', ids: candidateIds })
      if (!people.length && (await openOfKind(tx, candidateIds, 'dispute')).size === candidateIds.length)
        return { result: 0, records: [] }
      if (sendingDigest(people) !== shown) throw changed()
      const keys = await departmentIds(tx)
      const records = []
      for (const { candidateId, reasons } of people) {
        const { items, departmentKeys } = disputeOf(reasons)
        const asked = { candidateId, kind: 'dispute' as const, items, departmentIds: departmentKeys.map(idIn(keys)) }
        records.push(await opened(tx, acting, actor, { ...asked, ...sent }))
      }
      return { result: people.length, records }
    },
    60,
  )
}

/**
 * Assigns an item that nobody answered for to one of its owners; gives the recheck's id, also when it is open already.
 * @throws Refused 409 when the item has been answered since, or the department does not own it.
 */
export async function assignGap(
  acting: Acting,
  actor: Actor,
  gap: Sent & { cycleId: string; candidateId: string; code: string; departmentId: string },
): Promise<string> {
  const { cycleId, candidateId, code, departmentId, dueOn, words } = gap
  refuseDueDay(dueOn, acting.clock.today())
  return recorded(acting, actor, 'recheck.opened', async (tx) => {
    await lockCandidates(tx, [candidateId])
    const before = (await openOfKind(tx, [candidateId], 'gap')).get(candidateId)
    if (before) return { result: before, records: [] }
    const [person] = await waitingPeople(tx, { cycleId, standing: 'gap', ids: [candidateId] })
    const item = unansweredOf(person?.reasons ?? []).find((one) => one.code === code)
    const keys = await departmentIds(tx)
    if (!item?.owners.some(({ departmentKey }) => keys.get(departmentKey) === departmentId)) throw changed()
    const asked = { candidateId, kind: 'gap' as const, items: [code], departmentIds: [departmentId], dueOn, words }
    const record = await opened(tx, acting, actor, asked)
    return { result: record.id, record }
  })
}

/** @throws NotFound, or Refused 409 when it has ended already. */
export async function withdrawRecheck(acting: Acting, actor: Actor, id: string, words: string): Promise<void> {
  await recorded(acting, actor, 'recheck.cancelled', async (tx) => {
    const candidate = await cancelRecheck(tx, { id, by: actor.accountId, at: acting.clock.now(), words })
    return { result: undefined, record: { type: 'recheck', id, details: { candidate } } }
  })
}

/** A recheck is answered within days; a day of another year is a slip of the pen. */
export function refuseDueDay(dueOn: Day, today: Day): void {
  if (dueOn < today) throw new Invalid({ dueOn: message('rechecks:problem.duePast', { day: dueOn }) })
  if (dueOn > addMonths(today, 6)) throw new Invalid({ dueOn: message('rechecks:problem.dueFar', { day: dueOn }) })
}

type Asked = Omit<RecheckPlan, 'openedById' | 'openedAt'>

async function opened(tx: Tx, { clock }: Acting, actor: Actor, asked: Asked) {
  const id = await openRecheck(tx, { ...asked, openedById: actor.accountId, openedAt: clock.now() })
  const { candidateId: candidate, kind, items, departmentIds: departments } = asked
  return { type: 'recheck', id, details: { candidate, kind, items, departments: departments.length } }
}

function changed(): Refused {
  return new Refused(message('rechecks:refused.changed'), 409)
}

async function departmentIds(tx: Tx): Promise<Map<string, string>> {
  return new Map((await listDepartments(tx, 'all')).map(({ key, id }) => [key, id]))
}

function idIn(ids: Map<string, string>): (key: string) => string {
  return (key) => ids.get(key)!
}
