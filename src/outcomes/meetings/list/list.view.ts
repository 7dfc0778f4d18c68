import { columnsOf } from '../../../lib/sort'
import type { Column, Row } from '../../../lib/table'
import type { Translate } from '../../../locales/translate'
import type { ListedMeeting } from '../meetings.store'
import { type MeetingSort, meetingsHref, meetingSorts } from './meeting-list'

const columns = {
  day: { fixed: true, width: 24 },
  number: { width: 24 },
  state: {},
  people: { number: true },
  open: { number: true },
}
type MeetingColumn = keyof typeof columns

export function meetingColumns(t: Translate, sort: MeetingSort): Column<MeetingColumn>[] {
  return columnsOf(columns, (key) => t(`meetings:column.${key}`), {
    sorts: meetingSorts,
    sort,
    hrefOf: (to) => meetingsHref({ sort: to }),
  })
}

/** One line of the list of meetings. */
export function meetingCells(meeting: ListedMeeting, t: Translate): Row<MeetingColumn> {
  const { id, metOn, place, documentNumber, state, people, open } = meeting
  return {
    cells: {
      day: { text: metOn, href: `/meetings/${id}`, under: place || undefined },
      number: { text: documentNumber },
      state: { text: t(`meetings:state.${state}`), tone: state === 'called' ? 'waiting' : 'clear' },
      people: { text: String(people) },
      open: { text: String(state === 'called' ? open : 0) },
    },
  }
}
