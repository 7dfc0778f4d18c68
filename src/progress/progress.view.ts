import type { Day } from '../lib/day'
import { groupBy } from '../lib/group'
import type { Tone } from '../lib/tone'
import type { Translate } from '../locales/translate'
import type { StandingWord } from '../standings/standing'
import { statusOf } from '../standings/standings.view'
import type { LinkTo } from './people-link'
import type { DepartmentCount, RoundLine, StandingCount } from './progress.store'

/** The order of the cards and bars: what is settled first, what is out last. */
const shown: readonly StandingWord[] = [
  'clear',
  'bar',
  'refer',
  'hold',
  'disputed',
  'gap',
  'returned',
  'waiting',
  'withdrawn',
]

/** Standings drawn as one part of a township's bar. */
const bars: readonly { tone: Tone; standings: readonly StandingWord[] }[] = [
  { tone: 'clear', standings: ['clear'] },
  { tone: 'bar', standings: ['bar'] },
  { tone: 'hold', standings: ['hold', 'refer', 'disputed', 'gap', 'returned'] },
]

/** `next`: the office's next step with these people, where there is one of its own. */
export type StandingCard = {
  text: string
  tone: Tone
  people: number
  help: string
  href: string
  next?: { label: string; href: string }
}

/** One card per standing that occurs, and always those that a round is about. */
export function standingCards(
  counts: StandingCount[],
  roundId: string,
  { link, sends }: { link: LinkTo; sends: boolean },
  t: Translate,
): StandingCard[] {
  const total = sum(counts)
  const always: StandingWord[] = ['clear', 'bar', 'refer', 'hold', 'disputed', 'waiting']
  return shown
    .map((standing) => ({ standing, people: sum(counts.filter((count) => count.standing === standing)) }))
    .filter(({ standing, people }) => people > 0 || always.includes(standing))
    .map(({ standing, people }) => ({
      ...statusOf(standing, t),
      people,
      help: percent(people, total),
      href: link({ round: roundId, standing }),
      ...(sends && people > 0 && (standing === 'disputed' || standing === 'gap') ? { next: toRechecks(t) } : {}),
    }))
}

function toRechecks(t: Translate) {
  return { label: t('rechecks:next'), href: '/rechecks?show=waiting' }
}

export type TownshipRow = {
  name: string
  people: number
  href: string
  label: string
  parts: { x: number; width: number; tone: Tone }[]
  cells: { people: number; href: string }[]
  settled: string
}

/** The columns of the townships' table after the bar: every standing, so that a row adds up to its people. */
export const townshipColumns = shown

export function townshipRows(counts: StandingCount[], roundId: string, link: LinkTo, t: Translate): TownshipRow[] {
  return [...groupBy(counts, (count) => count.townshipId)].map(([township, own]) => {
    const people = sum(own)
    const of = (words: readonly StandingWord[]) => sum(own.filter((count) => words.includes(count.standing)))
    return {
      name: own[0]!.township,
      people,
      href: link({ round: roundId, township }),
      label: own.map((count) => `${statusOf(count.standing, t).text} ${count.people}`).join(t('shell:listComma')),
      parts: partsOf(
        bars.map(({ tone, standings }) => ({ tone, people: of(standings) })),
        people,
      ),
      cells: townshipColumns.map((standing) => ({
        people: of([standing]),
        href: link({ round: roundId, standing, township }),
      })),
      settled: percent(people - of(['waiting']), people),
    }
  })
}

export type DepartmentRow = {
  name: string
  signed: number
  reviews: number
  share: string
  drafted: number
  left: number
  href: string
  signedHref: string
  status: { text: string; tone: Tone }
}

/** Working days to a due day, below 0 once it is over; null where the county has no calendar for them. */
type DaysLeft = (dueOn: Day) => number | null

type Reading = { today: Day; daysLeft: DaysLeft; link: LinkTo; t: Translate; lang: string }

/** How far each department is; whoever is overdue says so by days, and nothing passes by silence (domain §3). */
export function departmentRows(
  counts: DepartmentCount[],
  round: RoundLine,
  { today, daysLeft, link, t, lang }: Reading,
): DepartmentRow[] {
  return counts
    .filter((count) => count.reviews > 0)
    .map((count) => ({
      name: lang === 'en' ? count.nameEn : count.name,
      signed: count.signed,
      reviews: count.reviews,
      share: percent(count.signed, count.reviews),
      drafted: count.drafted,
      left: count.reviews - count.signed - count.returned,
      href: link({ round: round.id, waiting: count.key }),
      signedHref: link({ round: round.id, signed: count.key }),
      status: departmentStatus(count, today, daysLeft(count.dueOn), t),
    }))
}

function departmentStatus(count: DepartmentCount, today: Day, days: number | null, t: Translate) {
  if (count.signed + count.returned === count.reviews)
    return { text: t('progress:department.done'), tone: 'clear' as const }
  if (today > count.dueOn) {
    const text = days === null ? t('progress:department.late') : t('progress:department.overdue', { count: -days })
    return { text, tone: 'disputed' as const }
  }
  if (today === count.dueOn) return { text: t('progress:department.today'), tone: 'hold' as const }
  const text =
    days === null
      ? t('progress:department.due', { day: count.dueOn })
      : t('progress:department.left', { count: days, day: count.dueOn })
  return { text, tone: 'waiting' as const }
}

function partsOf(parts: { tone: Tone; people: number }[], total: number): TownshipRow['parts'] {
  let x = 0
  return parts.map(({ tone, people }) => {
    const width = total ? (people / total) * 100 : 0
    const part = { x: round2(x), width: round2(width), tone }
    x += width
    return part
  })
}

function sum(counts: { people: number }[]): number {
  return counts.reduce((total, count) => total + count.people, 0)
}

/** One decimal, as the reports print it. */
function percent(part: number, whole: number): string {
  return whole ? `${((part / whole) * 100).toFixed(1)}%` : '—'
}

function round2(number: number): number {
  return Math.round(number * 100) / 100
}
