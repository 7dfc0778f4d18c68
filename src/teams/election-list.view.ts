import { columnsOf } from '../lib/sort'
import type { Cell, Column, Row } from '../lib/table'
import type { Translate } from '../locales/translate'
import { turnoutOf } from './election'
import { type ElectionsAsked, electionsHref, electionSorts } from './election-list'
import type { TeamLine } from './elections.store'

const columns = {
  team: { fixed: true, width: 28 },
  state: {},
  heldOn: {},
  candidates: { number: true },
  elected: { number: true },
  seats: { number: true },
  turnout: { number: true },
  notes: { width: 30 },
}
type ElectionColumn = keyof typeof columns

export function electionColumns(t: Translate, asked: ElectionsAsked): Column<ElectionColumn>[] {
  return columnsOf(columns, (key) => t(`elections:column.${key}`), {
    sorts: electionSorts,
    sort: asked.sort,
    hrefOf: (sort) => electionsHref({ ...asked, sort }),
  })
}

/** One team on the list. */
export function teamCells(line: TeamLine, t: Translate): Row<ElectionColumn> {
  const turnout = turnoutOf(line)
  return {
    cells: {
      team: { text: line.team, href: `/elections/${line.teamId}`, under: line.township },
      state: line.heldOn
        ? { text: t('elections:state.held'), tone: 'clear' }
        : { text: t('elections:state.open'), tone: 'waiting' },
      heldOn: { text: line.heldOn ?? '', whole: true },
      candidates: { text: String(line.candidates) },
      elected: { text: line.heldOn ? String(line.elected) : '' },
      seats: { text: String(line.seats ?? '') },
      turnout: { text: turnout === null ? '' : t('elections:percent', { value: turnout }) },
      notes: notesOf(line, t),
    },
  }
}

/** Who was elected without an outcome that allows it, and who was added after the vote. */
function notesOf({ doubtful, added }: TeamLine, t: Translate): Cell {
  const doubt = doubtful ? [{ text: t('elections:doubtful', { count: doubtful }), tone: 'disputed' as const }] : []
  return { text: '', tags: doubt, under: added ? t('elections:added', { count: added }) : undefined }
}
