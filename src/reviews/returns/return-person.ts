import { type CellRow, cellText } from '../../lib/cell'
import { readIdNumber } from '../../lib/id-number'
import { type Message, message } from '../../lib/message'
import { bare, personName } from '../../lib/tidy'
import type { Columns } from './return-columns'

/** Whom rows may be about: names by ID number and, of a workbook that was handed out, each row's fingerprint. */
export type People = { names: ReadonlyMap<string, string>; rows: ReadonlyMap<string, string> | null }

/** Why a row is about nobody, and at which column. */
export type Misfit = { column: number; message: Message }

/** Finds whom rows are about: by ID number, and the name and the row's fingerprint must be that person's. */
export class PersonFinder {
  private readonly holders: ReadonlyMap<string, string>

  constructor(
    private readonly people: People,
    private readonly columns: Columns,
  ) {
    this.holders = new Map([...(people.rows ?? [])].map(([idNumber, fingerprint]) => [fingerprint, idNumber]))
  }

  /** The ID number of the person, or what is wrong. */
  find(row: CellRow): string | Misfit {
    const { columns, people } = this
    const [name, written] = [personName(cellText(row.cells[columns.name])), cellText(row.cells[columns.id])]
    const reading = readIdNumber(written)
    const own = reading.ok ? people.names.get(reading.number) : undefined
    const misplaced = people.rows === null ? null : this.misplaced(row, reading.ok ? reading.number : null)
    if (misplaced) return misplaced
    if (reading.ok && own !== undefined) {
      return name === '' || name === own ? reading.number : misfit(columns.name, 'nameDiffers')
    }
    const changed = name !== '' && [...people.names.values()].includes(name)
    if (!changed && !reading.ok) return { column: columns.id, message: reading.message }
    return misfit(columns.id, changed ? 'idChanged' : 'stranger')
  }

  /** The column of the fingerprints is hidden, so what is wrong is told at the ID number beside it. */
  private misplaced(row: CellRow, idNumber: string | null): Misfit | null {
    const { columns, people } = this
    const fingerprint = bare(cellText(row.cells[columns.fingerprint])).toLowerCase()
    const holder = this.holders.get(fingerprint)
    if (holder !== undefined && holder === idNumber) return null
    if (fingerprint === '') return misfit(columns.id, 'rowAdded')
    if (holder === undefined) return misfit(columns.id, 'rowForeign')
    return misfit(columns.id, idNumber !== null && people.names.has(idNumber) ? 'rowMixed' : 'idAltered')
  }
}

function misfit(column: number, key: string): Misfit {
  return { column, message: message(`returns:problem.${key}`) }
}
