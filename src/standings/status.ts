import type { Tone } from '../lib/tone'
import type { AnswerWord, FindingWord, StandingWord } from './standing'

/** How a word of the rule looks everywhere: `wording` is a key of the catalogues. */
export type Status = { wording: string; tone: Tone; shape: string }

export const standingStatus: Record<StandingWord, Status> = {
  withdrawn: { wording: 'standings:standing.withdrawn', tone: 'plain', shape: '—' },
  returned: { wording: 'standings:standing.returned', tone: 'returned', shape: '◁' },
  bar: { wording: 'standings:standing.bar', tone: 'bar', shape: '◆' },
  waiting: { wording: 'standings:standing.waiting', tone: 'waiting', shape: '○' },
  disputed: { wording: 'standings:standing.disputed', tone: 'disputed', shape: '▲' },
  hold: { wording: 'standings:standing.hold', tone: 'hold', shape: '■' },
  refer: { wording: 'standings:standing.refer', tone: 'refer', shape: '◖' },
  gap: { wording: 'standings:standing.gap', tone: 'gap', shape: '□' },
  clear: { wording: 'standings:standing.clear', tone: 'clear', shape: '●' },
}

export const findingStatus: Record<FindingWord, Status> = {
  confirmed: { wording: 'standings:finding.confirmed', tone: 'bar', shape: '◆' },
  disputed: { wording: 'standings:finding.disputed', tone: 'disputed', shape: '▲' },
  open: { wording: 'standings:finding.open', tone: 'waiting', shape: '○' },
  pending: { wording: 'standings:finding.pending', tone: 'hold', shape: '■' },
  clear: { wording: 'standings:finding.clear', tone: 'clear', shape: '●' },
  unanswered: { wording: 'standings:finding.unanswered', tone: 'gap', shape: '□' },
}

export const answerStatus: Record<AnswerWord, Status> = {
  none: { wording: 'standings:answer.none', tone: 'clear', shape: '●' },
  found: { wording: 'standings:answer.found', tone: 'bar', shape: '◆' },
  pending: { wording: 'standings:answer.pending', tone: 'hold', shape: '■' },
  not_ours: { wording: 'standings:answer.not_ours', tone: 'plain', shape: '—' },
}

/** Every standing, worst first, for boards and filters. */
export const standingWords = Object.keys(standingStatus) as StandingWord[]
