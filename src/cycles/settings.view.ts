import type { Role } from '../accounts/role'
import type { Translate } from '../locales/translate'
import type { Tone } from '../lib/tone'
import type { SetUp } from '../progress/set-up/set-up.store'
import type { Action } from '../web/pages/page'
import type { Cycle } from './cycle'

/** Who follows the set-up. */
export const guided: readonly Role[] = ['office', 'system_admin']

/** `who` does it; the sample is a workbook to fill in. Whoever else reads the list gets neither. */
type Step = {
  name: string
  who: Role
  done: boolean
  /** Waits for somebody else: no accounts without townships, no round without people screened. */
  early?: boolean
  href: string
  sample?: string
  values?: Record<string, string | number>
}

/** The way from an empty server to its first round: what is done, what comes next, and whose step it is. */
export function settingsPage(t: Translate, setUp: SetUp, role: Role) {
  const steps = stepsOf(setUp)
  const [first, own] = nextOf(steps, role)
  // One step of one's own is next, even where somebody else is still busy with an earlier one.
  const next = own ?? first
  const done = steps.filter((step) => step.done).length
  return {
    title: t(role === 'office' ? 'organisations:settings.title' : 'shell:navigation.setUp'),
    lead: t('organisations:settings.lead', { done, total: steps.length }),
    actions: own ? [{ label: t(`organisations:step.${own.name}.act`), href: own.href, tone: 'primary' as const }] : [],
    steps: steps.map((step) => ({
      label: t(`organisations:step.${step.name}.title`),
      text: t(`organisations:step.${step.name}.${step.done ? 'done' : 'text'}`, step.values),
      who: t('organisations:settings.who', { role: t(`roles:${step.who}`) }),
      href: step.who === role ? step.href : '',
      sample: step.who === role ? step.sample : undefined,
      status: statusOf(t, step, next),
      next: step === next,
    })),
  }
}

/** The first step that is not done yet: `act` where it is the reader's own, else only whose it is. */
export function nextStep(t: Translate, setUp: SetUp, role: Role) {
  const [first, own] = nextOf(stepsOf(setUp), role)
  const step = own ?? first
  if (!step) return null
  return {
    href: own ? step.href : '/settings',
    label: t('organisations:settings.onward', { step: t(`organisations:step.${step.name}.title`) }),
    act: own ? t(`organisations:step.${step.name}.act`) : '',
    text: t(`organisations:step.${step.name}.text`, step.values),
    who: t('organisations:settings.who', { role: t(`roles:${step.who}`) }),
  }
}

type Reader = { t: Translate; actor: { role: Role }; path: string }

/** From a page of the set-up to the next step; none on that step's own page, or for who does not follow the set-up. */
export function onward({ t, actor, path }: Reader, setUp: SetUp | null): Action[] {
  const next = setUp && guided.includes(actor.role) ? nextStep(t, setUp, actor.role) : null
  return next && next.href.split('?')[0] !== path ? [{ label: next.label, href: next.href }] : []
}

/** The first step that is not done, and the first of one's own that can be. */
function nextOf(steps: Step[], role: Role): [Step | undefined, Step | undefined] {
  const open = steps.filter(({ done }) => !done)
  return [open[0], open.find(({ who, early }) => who === role && !early)]
}

function stepsOf(setUp: SetUp): Step[] {
  const { offices, accounts, townshipsWithout, departmentsWithout, uninvited } = setUp
  const [without, admin] = [townshipsWithout + departmentsWithout, 'system_admin' as const]
  const accountsDone = accounts > 0 && without === 0
  return [
    { name: 'office', who: admin, done: offices > 0, href: '/accounts/new?role=office' },
    ...countySteps(setUp),
    ...cycleSteps(setUp),
    {
      name: 'accounts',
      who: admin,
      done: accountsDone,
      early: setUp.teams === 0 || setUp.departments === 0,
      href: '/accounts/import',
      sample: '/accounts/import/sample',
      values: { accounts, without },
    },
    {
      name: 'invitations',
      who: admin,
      done: accountsDone && uninvited === 0,
      early: accounts === 0,
      href: '/accounts/invitations',
      values: { count: uninvited },
    },
    ...roundSteps(setUp),
  ]
}

function countySteps({ county, townships, teams, departments }: SetUp): Step[] {
  const who = 'office'
  const sample = '/settings/import/sample'
  const counts = { townships, teams }
  return [
    { name: 'county', who, done: county !== null, href: '/settings/county', values: { name: county?.name ?? '' } },
    { name: 'places', who, done: teams > 0, href: '/settings/townships', sample, values: counts },
    { name: 'departments', who, done: departments > 0, href: '/settings/departments', values: { count: departments } },
  ]
}

function cycleSteps({ cycle, criteria, missingYears, year }: SetUp): Step[] {
  const [who, ofCycle] = ['office' as const, addressOf(cycle)]
  return [
    {
      name: 'cycle',
      who,
      done: cycle !== null,
      href: cycle ? '/settings/cycles' : ofCycle,
      values: { name: cycle?.name ?? '' },
    },
    {
      name: 'calendar',
      who,
      done: missingYears.length === 0,
      href: `/settings/calendar?year=${missingYears[0] ?? year}`,
      values: { years: missingYears.join(' · '), year },
    },
    {
      name: criteria?.problems ? 'criteriaUnsound' : 'criteria',
      who,
      done: criteria !== null && criteria.problems === 0,
      href: cycle ? `${ofCycle}/criteria` : ofCycle,
      values: { name: criteria?.name ?? '', items: criteria?.items ?? 0, problems: criteria?.problems ?? 0 },
    },
  ]
}

function roundSteps({ cycle, files, screened, rounds }: SetUp): Step[] {
  const who = 'office'
  const counts = { files, screened }
  return [
    { name: 'open', who, done: cycle?.state === 'open', href: addressOf(cycle) },
    { name: 'roster', who: 'township_clerk', done: files > 0, href: '', values: counts },
    { name: 'screening', who: 'township_lead', done: screened > 0, href: '', values: counts },
    { name: 'round', who, done: rounds > 0, early: screened === 0, href: '/rounds', values: { count: rounds } },
  ]
}

function addressOf(cycle: Cycle | null): string {
  return cycle ? `/settings/cycles/${cycle.id}` : '/settings/cycles/new'
}

function statusOf(t: Translate, step: Step, next: Step | undefined): { text: string; tone: Tone } {
  if (step.done) return { text: t('organisations:settings.done'), tone: 'clear' }
  return step === next
    ? { text: t('organisations:settings.next'), tone: 'hold' }
    : { text: t('organisations:settings.later'), tone: 'waiting' }
}
