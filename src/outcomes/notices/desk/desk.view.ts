import type { Role } from '../../../accounts/role'
import { nameOfCode } from '../../../candidates/codes/code-list'
import { posts } from '../../../candidates/codes/post'
import { type Calendar, CalendarMissing, workingDaysBetween } from '../../../cycles/calendar/working-days'
import type { Day } from '../../../lib/day'
import type { Tone } from '../../../lib/tone'
import type { Translate } from '../../../locales/translate'
import { type Desk, desks, desksOf } from './desk'
import type { DeskLine } from './desk.store'
import { clockOf } from '../reply-clock'
import { reReviewStatus } from '../re-review/re-review'
import { reReviewShown } from '../re-review/re-review.view'

export type DeskWords = { t: Translate; lang: string; today: Day; calendar: Calendar; mayIssue: boolean }

/** The tabs over the page, each with how many stand there. */
export function deskTabs(current: Desk, counts: ReadonlyMap<Desk, number>, t: Translate) {
  return desks.map((desk) => ({
    label: t('notices:desk.tab', { desk: t(`notices:desk.${desk}`), people: counts.get(desk) ?? 0 }),
    href: `/notices?desk=${desk}`,
    current: desk === current,
  }))
}

/** The numbers for the board, what waits for this role first marked; who sees no case gets no link. */
export function deskTiles(counts: ReadonlyMap<Desk, number>, role: Role, t: Translate) {
  const mine = desksOf[role]
  return desks
    .filter((desk) => counts.get(desk))
    .map((desk) => ({
      text: t(`notices:desk.${desk}`),
      tone: mine?.includes(desk) ? ('disputed' as const) : ('waiting' as const),
      people: counts.get(desk)!,
      href: mine ? `/notices?desk=${desk}` : '',
      help: mine?.includes(desk) ? t('notices:board.mine') : '',
    }))
}

/** One person of a desk. */
export function deskRow(line: DeskLine, words: DeskWords) {
  const { t, lang } = words
  return {
    name: line.name,
    href: line.noticeId ? `/notices/${line.noticeId}` : '',
    candidateHref: `/candidates/${line.candidateId}`,
    issueHref: words.mayIssue && !line.noticeId && !line.stale ? `/notices/new?outcome=${line.outcomeId}` : '',
    place: `${line.township} · ${line.team}`,
    position: nameOfCode(posts, line.position, lang),
    items: line.groundItems.join(t('shell:listComma')),
    documentNumber: line.documentNumber ?? '',
    servedOn: line.servedOn ?? '',
    status: reReviewShown(reReviewStatus(line), t),
    // That the clock stands still is the status already.
    clock: line.dueOn ? clockShown(line, words) : null,
    stale: line.stale ? t('notices:stale') : '',
  }
}

/** How long there is for a reply, in working days; null where no clock runs. */
export function clockShown(
  { state, dueOn, withdrawn, recheckDueOn }: Pick<DeskLine, 'state' | 'dueOn' | 'withdrawn' | 'recheckDueOn'>,
  { t, today, calendar }: Pick<DeskWords, 't' | 'today' | 'calendar'>,
): { text: string; tone: Tone } | null {
  if (withdrawn) return null
  if (state === 'rereview' && recheckDueOn)
    return { text: t('notices:clock.recheck', { day: recheckDueOn }), tone: recheckDueOn < today ? 'bar' : 'waiting' }
  if (state !== 'served') return null
  const word = clockOf(dueOn, today)
  if (word !== 'running') return { text: t(`notices:clock.${word}`), tone: clockTone[word] }
  return { text: t('notices:clock.running', { days: daysLeft(today, dueOn!, calendar) }), tone: 'waiting' }
}

const clockTone = { stopped: 'hold', due: 'refer', over: 'bar' } as const

/** The due day was counted with a calendar; should its year be gone since, a list is no place to fail for that. */
function daysLeft(today: Day, dueOn: Day, calendar: Calendar): string {
  try {
    return String(workingDaysBetween(today, dueOn, calendar))
  } catch (error) {
    if (error instanceof CalendarMissing) return '—'
    throw error
  }
}
