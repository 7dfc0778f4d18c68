import { recorded, type Acting } from '../../audit/recorded'
import { Invalid, NotFound, Refused } from '../../lib/errors'
import { newId } from '../../lib/ids'
import { message } from '../../lib/message'
import type { Actor } from '../actor'
import { dayProblems } from './deputy'
import { endProblem } from './deputy.policy'
import type { NamedDeputy } from './deputy.form'
import {
  insertDeputyship,
  lockDeputyship,
  lockNamings,
  markEnded,
  overlapping,
  possibleDeputies,
} from './deputies.store'

/** A signatory names who signs in their stead while they are away. @throws Invalid */
export async function nameDeputy(acting: Acting, actor: Actor, named: NamedDeputy): Promise<void> {
  await recorded(acting, actor, 'deputy.named', async (tx) => {
    const [signatoryId, departmentId, now] = [actor.accountId, actor.departmentId!, acting.clock.now()]
    const problems = dayProblems(named, acting.clock.today())
    if (Object.keys(problems).length) throw new Invalid(problems)
    await lockNamings(tx, departmentId)
    const possible = await possibleDeputies(tx, departmentId)
    if (!possible.some(({ id }) => id === named.deputyId))
      throw new Invalid({ deputyId: message('deputies:problem.deputy') })
    const busy = await overlapping(tx, { ...named, signatoryId })
    if (busy === 'signatory') throw new Invalid({ fromOn: message('deputies:problem.overlap') })
    if (busy === 'deputy') throw new Invalid({ deputyId: message('deputies:problem.busy') })
    await insertDeputyship(tx, { id: newId(now.getTime()), ...named, signatoryId, departmentId, madeAt: now })
    const details = { deputy: named.deputyId, from: named.fromOn, until: named.untilOn }
    return { result: undefined, record: { type: 'account', id: signatoryId, details } }
  })
}

/** Ended before its last day, by the signatory or the security administrator. @throws NotFound, Refused */
export async function endDeputyship(acting: Acting, actor: Actor, id: string): Promise<void> {
  await recorded(acting, actor, 'deputy.ended', async (tx) => {
    const deputyship = await lockDeputyship(tx, id)
    if (!deputyship) throw new NotFound()
    const problem = endProblem(actor, deputyship, acting.clock.today())
    if (problem) throw new Refused(problem, deputyship.endedAt ? 409 : 403)
    await markEnded(tx, id, { endedById: actor.accountId, endedAt: acting.clock.now() })
    const details = { deputy: deputyship.deputyId, from: deputyship.fromOn, until: deputyship.untilOn }
    return { result: undefined, record: { type: 'account', id: deputyship.signatoryId, details } }
  })
}
