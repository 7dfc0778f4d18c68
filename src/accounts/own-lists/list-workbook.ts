import type { Request, Response } from 'express'
import type { Deps } from '../../deps'
import { minuteInChina } from '../../lib/clock'
import { cellText, type Column, type Row } from '../../lib/table'
import { writeWorkbook } from '../../sheets/writing'
import type { ListName } from './own-list'
import { type Part, takeOutList } from './own-lists.actions'

type Taken<K extends string> = { title: string; columns: Column<K>[]; rows: Row<K>[]; mark: string }

/**
 * Answers with a list as it is shown, all its leaves in the person's own columns; `note` is what else to know of it. It is
 * recorded. @throws Invalid when the list is too long
 */
export async function sendListWorkbook<K extends string>(
  deps: Deps,
  req: Request,
  res: Response,
  list: {
    list: ListName
    title: string
    columns: Column<K>[]
    rowsOf: (part: Part) => Promise<Row<K>[]>
    note?: string
  },
): Promise<void> {
  const { title, note = '' } = list
  const taken = await takeOutList(deps, req.actor, list)
  const mark = exportMark(req, taken.rows.length, deps.clock.now()) + note
  const file = await listWorkbook({ ...taken, title, mark })
  res.attachment(`${title}.xlsx`).type('xlsx').send(file)
}

/** A list as .xlsx; the last row says who took it out and when. */
function listWorkbook<K extends string>({ title, columns, rows, mark }: Taken<K>): Promise<Buffer> {
  const textOf = ({ cells }: Row<K>, key: K) => (cells[key] ? cellText(cells[key]) : '')
  return writeWorkbook([
    {
      name: title,
      columns: columns.map(({ label, width = 16 }) => ({ heading: label, width })),
      rows: [...rows.map((row) => columns.map(({ key }) => textOf(row, key))), [mark]],
    },
  ])
}

function exportMark({ t, actor, place }: Request, count: number, now: Date): string {
  const unit = [place?.county, place?.unit].filter(Boolean).join(' ')
  return t('ownLists:mark', { unit, name: actor.name, at: minuteInChina(now), count })
}
