import { compareCodes } from '../criteria/code-order'
import type { DepartmentKind } from '../organisations/departments/departments-preset'
import { writeCsv } from '../sheets/writing'
import type { Vetted } from './vet'

type Row = Vetted['rows'][number]

const header = ['id_number', 'name', 'township', 'village', 'position', 'standing', 'reasons', 'lapsed', 'waiting_for']

/** One line per person in roster order; lists inside a field are joined by a semicolon. */
export function standingsCsv(vetted: Vetted, known: readonly DepartmentKind[]): Buffer {
  return writeCsv(
    header,
    vetted.rows.map((row) => {
      const { idNumber, name, township, village, position, result } = row
      const lists = [reasonCodes(row), lapsedCodes(row), waitingFor(row, known)].map((list) => list.join(';'))
      return [idNumber, name, township, village, position, result.standing, ...lists]
    }),
  )
}

/** Codes whose finding is confirmed, disputed, pending or unanswered, in code order; open ones are waited for. */
export function reasonCodes({ result }: Row): string[] {
  return result.reasons.filter(({ finding }) => finding !== 'open').map(({ code }) => code)
}

export function lapsedCodes({ result }: Row): string[] {
  return [...new Set(result.lapsed.map(({ code }) => code))].sort(compareCodes)
}

/** Names of the departments that are out, in the order of the criteria file. */
export function waitingFor({ result }: Row, known: readonly DepartmentKind[]): string[] {
  return result.waitingFor.map((key) => nameOf(key, known))
}

export function nameOf(key: string, known: readonly DepartmentKind[]): string {
  return known.find((department) => department.key === key)?.name ?? key
}
