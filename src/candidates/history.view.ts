import type { Actor } from '../accounts/actor'
import { departmentRoles, type Role } from '../accounts/role'
import { minuteInChina } from '../lib/clock'
import type { Tone } from '../lib/tone'
import type { Translate } from '../locales/translate'
import type { Changes } from './candidate'
import type { CandidateEvent } from './candidates.store'
import type { Milestone } from './history.store'
import { seesStandings } from './candidate.policy'
import { valueInWords } from './words.view'

export type TimelineEvent = { when: string; datetime: string; text: string; who?: string; tone: Tone }

type Words = { actor: Pick<Actor, 'role'>; t: Translate; lang: string }

/** What happened to a file, newest first. A township never learns which department, or who of it, did something. */
export function timelineOf(events: CandidateEvent[], milestones: Milestone[], words: Words): TimelineEvent[] {
  const county = seesStandings(words.actor)
  const seen = milestones.filter((milestone) => county || milestone.kind !== 'signed')
  // That it went out in a round is told by the round, with its number.
  const own = events.filter((event) => event.kind !== 'issue')
  const lines = [
    ...own.map((event) => ({ at: event.at, line: eventLine(event, county, words) })),
    ...seen.map((milestone) => ({ at: milestone.at, line: milestoneLine(milestone, county, words) })),
  ]
  return lines
    .sort((a, b) => b.at.getTime() - a.at.getTime())
    .map(({ at, line }) => ({ when: minuteInChina(at), datetime: at.toISOString(), ...line }))
}

type Line = Pick<TimelineEvent, 'text' | 'who' | 'tone'>

const tones: Partial<Record<CandidateEvent['kind'], Tone>> = {
  pass: 'clear',
  return: 'returned',
  department_return: 'returned',
  not_recommend: 'refer',
}

function eventLine(event: CandidateEvent, county: boolean, { t, lang }: Words): Line {
  const hidden = departmentRoles.includes(event.role as Role) && !county
  const said = event.words ? t('candidates:event.words', { words: event.words }) : ''
  const changed = event.changes ? changesInWords(event.changes, t, lang) : ''
  return {
    text: t(`candidates:event.${event.kind}`) + said + changed,
    who: hidden ? undefined : t('candidates:event.who', { person: event.person, role: t(`roles:${event.role}`) }),
    tone: tones[event.kind] ?? 'waiting',
  }
}

/** An ID number, relatives and the team are named without their values. */
function changesInWords(changes: Changes, t: Translate, lang: string): string {
  const parts = Object.entries(changes).map(([field, [before, after]]) => {
    const label = t(`candidates:field.${field}`)
    if (field === 'idNumber' || field === 'relatives' || field === 'teamId') return label
    const values = { before: valueInWords(field, before, t, lang), after: valueInWords(field, after, t, lang) }
    return t('candidates:event.change', { label, ...values })
  })
  return t('candidates:event.changes', { changes: parts.join(t('candidates:event.comma')) })
}

function milestoneLine(milestone: Milestone, county: boolean, { t, lang }: Words): Line {
  const { kind, round, person, outcome } = milestone
  const unit = lang === 'en' ? milestone.unitEn : milestone.unit
  if (kind === 'signed')
    return { text: t('candidates:event.signed', { unit: unit ?? '' }), who: person ?? undefined, tone: 'clear' }
  if (kind === 'issued') return { text: t('candidates:event.issued', { round: round ?? 0 }), tone: 'waiting' }
  const words = t(`candidates:outcome.${outcome}`)
  return {
    text: t('candidates:event.approved', { outcome: words }),
    who: county ? (person ?? undefined) : undefined,
    tone: 'plain',
  }
}
