import { nameDeputy } from '../../src/accounts/deputies/deputies.actions'
import { addDays, type Day } from '../../src/lib/day'
import type { QueueOf } from '../../src/reviews/queue/queue.store'
import { planOf, splitQueue } from '../../src/reviews/split/split.actions'
import type { Cast } from './cast'
import type { Story } from './story'

/** Days for which the demo's police signatory is away. */
const daysAway = 10

/** 分工与代签: discipline has split what nobody has begun between its two, and somebody signs for the police. */
export async function shareWork({ deps, minutes }: Story, cast: Cast, cycleId: string, today: Day): Promise<void> {
  minutes(10)
  const signatory = cast.signatory('discipline')
  const { accountId, departmentId } = signatory
  const of: QueueOf = { accountId, departmentId, cycleId, signs: true }
  const people = [cast.reviewer('discipline'), cast.secondReviewer('discipline')].map((one) => one.accountId)
  const { digest: shown } = await planOf(deps.db, of, { way: 'evenly', people })
  await splitQueue(deps, signatory, of, { way: 'evenly', people, shown })
  minutes(2)
  await nameDeputy(deps, cast.signatory('police'), {
    deputyId: cast.secondReviewer('police').accountId,
    fromOn: today,
    untilOn: addDays(today, daysAway - 1),
    words: '外出培训（演示）',
  })
}
