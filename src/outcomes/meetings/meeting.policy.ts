import type { Actor } from '../../accounts/actor'
import { type Message, message } from '../../lib/message'
import { type Meeting, type MeetingAct, meetingTransitions } from './meeting'

/** The office calls a meeting and keeps its minutes; why not, or null when it may. */
export function mayKeep(
  actor: Actor,
  meeting: Pick<Meeting, 'state'> | null,
  act: MeetingAct | 'call',
): Message | null {
  if (actor.role !== 'office') return message('meetings:refused.onlyOffice')
  if (act === 'call' || !meeting) return null
  return meetingTransitions[meeting.state][act] ? null : message('meetings:refused.closed')
}
