import type { Day } from '../../lib/day'
import { message, type Message } from '../../lib/message'
import type { Reason, StandingWord } from '../../standings/standing'
import { groundChoices, needsDay, offers, type OutcomeWord, type Proposal } from '../outcome'

export type MeetingState = 'called' | 'closed'
export type MeetingAct = 'fill' | 'attend' | 'decide' | 'close'

/** state × act → next; what is not here cannot happen (docs/states.md prints it). Minutes that are closed stay as they are. */
export const meetingTransitions: Record<MeetingState, Partial<Record<MeetingAct, MeetingState>>> = {
  called: { fill: 'called', attend: 'called', decide: 'called', close: 'closed' },
  closed: {},
}

/** 会商: a meeting of the leading group, from its calling to its minutes (F8). */
export type Meeting = {
  id: string
  cycleId: string
  state: MeetingState
  metOn: Day
  place: string
  documentNumber: string
  /** General remarks of the minutes; the reasons stand with each person. */
  reasons: string
  closedAt: Date | null
}

/** 出席: `votes` is false for a guest. */
export type Attendance = { id: string; accountId: string | null; name: string; votes: boolean }

/** Besides the outcomes of rules §5: send a dispute back to the departments, or leave it to another meeting. */
export const decisions = ['eligible_with_reasons', 'ineligible', 'held', 'rectify', 'recheck', 'postponed'] as const
export type Decision = (typeof decisions)[number]

/** 议题: one person on the agenda; `decision` is null until the meeting has come to it. */
export type AgendaItem = {
  id: string
  candidateId: string
  position: number
  standing: StandingWord
  reasons: Reason[]
  version: number
} & Decided

export type Decided = {
  decision: Decision | null
  groundItems: string[]
  until: Day | null
  words: string
  votesFor: number
  votesAgainst: number
  votesAbstained: number
  recused: string[]
}

/** What a meeting may be called for: the referred, the held and the disputed (rules §5). */
export const deliberated: readonly StandingWord[] = ['refer', 'hold', 'disputed']

/** The decisions that a standing allows: the outcomes of rules §5, and for a dispute only the way back. */
export function decisionsOn(standing: StandingWord): Decision[] {
  const outcomes = offers[standing].outcomes.filter((outcome): outcome is Decision & OutcomeWord => isDecision(outcome))
  return [...(standing === 'disputed' ? (['recheck'] as const) : outcomes), 'postponed']
}

/** Of the voting members who did not leave the room, more than half must be for a decision (postponing needs no vote). */
export function decisionProblems(
  decided: Decided,
  item: { standing: StandingWord; ground: readonly string[] },
  meeting: { today: Day; voting: readonly string[]; quorum: number; near: readonly string[] },
): Record<string, Message> {
  const { decision } = decided
  if (!decision || !decisionsOn(item.standing).includes(decision))
    return { decision: message('meetings:problem.decision') }
  const missing = meeting.near.filter((name) => !decided.recused.includes(name))
  if (missing.length) return { recused: message('meetings:problem.near', { names: missing.join(' · ') }) }
  if (decision === 'postponed') return decided.words ? {} : { words: message('meetings:problem.words') }
  return {
    ...voteProblems(decided, meeting),
    ...groundProblems(decided, item.ground),
    ...dayProblems(decided, meeting.today),
    ...(decided.words ? {} : { words: message('meetings:problem.words') }),
  }
}

/** Why the minutes cannot be closed yet: everybody on the agenda is decided on or postponed. */
export function closingProblems(
  meeting: { documentNumber: string; metOn: Day },
  given: { agenda: readonly AgendaItem[]; voting: number; quorum: number; today: Day },
): Record<string, Message> {
  const open = given.agenda.filter(({ decision }) => decision === null).length
  return {
    ...(given.agenda.length ? {} : { agenda: message('meetings:problem.empty') }),
    ...(open ? { agenda: message('meetings:problem.open', { count: open }) } : {}),
    ...(given.voting < given.quorum
      ? { attendance: message('meetings:problem.quorum', { voting: given.voting, quorum: given.quorum }) }
      : {}),
    ...(meeting.metOn > given.today ? { metOn: message('meetings:problem.metLater') } : {}),
    ...(meeting.documentNumber ? {} : { documentNumber: message('meetings:problem.documentNumber') }),
  }
}

export function isDecision(word: string): word is Decision {
  return decisions.some((one) => one === word)
}

function voteProblems(
  { votesFor, votesAgainst, votesAbstained, recused }: Decided,
  { voting, quorum }: { voting: readonly string[]; quorum: number },
): Record<string, Message> {
  const room = voting.filter((name) => !recused.includes(name)).length
  if (room < quorum) return { recused: message('meetings:problem.roomQuorum', { voting: room, quorum }) }
  const cast = votesFor + votesAgainst + votesAbstained
  if (cast !== room) return { votesFor: message('meetings:problem.votes', { cast, voting: room }) }
  return votesFor * 2 > room ? {} : { votesFor: message('meetings:problem.majority', { voting: room }) }
}

function groundProblems({ decision, groundItems }: Decided, ground: readonly string[]): Record<string, Message> {
  if (decision !== 'ineligible' && decision !== 'recheck') return {}
  const known = groundItems.length > 0 && groundItems.every((code) => ground.includes(code))
  return known ? {} : { groundItems: message('meetings:problem.ground', { codes: ground.join(' ') }) }
}

function dayProblems({ decision, until }: Decided, today: Day): Record<string, Message> {
  if (!needsDay.some((outcome) => outcome === decision)) return {}
  if (!until) return { until: message('outcomes:problems.dayMissing') }
  return until <= today ? { until: message('outcomes:problems.dayPast') } : {}
}

/** The items that a decision may name: what is confirmed or looked into, and for a dispute what is disputed. */
export function groundOf({ standing, reasons }: Pick<AgendaItem, 'standing' | 'reasons'>): string[] {
  if (standing !== 'disputed') return groundChoices({ standing, reasons, lapsed: [], waitingFor: [] })
  return reasons.filter(({ finding }) => finding === 'disputed').map(({ code }) => code)
}

/** Whether a proposal says what the meeting decided, on the standing that it decided on. */
export function isAsDecided(
  { outcome, groundItems, until }: Pick<Proposal, 'outcome' | 'groundItems' | 'until'>,
  standing: StandingWord,
  decided: Pick<AgendaItem, 'decision' | 'groundItems' | 'until' | 'standing'>,
): boolean {
  const ground = outcome === 'ineligible' ? decided.groundItems : []
  const sameGround = [...groundItems].sort().join() === [...ground].sort().join()
  return decided.decision === outcome && decided.standing === standing && decided.until === until && sameGround
}

/** Whether a decision says an outcome; postponing and sending back do not. */
export function isOutcome({ decision }: Pick<AgendaItem, 'decision'>): boolean {
  return decision !== null && decision !== 'postponed' && decision !== 'recheck'
}

/** A decision of closed minutes as the office proposes it. */
export function proposedOf(item: AgendaItem & { deliberationId: string }) {
  const { candidateId, standing, decision, until, words, deliberationId } = item
  const groundItems = decision === 'ineligible' ? item.groundItems : []
  const proposal: Proposal = { outcome: decision as OutcomeWord, groundItems, until, words, deliberationId }
  return { candidateId, seen: standing, proposal }
}
