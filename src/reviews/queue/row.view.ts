import type { Actor } from '../../accounts/actor'
import { nameOfCode } from '../../candidates/codes/code-list'
import { posts } from '../../candidates/codes/post'
import type { Nearness } from '../../candidates/structure/nearness'
import { nearHint } from '../../candidates/structure/nearness.view'
import { ageOn, dayFromDate, type Day } from '../../lib/day'
import type { Cell, Row } from '../../lib/table'
import type { Translate } from '../../locales/translate'
import { statusOf } from '../desk/desk.view'
import type { Reader } from '../file.view'
import { isEarlierHand } from '../review.policy'
import type { QueueColumn } from './columns.view'
import { filterQuery, type QueueFilter } from './queue-filter'
import type { QueueRow } from './queue.store'

/** What a row is made from, on the page and in the workbook. */
type RowGiven = {
  filter: QueueFilter
  actor: Pick<Actor, 'accountId'>
  today: Day
  /** How the reader is near to candidates of these rows. */
  near: Map<string, Nearness[]>
}

/** One line of the queue. */
export function queueRow(reader: Reader, row: QueueRow, given: RowGiven): Row<QueueColumn> {
  const { t, lang } = reader
  return {
    cells: {
      name: { text: row.name, href: `/reviews/${row.id}${filterQuery(given.filter)}` },
      state: stateCell(t, row, given),
      township: { text: row.township },
      team: { text: row.team },
      position: { text: nameOfCode(posts, row.position, lang) },
      age: { text: String(ageOn(dayFromDate(row.birth), dayFromDate(row.referenceDate))) },
      round: { text: String(row.roundNumber) },
    },
  }
}

function stateCell(t: Translate, row: QueueRow, { filter, actor, today, near }: RowGiven): Cell {
  const open = (row.state === 'unsigned' || row.state === 'returned') && !row.withdrawn
  const flag = row.flagged ? [{ text: t('reviews:queue.flag'), tone: 'bar' as const }] : []
  const handed = open && row.recused.length ? [{ text: t('nearness:handedOver'), tone: 'hold' as const }] : []
  const hint = open ? nearHint(t, near.get(row.candidateId), `/reviews/${row.id}/recusal${filterQuery(filter)}`) : null
  const link = { text: t('nearness:recuse'), label: t('nearness:recuseOne', { name: row.name }) }
  return {
    ...statusOf(t, row),
    tags: [...flag, ...recheckTag(t, row, today), ...handed],
    under: isEarlierHand(actor, 'draft', row) && row.recheckOpen ? t('reviews:queue.others') : undefined,
    said: [
      ...(row.sentBack ? [{ text: row.sentBack }] : []),
      ...(hint ? [{ tag: hint.tag, text: hint.brief, link: { ...link, href: hint.recusal } }] : []),
    ],
  }
}

/** Why it was sent back, and until when; overdue is said in words. */
function recheckTag(t: Translate, { recheckKind, recheckOpen, recheckDueOn }: QueueRow, today: Day): Cell['tags'] & {} {
  if (!recheckKind || !recheckDueOn) return []
  const [name, day] = [t(`rechecks:kind.${recheckKind}`), dayFromDate(recheckDueOn)]
  if (!recheckOpen) return [{ text: name, tone: 'plain' }]
  const overdue = day < today
  const text = t(overdue ? 'reviews:queue.overdue' : 'reviews:queue.due', { name, day })
  return [{ text, tone: overdue ? 'bar' : 'hold' }]
}
