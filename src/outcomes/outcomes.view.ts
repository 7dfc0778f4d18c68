import { nameOfCode } from '../candidates/codes/code-list'
import { posts } from '../candidates/codes/post'
import { minuteInChina } from '../lib/clock'
import { groupBy } from '../lib/group'
import type { Tone } from '../lib/tone'
import type { Translate } from '../locales/translate'
import type { StandingWord } from '../standings/standing'
import { standingWords } from '../standings/status'
import { statusOf } from '../standings/standings.view'
import type { OutcomeLine, OutcomeOnFile, Proposable } from './outcome-lists.store'
import { reReviewShown } from './notices/re-review/re-review.view'
import { offers, type OutcomeWord } from './outcome'
import type { OutcomeState } from './transitions'

/** An outcome's wording and colour; a new word without one does not compile. */
export const outcomeTone: Record<OutcomeWord, Tone> = {
  eligible: 'clear',
  ineligible: 'bar',
  held: 'hold',
  eligible_with_reasons: 'clear',
  rectify: 'refer',
}

const gravity: readonly OutcomeWord[] = ['ineligible', 'rectify', 'held', 'eligible_with_reasons', 'eligible']

const stateTone: Record<OutcomeState, Tone> = {
  proposed: 'waiting',
  approved: 'clear',
  refused: 'disputed',
  taken_back: 'plain',
  superseded: 'plain',
}

export const outcomeStates = Object.keys(stateTone) as OutcomeState[]

export function outcomeStatus(word: OutcomeWord, t: Translate): { text: string; tone: Tone } {
  return { text: t(`outcomes:outcome.${word}`), tone: outcomeTone[word] }
}

export function stateStatus(word: OutcomeState, t: Translate): { text: string; tone: Tone } {
  return { text: t(`outcomes:state.${word}`), tone: stateTone[word] }
}

/** One line of the list of outcomes. */
export function outcomeRow(line: OutcomeLine, t: Translate, lang: string) {
  return {
    id: line.id,
    name: line.name,
    href: `/outcomes/${line.id}`,
    place: `${line.township} · ${line.team}`,
    position: nameOfCode(posts, line.position, lang),
    standing: statusOf(line.standing, t),
    outcome: outcomeStatus(line.outcome, t),
    items: line.groundItems.join(t('shell:listComma')),
    until: line.until ?? '',
    state: stateStatus(line.state, t),
    proposer: line.proposer,
    proposedAt: minuteInChina(line.proposedAt),
    decider: line.decider ?? '',
    decidedAt: line.decidedAt ? minuteInChina(line.decidedAt) : '',
    reReview: line.reReview && reReviewShown(line.reReview, t),
    noticeHref: line.reReview?.noticeId ? `/notices/${line.reReview.noticeId}` : '',
    stale: line.staleStanding ? t('outcomes:stale', { standing: statusOf(line.staleStanding, t).text }) : '',
  }
}

/** Standings that wait for the office, each with the way to propose; and those that nobody can decide yet. */
export function waitingCards(counts: { standing: StandingWord; people: number }[], t: Translate) {
  return standingWords
    .filter((standing) => offers[standing].outcomes.length > 0)
    .map((standing) => ({
      ...statusOf(standing, t),
      people: counts.find((count) => count.standing === standing)?.people ?? 0,
      href: `/outcomes/new?standing=${standing}`,
    }))
    .filter((card) => card.people > 0)
}

export function proposableRow(line: Proposable, lang: string, t: Translate) {
  return {
    id: line.candidateId,
    name: line.name,
    href: `/candidates/${line.candidateId}`,
    place: `${line.township} · ${line.team}`,
    position: nameOfCode(posts, line.position, lang),
    codes: line.codes.join(t('shell:listComma')),
    propose: `/outcomes/new?standing=${line.standing}&candidate=${line.candidateId}`,
  }
}

/** The tabs over the list of outcomes; those that a later change has overtaken have a page of their own, and a count. */
export function tabsOf(current: string, overtaken: number, t: Translate) {
  const tabs = outcomeStates.map((tab) => ({
    label: t(`outcomes:tab.${tab}`),
    href: `/outcomes?tab=${tab}`,
    current: tab === current,
  }))
  const label = t('certificates:stale.link', { count: overtaken })
  return [...tabs, { label, href: '/outcomes/stale', current: false }]
}

/** What an outcome says of itself, as names and values. */
export function outcomeFacts(outcome: OutcomeOnFile, t: Translate) {
  const { ruleVersion, criteria, input } = outcome.snapshot
  const said: [string, string][] = [
    ['standing', statusOf(outcome.standing, t).text],
    ['ground', outcome.groundItems.join(t('shell:listComma'))],
    ['until', outcome.until ?? ''],
    ['words', outcome.words],
    ['proposed', `${outcome.proposer} ${minuteInChina(outcome.proposedAt)}`],
    ['decided', outcome.decider && outcome.decidedAt ? `${outcome.decider} ${minuteInChina(outcome.decidedAt)}` : ''],
    ['decidedWords', outcome.decidedWords],
    ['referenceDate', input.referenceDate],
    [
      'criteria',
      t('outcomes:criteriaVersion', {
        key: criteria.key,
        version: criteria.version,
        digest: criteria.digest.slice(0, 12),
      }),
    ],
    ['rule', ruleVersion],
    ['digest', outcome.digest],
  ]
  return said.filter(([, text]) => text).map(([key, text]) => ({ label: t(`outcomes:fact.${key}`), text }))
}

/** Those that weigh most first: whoever decides about many sees the few grave ones before the rest. */
export function gravestFirst(lines: OutcomeLine[]): OutcomeLine[] {
  return lines.toSorted((one, other) => gravity.indexOf(one.outcome) - gravity.indexOf(other.outcome))
}

/** How many of which outcome a choice holds: what a person confirms. */
export function countsOf(lines: OutcomeLine[], t: Translate) {
  return [...groupBy(lines, (line) => line.outcome)].map(([outcome, own]) => ({
    ...outcomeStatus(outcome, t),
    people: own.length,
  }))
}
