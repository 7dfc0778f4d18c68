import { addWorkingDays } from '../../src/cycles/calendar/working-days'
import { readCalendar } from '../../src/cycles/calendar/calendar.store'
import { sendingDigest } from '../../src/reviews/rechecks/sending/sending'
import { sendDisputesBack } from '../../src/reviews/rechecks/sending/sending.actions'
import { waitingPeople } from '../../src/reviews/rechecks/sending/waiting.store'
import type { Cast } from './cast'
import type { Story } from './story'

/** 复查: some of the disputes have gone back to the departments; the others, and the gaps, wait for the office. */
export async function sendSomeBack({ deps, minutes }: Story, cast: Cast, cycleId: string): Promise<void> {
  minutes(15)
  const page = { skip: 0, take: 2 }
  const people = await waitingPeople(deps.db, { cycleId, standing: 'disputed' }, page)
  const dueOn = addWorkingDays(deps.clock.today(), 3, await readCalendar(deps.db))
  await sendDisputesBack(deps, cast.office, {
    cycleId,
    candidateIds: people.map(({ candidateId }) => candidateId),
    shown: sendingDigest(people),
    dueOn,
    words: '请核对裁判文书原件，演示用。',
  })
}
