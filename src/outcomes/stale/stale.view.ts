import { nameOfCode } from '../../candidates/codes/code-list'
import { posts } from '../../candidates/codes/post'
import type { OwnSetUp } from '../../accounts/own-lists/own-list'
import { listing } from '../../accounts/own-lists/own-lists.view'
import { minuteInChina } from '../../lib/clock'
import { columnsOf } from '../../lib/sort'
import type { Column, Row } from '../../lib/table'
import type { Translate } from '../../locales/translate'
import { statusOf } from '../../standings/standings.view'
import { outcomeStatus, stateStatus } from '../outcomes.view'
import type { Change } from './change'
import type { Overtaken } from './stale.actions'
import { type StaleAsked, staleHref, staleSorts } from './stale-list'

export type StaleWords = { t: Translate; lang: string; departments: { key: string; name: string; nameEn: string }[] }

const mostChanges = 12

const columns = {
  name: { fixed: true },
  place: { width: 30 },
  outcome: { width: 22 },
  was: {},
  now: {},
  changes: { width: 60 },
  since: { width: 20 },
}
type StaleColumn = keyof typeof columns

type Given = {
  overtaken: Overtaken[]
  total: number
  asked: StaleAsked
  own: OwnSetUp
  /** The leaf that is open. */
  page: number
  pager: object
}

export function stalePage(words: StaleWords, { overtaken, total, ...given }: Given) {
  const { t } = words
  return {
    title: t('certificates:stale.title'),
    lead: t('certificates:stale.lead', { count: total }),
    breadcrumbs: [{ label: t('outcomes:title'), href: '/outcomes' }],
    listing: listing(t, {
      ...given,
      list: 'stale',
      address: staleHref({ ...given.asked, page: given.page }),
      columns: staleColumns(t, given.asked),
      rows: overtaken.map((one) => staleCells(one, words)),
      caption: t('certificates:stale.title'),
      empty: { title: t('certificates:stale.none'), text: t('certificates:stale.noneText') },
    }),
  }
}

export function staleColumns(t: Translate, asked: StaleAsked): Column<StaleColumn>[] {
  return columnsOf(columns, (key) => t(`certificates:stale.column.${key}`), {
    sorts: staleSorts,
    sort: asked.sort,
    hrefOf: (sort) => staleHref({ sort }),
  })
}

/** An overtaken outcome with what changed, in words; the longest story stays readable. */
export function staleCells({ line, now, since, changes }: Overtaken, words: StaleWords): Row<StaleColumn> {
  const { t, lang } = words
  const more = changes.length - mostChanges
  const shown = changes.slice(0, mostChanges).map((change) => changeLine(change, words))
  const said = more > 0 ? [...shown, t('certificates:stale.more', { count: more })] : shown
  return {
    cells: {
      name: { text: line.name, href: `/candidates/${line.candidateId}` },
      place: { text: `${line.township} · ${line.team}`, under: nameOfCode(posts, line.position, lang) },
      outcome: {
        text: outcomeStatus(line.outcome, t).text,
        href: `/outcomes/${line.id}`,
        also: [stateStatus(line.state, t)],
      },
      was: statusOf(line.standing, t),
      now: statusOf(now, t),
      changes: { text: '', said: said.map((text) => ({ text })) },
      since: { text: minuteInChina(since), whole: true },
    },
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
