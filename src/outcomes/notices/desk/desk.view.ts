import type { Role } from '../../../accounts/role'
import { nameOfCode } from '../../../candidates/codes/code-list'
import { posts } from '../../../candidates/codes/post'
import { type Calendar, CalendarMissing, workingDaysBetween } from '../../../cycles/calendar/working-days'
import type { Day } from '../../../lib/day'
import { columnsOf } from '../../../lib/sort'
import type { Column, Row } from '../../../lib/table'
import type { Tone } from '../../../lib/tone'
import type { Translate } from '../../../locales/translate'
import { type Desk, type DeskAsked, deskHref, desks, deskSorts, desksOf } from './desk'
import type { DeskLine } from './desk.store'
import { clockOf } from '../reply-clock'
import { reReviewStatus } from '../re-review/re-review'
import { reReviewShown } from '../re-review/re-review.view'

export type DeskWords = { t: Translate; lang: string; today: Day; calendar: Calendar; mayIssue: boolean }

/** The tabs over the page, each with how many stand there. */
export function deskTabs(asked: DeskAsked, counts: ReadonlyMap<Desk, number>, t: Translate) {
  return desks.map((desk) => ({
    label: t('notices:desk.tab', { desk: t(`notices:desk.${desk}`), people: counts.get(desk) ?? 0 }),
    href: deskHref({ ...asked, desk }),
    current: desk === asked.desk,
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

const columns = {
  name: { fixed: true, width: 14 },
  place: { width: 30 },
  items: {},
  documentNumber: { width: 24 },
  servedOn: {},
  status: { width: 26 },
  clock: { width: 24 },
}
type DeskColumn = keyof typeof columns

export function deskColumns(t: Translate, asked: DeskAsked): Column<DeskColumn>[] {
  return columnsOf(columns, (key) => t(`notices:column.${key}`), {
    sorts: deskSorts,
    sort: asked.sort,
    hrefOf: (sort) => deskHref({ ...asked, sort }),
  })
}

/** One person of a desk; who may issue a notice comes to it from here. */
export function deskRow(line: DeskLine, words: DeskWords): Row<DeskColumn> {
  const { t, lang } = words
  const issues = words.mayIssue && !line.noticeId && !line.stale
  // That the clock stands still is the status already.
  const clock = line.dueOn ? clockShown(line, words) : null
  return {
    cells: {
      name: { text: line.name, href: line.noticeId ? `/notices/${line.noticeId}` : `/candidates/${line.candidateId}` },
      place: { text: `${line.township} · ${line.team}`, under: nameOfCode(posts, line.position, lang) },
      items: { text: line.groundItems.join(t('shell:listComma')) },
      documentNumber: issues
        ? { text: t('notices:issue.act'), href: `/notices/new?outcome=${line.outcomeId}` }
        : { text: line.documentNumber ?? '' },
      servedOn: { text: line.servedOn ?? '', whole: true },
      status: {
        ...reReviewShown(reReviewStatus(line), t),
        also: line.stale ? [{ text: t('notices:stale'), tone: 'disputed' }] : [],
      },
      ...(clock && { clock }),
    },
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
