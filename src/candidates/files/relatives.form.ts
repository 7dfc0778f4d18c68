import { readIdNumber } from '../../lib/id-number'
import { type Message, message } from '../../lib/message'
import { personName } from '../../lib/tidy'
import { kinships, type Kinship } from '../candidate'
import { relativeRows } from './file-fields'

/** A near relative as typed: the ID number whole where it was given, `kept` where an old one stays as it is. */
export type RelativeRow = { kinship: Kinship; name: string; idNumber: string | null; kept: boolean }

/** Rows without a name and a number are left out. A number that is given must be one. */
export function readRelatives(form: Record<string, string>): {
  relatives: RelativeRow[]
  problems: Record<string, Message>
} {
  const problems: Record<string, Message> = {}
  const relatives = relativeRows.flatMap((row) => {
    const relative = readRow(form, row, problems)
    return relative ? [relative] : []
  })
  return { relatives, problems }
}

function readRow(form: Record<string, string>, row: number, problems: Record<string, Message>): RelativeRow | null {
  const name = personName(form[`relative${row}`] ?? '')
  const typed = (form[`relativeNumber${row}`] ?? '').trim()
  const kinship = kinships.find((word) => word === form[`kinship${row}`])
  if (name === '' && typed === '') return null
  const length = [...name].length
  if (length < 2 || length > 30) problems[`relative${row}`] = message('candidates:form.relative.name')
  if (!kinship) problems[`kinship${row}`] = message('candidates:form.relative.kinship')
  const number = typed === '' ? null : readIdNumber(typed)
  if (number && !number.ok) problems[`relativeNumber${row}`] = number.message
  if (!kinship) return null
  return { kinship, name, idNumber: number?.ok ? number.number : null, kept: form[`relativeKept${row}`] === 'yes' }
}
