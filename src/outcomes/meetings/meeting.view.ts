import { nameOfCode } from '../../candidates/codes/code-list'
import { posts } from '../../candidates/codes/post'
import { minuteInChina } from '../../lib/clock'
import type { Tone } from '../../lib/tone'
import type { Translate } from '../../locales/translate'
import { statusOf } from '../../standings/standings.view'
import type { Typed } from '../../web/pages/form'
import type { AgendaLine } from './agenda.store'
import type { Attendance, Decision, Meeting } from './meeting'

/** A decision's colour; a new word without one does not compile. */
const decisionTone: Record<Decision, Tone> = {
  eligible_with_reasons: 'clear',
  ineligible: 'bar',
  held: 'hold',
  rectify: 'refer',
  recheck: 'disputed',
  postponed: 'plain',
}

export function decisionStatus(decision: Decision | null, t: Translate): { text: string; tone: Tone } {
  if (!decision) return { text: t('meetings:undecided'), tone: 'waiting' }
  return { text: t(`meetings:decision.${decision}`), tone: decisionTone[decision] }
}

/** One person on the agenda. */
export function agendaRow(line: AgendaLine, t: Translate) {
  const { votesFor, votesAgainst, votesAbstained } = line
  const voted = votesFor + votesAgainst + votesAbstained > 0
  return {
    position: line.position,
    name: line.name,
    href: `/candidates/${line.candidateId}`,
    place: `${line.township} · ${line.team}`,
    standing: statusOf(line.standing, t),
    codes: line.reasons.map(({ code }) => code).join(t('shell:listComma')),
    decision: decisionStatus(line.decision, t),
    until: line.until ?? '',
    votes: voted ? t('meetings:votes', { votesFor, votesAgainst, votesAbstained }) : '',
    change: changeOf(line, t),
    itemHref: `/meetings/${line.deliberationId}/items/${line.id}`,
    decided: line.decision !== null,
  }
}

/** Members as boxes, other names as text, and whether they are enough. What was typed comes back when it is refused. */
export function attendanceForm(
  members: { id: string; name: string }[],
  present: Attendance[],
  quorum: number,
  t: Translate,
  typed?: Typed,
) {
  const there = typed ? (typed['members'] ?? '').split(',') : present.map(({ accountId }) => accountId)
  const names = (votes: boolean) =>
    present.filter((one) => one.accountId === null && one.votes === votes).map(({ name }) => name)
  const voting = present.filter(({ votes }) => votes).length
  return {
    boxes: members.map(({ id, name }) => ({ value: id, label: name, checked: there.includes(id) })),
    others: typed?.['others'] ?? names(true).join('\n'),
    guests: typed?.['guests'] ?? names(false).join('\n'),
    present: present.filter(({ votes }) => votes).map(({ name }) => name),
    guestNames: names(false),
    line: t(voting < quorum ? 'meetings:attendanceMissing' : 'meetings:attendanceLine', { voting, quorum }),
    tone: voting < quorum ? ('hold' as const) : ('clear' as const),
  }
}

/** What follows closed minutes: outcomes to be proposed as decided, disputes to be sent back. */
export function nextSteps(meetingId: string, open: { propose: number; recheck: number }, t: Translate) {
  const { propose, recheck } = open
  return {
    propose: propose
      ? { text: t('meetings:proposeText', { count: propose }), href: `/meetings/${meetingId}/proposals` }
      : null,
    recheck: recheck ? { text: t('meetings:recheckText', { count: recheck }), href: '/rechecks' } : null,
    done: propose || recheck ? '' : t('meetings:allDone'),
  }
}

/** F8 会商纪要, ready to print: head, who was there, and person by person what was decided and why. */
export function minutesPart(meeting: Meeting, agenda: AgendaLine[], present: Attendance[], t: Translate, lang: string) {
  const named = (votes: boolean) =>
    present
      .filter((one) => one.votes === votes)
      .map(({ name }) => name)
      .join(t('shell:listComma')) || t('meetings:nobody')
  return {
    facts: [
      { label: t('meetings:field.metOn'), text: meeting.metOn },
      { label: t('meetings:field.place'), text: meeting.place },
      { label: t('meetings:present'), text: named(true) },
      { label: t('meetings:guests'), text: named(false) },
      { label: t('meetings:field.reasons'), text: meeting.reasons },
    ].filter(({ text }) => text),
    items: agenda.map((line) => minutesItem(line, t, lang)),
    mark: meeting.closedAt ? t('meetings:closedBy', { at: minuteInChina(meeting.closedAt) }) : '',
  }
}

function minutesItem(line: AgendaLine, t: Translate, lang: string) {
  const { votesFor, votesAgainst, votesAbstained } = line
  const post = nameOfCode(posts, line.post, lang)
  return {
    position: line.position,
    name: line.name,
    place: `${line.township} · ${line.team} · ${post}`,
    standing: statusOf(line.standing, t),
    decision: decisionStatus(line.decision, t),
    facts: [
      { label: t('meetings:column.items'), text: line.reasons.map(({ code }) => code).join(t('shell:listComma')) },
      { label: t('meetings:field.groundItems'), text: line.groundItems.join(t('shell:listComma')) },
      { label: t('meetings:field.until'), text: line.until ?? '' },
      {
        label: t('meetings:column.votes'),
        text: line.decision === 'postponed' ? '' : t('meetings:votes', { votesFor, votesAgainst, votesAbstained }),
      },
      { label: t('meetings:recused'), text: line.recused.join(t('shell:listComma')) },
      { label: t('meetings:field.words'), text: line.words },
    ].filter(({ text }) => text),
  }
}

function changeOf({ withdrawn, standing, standingNow, decision }: AgendaLine, t: Translate): string {
  if (withdrawn) return t('meetings:withdrawn')
  if (decision !== null || standing === standingNow) return ''
  return t('meetings:changed', { standing: statusOf(standingNow, t).text })
}
