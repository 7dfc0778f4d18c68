import type { AnswerWord, FindingWord, StandingWord } from './standing'

/** Colours of the looks; a view turns a tone into a class, and never shows it without the shape and the words. */
export type Tone = 'green' | 'red' | 'purple' | 'amber' | 'orange' | 'grey' | 'blue'

/** How a word of the rule looks everywhere: `wording` is a key of the catalogues. */
export type Status = { wording: string; tone: Tone; shape: string }

export const standingStatus: Record<StandingWord, Status> = {
  withdrawn: { wording: 'standings:standing.withdrawn', tone: 'grey', shape: '—' },
  returned: { wording: 'standings:standing.returned', tone: 'blue', shape: '◁' },
  bar: { wording: 'standings:standing.bar', tone: 'red', shape: '◆' },
  waiting: { wording: 'standings:standing.waiting', tone: 'grey', shape: '○' },
  disputed: { wording: 'standings:standing.disputed', tone: 'orange', shape: '▲' },
  hold: { wording: 'standings:standing.hold', tone: 'amber', shape: '■' },
  refer: { wording: 'standings:standing.refer', tone: 'purple', shape: '◖' },
  gap: { wording: 'standings:standing.gap', tone: 'amber', shape: '□' },
  clear: { wording: 'standings:standing.clear', tone: 'green', shape: '●' },
}

export const findingStatus: Record<FindingWord, Status> = {
  confirmed: { wording: 'standings:finding.confirmed', tone: 'red', shape: '◆' },
  disputed: { wording: 'standings:finding.disputed', tone: 'orange', shape: '▲' },
  open: { wording: 'standings:finding.open', tone: 'grey', shape: '○' },
  pending: { wording: 'standings:finding.pending', tone: 'amber', shape: '■' },
  clear: { wording: 'standings:finding.clear', tone: 'green', shape: '●' },
  unanswered: { wording: 'standings:finding.unanswered', tone: 'amber', shape: '□' },
}

export const answerStatus: Record<AnswerWord, Status> = {
  none: { wording: 'standings:answer.none', tone: 'green', shape: '●' },
  found: { wording: 'standings:answer.found', tone: 'red', shape: '◆' },
  pending: { wording: 'standings:answer.pending', tone: 'amber', shape: '■' },
  not_ours: { wording: 'standings:answer.not_ours', tone: 'grey', shape: '—' },
}

/** Every standing, worst first, for boards and filters. */
export const standingWords = Object.keys(standingStatus) as StandingWord[]
