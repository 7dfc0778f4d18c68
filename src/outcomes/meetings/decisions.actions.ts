import type { Actor } from '../../accounts/actor'
import { recorded, type Acting } from '../../audit/recorded'
import type { Nearness } from '../../candidates/structure/nearness'
import { findCycle } from '../../cycles/cycles.store'
import type { Tx } from '../../db/client'
import { Invalid, NotFound, Refused } from '../../lib/errors'
import { message } from '../../lib/message'
import { type AgendaLine, listAgenda, saveDecision } from './agenda.store'
import { decisionProblems, type Decided, groundOf } from './meeting'
import { judged } from './meetings.actions'
import { attendancesOf } from './meetings.store'
import { nearPresent } from './nearness.store'

/** `saved: false`: somebody wrote this person's decision since the form was opened; `line` is what stands now. */
export type DecisionResult = { saved: true } | { saved: false; line: AgendaLine }

/**
 * Writes what the meeting decided on one person. Whoever is near to that person has left the room (domain §2), more than
 * half of those who stayed are for it, and enough stayed for the cycle's quorum.
 * @throws NotFound, Refused once the minutes are closed, Invalid with the field's problem.
 */
export async function decideOn(
  acting: Acting,
  actor: Actor,
  meetingId: string,
  itemId: string,
  { version, decided }: { version: number; decided: Decided },
): Promise<DecisionResult> {
  return recorded<DecisionResult>(acting, actor, 'meeting.decided', async (tx) => {
    const meeting = await judged(tx, actor, meetingId, 'decide')
    const [line] = await listAgenda(tx, { deliberationId: meetingId, ids: [itemId] })
    if (!line) throw new NotFound()
    if (line.withdrawn) throw new Refused(message('meetings:refused.withdrawn'), 409)
    if (line.standing !== line.standingNow) throw new Refused(message('meetings:refused.changed'), 409)
    if (line.version !== version) return { result: { saved: false, line }, records: [] }
    const cycle = await findCycle(tx, meeting.cycleId)
    const { voting, near } = await roomFor(tx, meetingId, line.candidateId)
    const room = { voting, near: [...near.keys()], quorum: cycle!.quorum }
    const item = { standing: line.standing, ground: groundOf(line) }
    const problems = decisionProblems(decided, item, { ...room, today: acting.clock.today() })
    if (Object.keys(problems).length) throw new Invalid(problems)
    await saveDecision(tx, itemId, version, decided)
    const details = { candidateId: line.candidateId, decision: decided.decision, recused: decided.recused.length }
    return { result: { saved: true }, record: { type: 'deliberation', id: meetingId, details } }
  })
}

/** Who votes, and who of them is near to this person, how, and has to leave the room. */
export async function roomFor(
  db: Tx,
  meetingId: string,
  candidateId: string,
): Promise<{ voting: string[]; near: Map<string, Nearness[]> }> {
  const attendances = (await attendancesOf(db, meetingId)).filter(({ votes }) => votes)
  return { voting: attendances.map(({ name }) => name), near: await nearPresent(db, attendances, candidateId) }
}
