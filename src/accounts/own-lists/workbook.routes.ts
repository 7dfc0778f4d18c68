import type { Request, Response } from 'express'
import type { Deps } from '../../deps'
import { minuteInChina } from '../../lib/clock'
import { Invalid } from '../../lib/errors'
import { message } from '../../lib/message'
import { writeWorkbook } from '../../sheets/writing'
import { cellText, type Column, type Row, shownColumns } from '../../web/pages/table'
import type { ListName } from './own-list'
import { exportedList } from './own-lists.actions'
import { chosenColumns } from './own-lists.store'

/** Rows that one request makes at most; more than this is filtered first. */
const mostInWorkbook = 5_000

/** A list as it is shown, for all its leaves; `rows` gives a part of it in its order. */
type Shown<K extends string> = {
  list: ListName
  title: string
  columns: Column<K>[]
  rows: (part: { skip: number; take: number }) => Promise<Row<K>[]>
}

/**
 * Sends what the list shows as .xlsx, in the person's own columns; that it was taken out is recorded before. The last row
 * says who took it and when. @throws Invalid when the list is longer than one export may be
 */
export async function sendWorkbook<K extends string>(deps: Deps, req: Request, res: Response, shown: Shown<K>) {
  const { list, title } = shown
  const rows = await shown.rows({ skip: 0, take: mostInWorkbook + 1 })
  if (rows.length > mostInWorkbook) throw new Invalid({ '': message('ownLists:tooLong', { most: mostInWorkbook }) })
  const columns = shownColumns(shown.columns, await chosenColumns(deps.db, req.actor.accountId, list))
  await exportedList(deps, req.actor, { list, rows: rows.length, columns: columns.map(({ key }) => key) })
  const file = await writeWorkbook([
    {
      name: title,
      columns: columns.map(({ label, width = 16 }) => ({ heading: label, width })),
      rows: [...rows.map((row) => columns.map((column) => textOf(row, column.key))), [markOf(deps, req, rows.length)]],
    },
  ])
  res.attachment(`${title}.xlsx`).type('xlsx').send(file)
}

function textOf<K extends string>({ cells }: Row<K>, key: K): string {
  const cell = cells[key]
  return cell ? cellText(cell) : ''
}

function markOf({ clock }: Deps, { t, actor, place }: Request, count: number): string {
  const unit = [place?.county, place?.unit].filter(Boolean).join(' ')
  return t('ownLists:mark', { unit, name: actor.name, at: minuteInChina(clock.now()), count })
}
