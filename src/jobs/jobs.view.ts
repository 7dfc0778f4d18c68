import { minuteInChina } from '../lib/clock'
import type { pagerAt } from '../lib/pager'
import type { Tone } from '../lib/tone'
import { say, type Translate } from '../locales/translate'
import { isGone, type KeptFile } from './files/job-file'
import { hasEnded, mostLines, remainingSeconds, type Job, type JobState, type LogLine } from './job'

type Reader = { t: Translate }
type Pager = ReturnType<typeof pagerAt>

/** One's own jobs, the newest first. */
export function jobsPage({ t }: Reader, jobs: Job[], pager: Pager) {
  return {
    title: t('jobs:title'),
    lead: t('jobs:lead'),
    rows: jobs.map((job) => ({
      href: `/jobs/${job.id}`,
      name: say(t, job.title),
      since: minuteInChina(job.queuedAt),
      status: statusOf(t, job),
      count: job.total ? t('jobs:count', { done: job.done, total: job.total }) : '—',
    })),
    pager,
  }
}

type JobGiven = { job: Job; lines: LogLine[]; pager: Pager | undefined; made: KeptFile | null; now: Date }

/** One job: how far it is, what it says, and its log. */
export function jobPage({ t }: Reader, { job, lines, pager, made, now }: JobGiven) {
  const kept = Math.min(job.lines, mostLines)
  return {
    title: say(t, job.title),
    status: statusOf(t, job),
    breadcrumbs: [{ label: t('jobs:title'), href: '/jobs' }],
    // Without scripts the page loads itself anew.
    refresh: hasEnded(job) ? undefined : 5,
    bar: barOf(t, job),
    left: leftWords(t, job),
    facts: factsOf(t, job),
    said: [...saidOf(t, job), ...fileWords(t, made, now)],
    go: goOf(t, job, made, now),
    waits: !hasEnded(job),
    cancel: hasEnded(job) || job.cancelling ? undefined : cancelOf(t, job),
    lines: lines.map((line) => lineOf(t, line)),
    cut: job.lines > kept ? t('jobs:logKept', { total: job.lines, kept }) : '',
    pager,
  }
}

const tones: Record<JobState, Tone> = {
  queued: 'waiting',
  running: 'waiting',
  done: 'clear',
  failed: 'bar',
  cancelled: 'plain',
}

function statusOf(t: Translate, { state, cancelling }: Job): { text: string; tone: Tone } {
  return { text: t(`jobs:state.${cancelling ? 'cancelling' : state}`), tone: tones[state] }
}

/** Work of which nothing can be counted shows only what it is at. */
function barOf(t: Translate, { state, done, total }: Job) {
  const value = total ? done : Number(state === 'done')
  return { value, max: total, label: t('jobs:progress'), text: total ? t('jobs:of', { done, total }) : '' }
}

function leftWords(t: Translate, job: Job): string {
  if (job.state !== 'running' || job.cancelling || job.done >= job.total) return ''
  const seconds = remainingSeconds(job)
  if (seconds === null) return t('jobs:left.unknown')
  return seconds < 90
    ? t('jobs:left.seconds', { count: seconds })
    : t('jobs:left.minutes', { count: Math.round(seconds / 60) })
}

function factsOf(t: Translate, job: Job) {
  const ended = job.endedAt ? [{ label: t('jobs:endedAt'), text: minuteInChina(job.endedAt) }] : []
  const now = job.state === 'running' ? [{ label: t('jobs:now'), text: t(job.phase) }] : []
  return [{ label: t('jobs:queuedAt'), text: minuteInChina(job.queuedAt) }, ...now, ...ended]
}

/** What the end was, or what may be expected. */
function saidOf(t: Translate, job: Job): string[] {
  if (job.state === 'done') return (job.result?.notices ?? []).map((notice) => say(t, notice))
  if (job.state === 'failed') return [say(t, job.problem!), t(`jobs:cancelled.${job.kind}`)]
  if (job.state === 'cancelled') return [t(`jobs:cancelled.${job.kind}`)]
  return [job.cancelling ? t('jobs:asked') : t('jobs:leave')]
}

/** The result's page; of a file, as long as it is there, the file itself. */
function goOf(t: Translate, { result }: Job, made: KeptFile | null, now: Date) {
  if (!result || (made && isGone(made, now))) return undefined
  return { href: result.href, label: t(made ? 'jobs:file.take' : 'jobs:result') }
}

function fileWords(t: Translate, made: KeptFile | null, now: Date): string[] {
  if (!made) return []
  if (isGone(made, now)) return [t('jobs:file.gone')]
  return [t(made.numbers ? 'jobs:file.numbers' : 'jobs:file.kept', { until: minuteInChina(made.keptUntil) })]
}

function cancelOf(t: Translate, { id, kind }: Job) {
  return { action: `/jobs/${id}/cancellation`, label: t('jobs:cancel'), help: t(`jobs:cancelHelp.${kind}`) }
}

function lineOf(t: Translate, { row, column, severity, message }: LogLine) {
  const tone: Tone = severity === 'refused' ? 'bar' : 'hold'
  return { row, column, text: say(t, message), severity: { text: t(`jobs:severities.${severity}`), tone } }
}
