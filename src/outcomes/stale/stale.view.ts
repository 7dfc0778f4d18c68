import { nameOfCode } from '../../candidates/codes/code-list'
import { posts } from '../../candidates/codes/post'
import { minuteInChina } from '../../lib/clock'
import type { Translate } from '../../locales/translate'
import { statusOf } from '../../standings/standings.view'
import { outcomeStatus, stateStatus } from '../outcomes.view'
import type { Change } from './change'
import type { Overtaken } from './stale.actions'

export type StaleWords = { t: Translate; lang: string; departments: { key: string; name: string; nameEn: string }[] }

const mostChanges = 12

/** An overtaken outcome with what changed, in words; the longest story stays readable. */
export function staleRow({ line, now, since, changes }: Overtaken, words: StaleWords) {
  const { t, lang } = words
  const more = changes.length - mostChanges
  const shown = changes.slice(0, mostChanges).map((change) => changeLine(change, words))
  return {
    name: line.name,
    href: `/outcomes/${line.id}`,
    candidateHref: `/candidates/${line.candidateId}`,
    place: `${line.township} · ${line.team}`,
    position: nameOfCode(posts, line.position, lang),
    outcome: outcomeStatus(line.outcome, t),
    state: stateStatus(line.state, t),
    was: statusOf(line.standing, t),
    now: statusOf(now, t),
    since: minuteInChina(since),
    changes: more > 0 ? [...shown, t('certificates:stale.more', { count: more })] : shown,
  }
}

function changeLine(change: Change, words: StaleWords): string {
  const { t } = words
  const key = `certificates:stale.change.${change.kind}`
  if (change.kind === 'withdrawn' || change.kind === 'criteria') return t(key)
  if (change.kind === 'round' || change.kind === 'referenceDate') return t(key, { from: change.from, to: change.to })
  const department = departmentName(change.department, words)
  if (change.kind === 'facts') return t(key, { department, item: change.item })
  if (change.kind !== 'answer') return t(key, { department })
  const [from, to] = [change.from, change.to].map((word) => t(`certificates:from.${word ?? 'unsigned'}`))
  return t(key, { department, item: change.item, from: from!, to: to! })
}

function departmentName(key: string, { departments, lang }: StaleWords): string {
  const department = departments.find((one) => one.key === key)
  return (lang === 'en' ? department?.nameEn : department?.name) || key
}
