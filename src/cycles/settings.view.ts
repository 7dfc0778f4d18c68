import type { Translate } from '../locales/translate'
import type { Tone } from '../lib/tone'
import type { County } from '../organisations/organisation'
import type { Cycle } from './cycle'
import type { SetUpCounts } from './settings.store'

export type SetUp = SetUpCounts & {
  county: County | null
  cycle: Cycle | null
  criteria: { name: string; items: number; problems: number } | null
  /** Years whose calendar is missing, this one or the cycle's. */
  missingYears: number[]
  year: number
}

type Step = { name: string; done: boolean; href: string; values?: Record<string, string | number> }

/** The way from an empty county to its first round: what is done, and what comes next. */
export function settingsPage(t: Translate, setUp: SetUp) {
  const steps = stepsOf(setUp)
  // Accounts are the system administrator's step: they never stand in the office's way.
  const next = steps.find((step) => !step.done && step.href !== '')
  const done = steps.filter((step) => step.done).length
  return {
    title: t('organisations:settings.title'),
    lead: t('organisations:settings.lead', { done, total: steps.length }),
    actions: next?.href
      ? [{ label: t(`organisations:step.${next.name}.act`), href: next.href, tone: 'primary' as const }]
      : [],
    steps: steps.map((step) => ({
      label: t(`organisations:step.${step.name}.title`),
      text: t(`organisations:step.${step.name}.${step.done ? 'done' : 'text'}`, step.values),
      href: step.href,
      status: statusOf(t, step, next),
      next: step === next,
    })),
  }
}

function stepsOf({ county, cycle, criteria, missingYears, year, ...counts }: SetUp): Step[] {
  const ofCycle = cycle ? `/settings/cycles/${cycle.id}` : '/settings/cycles/new'
  const { townships, teams, departments, accounts, townshipsWithout, departmentsWithout, rounds } = counts
  const without = townshipsWithout + departmentsWithout
  return [
    { name: 'county', done: county !== null, href: '/settings/county', values: { name: county?.name ?? '' } },
    { name: 'places', done: teams > 0, href: '/settings/townships', values: { townships, teams } },
    { name: 'departments', done: departments > 0, href: '/settings/departments', values: { count: departments } },
    {
      name: 'cycle',
      done: cycle !== null,
      href: cycle ? '/settings/cycles' : ofCycle,
      values: { name: cycle?.name ?? '' },
    },
    {
      name: 'calendar',
      done: missingYears.length === 0,
      href: `/settings/calendar?year=${missingYears[0] ?? year}`,
      values: { years: missingYears.join(' · '), year },
    },
    {
      name: criteria?.problems ? 'criteriaUnsound' : 'criteria',
      done: criteria !== null && criteria.problems === 0,
      href: cycle ? `${ofCycle}/criteria` : ofCycle,
      values: { name: criteria?.name ?? '', items: criteria?.items ?? 0, problems: criteria?.problems ?? 0 },
    },
    // The system administrator makes accounts; the office only sees whether somebody is still missing.
    { name: 'accounts', done: accounts > 0 && without === 0, href: '', values: { accounts, without } },
    { name: 'open', done: cycle?.state === 'open', href: ofCycle },
    { name: 'round', done: rounds > 0, href: '/rounds', values: { count: rounds } },
  ]
}

function statusOf(t: Translate, step: Step, next: Step | undefined): { text: string; tone: Tone } {
  if (step.done) return { text: t('organisations:settings.done'), tone: 'clear' }
  return step === next
    ? { text: t('organisations:settings.next'), tone: 'hold' }
    : { text: t('organisations:settings.later'), tone: 'waiting' }
}
