import type { Actor } from '../../accounts/actor'
import type { Act } from '../../audit/act'
import { appendEntries } from '../../audit/audit.store'
import { entryOf, recorded, type Acting } from '../../audit/recorded'
import { findCycle } from '../../cycles/cycles.store'
import type { Tx } from '../../db/client'
import { Invalid, NotFound, Refused } from '../../lib/errors'
import { newId } from '../../lib/ids'
import { message } from '../../lib/message'
import type { Day } from '../../lib/day'
import { lockCandidates } from '../../standings/standings.store'
import { type AgendaLine, appendAgenda, listAgenda, listUnplaced, removeItems } from './agenda.store'
import { closingProblems, type Attendance, type Meeting, type MeetingAct } from './meeting'
import { mayKeep } from './meeting.policy'
import { attendancesOf, closeMinutes, insertMeeting, lockMeeting, membersOf, saveAttendances } from './meetings.store'

export type Call = { metOn: Day; place: string; documentNumber: string }

/** Calls a meeting; its agenda is filled with everybody who is referred, held or disputed. Gives its id. */
export async function callMeeting(acting: Acting, actor: Actor, cycleId: string, call: Call): Promise<string> {
  const refused = mayKeep(actor, null, 'call')
  if (refused) throw new Refused(refused)
  return recorded(acting, actor, 'meeting.called', async (tx) => {
    const id = newId()
    await insertMeeting(tx, { id, cycleId, ...call }, { createdById: actor.accountId, createdAt: acting.clock.now() })
    const people = await fill(tx, acting, actor, { id, cycleId })
    return { result: id, record: { type: 'deliberation', id, details: { metOn: call.metOn, people } } }
  })
}

/**
 * Brings the agenda up to date: who came to it since is put at its end, and whoever nobody has decided on yet and who is
 * no longer to be deliberated is taken off. Gives how many were put on it.
 */
export async function refillAgenda(acting: Acting, actor: Actor, id: string): Promise<number> {
  return recorded(acting, actor, 'meeting.changed', async (tx) => {
    const meeting = await judged(tx, actor, id, 'fill')
    const agenda = await listAgenda(tx, { deliberationId: id })
    const over = agenda.filter(
      (line) => line.decision === null && (line.withdrawn || line.standing !== line.standingNow),
    )
    const people = await fill(tx, acting, actor, meeting, over)
    return { result: people, record: { type: 'deliberation', id, details: { people, removed: over.length } } }
  })
}

/** Who is present: members by account, other voting members and guests by name. */
export async function recordAttendance(
  acting: Acting,
  actor: Actor,
  id: string,
  { members, others, guests }: { members: string[]; others: string[]; guests: string[] },
): Promise<void> {
  await recorded(acting, actor, 'meeting.changed', async (tx) => {
    await judged(tx, actor, id, 'attend')
    const known = (await membersOf(tx)).filter((member) => members.includes(member.id))
    if (known.length !== members.length) throw new Invalid({ members: message('meetings:problem.members') })
    const present: Omit<Attendance, 'id'>[] = [
      ...known.map(({ id: accountId, name }) => ({ accountId, name, votes: true })),
      ...others.map((name) => ({ accountId: null, name, votes: true })),
      ...guests.map((name) => ({ accountId: null, name, votes: false })),
    ]
    if (new Set(present.map(({ name }) => name)).size !== present.length)
      throw new Invalid({ others: message('meetings:problem.twice') })
    await saveAttendances(tx, id, present)
    const details = { voting: present.filter(({ votes }) => votes).length, guests: guests.length }
    return { result: undefined, record: { type: 'deliberation', id, details } }
  })
}

/** Closes the minutes: quorum, everybody decided on or postponed, number and day. Nothing in them changes afterwards. */
export async function closeMeeting(
  acting: Acting,
  actor: Actor,
  id: string,
  minutes: { documentNumber: string; metOn: Day; reasons: string },
): Promise<void> {
  await recorded(acting, actor, 'deliberation.recorded', async (tx) => {
    const meeting = await judged(tx, actor, id, 'close')
    const cycle = await findCycle(tx, meeting.cycleId)
    const agenda = await listAgenda(tx, { deliberationId: id })
    const attendances = await attendancesOf(tx, id)
    const voting = attendances.filter(({ votes }) => votes).length
    const given = { agenda, voting, quorum: cycle!.quorum, today: acting.clock.today() }
    const problems = closingProblems({ ...meeting, ...minutes }, given)
    if (Object.keys(problems).length) throw new Invalid(problems)
    const present = attendances.map(({ name }) => name)
    const recused = [...new Set(agenda.flatMap((line) => line.recused))]
    const by = { closedById: actor.accountId, closedAt: acting.clock.now() }
    await closeMinutes(tx, id, { ...minutes, present, recused }, by)
    const details = { people: agenda.length, present: present.length, recused: recused.length }
    return { result: undefined, record: { type: 'deliberation', id, details } }
  })
}

/** Locks, then judges (house rule 6). */
export async function judged(tx: Tx, actor: Actor, id: string, act: MeetingAct): Promise<Meeting> {
  const meeting = await lockMeeting(tx, id)
  if (!meeting) throw new NotFound()
  const refused = mayKeep(actor, meeting, act)
  if (refused) throw new Refused(refused, actor.role === 'office' ? 409 : 403)
  return meeting
}

/** Takes off whoever is `over`, and puts on whoever is on no agenda. Gives how many came to it. */
async function fill(
  tx: Tx,
  acting: Acting,
  actor: Actor,
  { id, cycleId }: Pick<Meeting, 'id' | 'cycleId'>,
  over: AgendaLine[] = [],
): Promise<number> {
  await removeItems(tx, over.map(idOf))
  const seen = (await listUnplaced(tx, cycleId)).map(candidateOf)
  await lockCandidates(tx, seen)
  // Another meeting that was called at the same moment may have placed them while we waited.
  const people = (await listUnplaced(tx, cycleId)).filter(({ candidateId }) => seen.includes(candidateId))
  await appendAgenda(tx, id, people)
  const tell = async (act: Act, candidateIds: string[]) => {
    const records = candidateIds.map((one) => ({ type: 'candidate', id: one, details: { deliberation: id } }))
    await appendEntries(tx, records.map(entryOf(actor, act, acting.clock.now())))
  }
  // Each person's history reads them: the item itself goes when it is taken off.
  await tell('meeting.taken_off', over.map(candidateOf))
  await tell('meeting.placed', people.map(candidateOf))
  return people.length
}

const idOf = ({ id }: { id: string }) => id
const candidateOf = ({ candidateId }: { candidateId: string }) => candidateId
