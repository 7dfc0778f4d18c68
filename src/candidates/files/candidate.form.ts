import { z } from 'zod'
import type { Day } from '../../lib/day'
import { type Message, message } from '../../lib/message'
import type { CandidateFile } from '../candidate'
import { type CandidateForm, type FormField, formFields, relativeFields } from './file-fields'
import { fileOf } from '../person'
import { readRelatives, type RelativeRow } from './relatives.form'
import { personOn } from '../roster/roster-person'
import { rosterColumns, type RosterColumn } from '../roster/roster-columns'

/** A file to be entered or corrected. The ID number is whole (18 characters); `version` is of the file that was edited. */
export type FileCommand = {
  teamId: string
  idNumber: string
  file: CandidateFile
  relatives: RelativeRow[]
  version: number
}

export type FormReading = { ok: true; command: FileCommand } | { ok: false; problems: Record<string, Message> }

/** Takes what a browser sent for the fields we know; anything else is left where it is. */
export function readCandidateForm(body: unknown): CandidateForm {
  const names = [...formFields, ...relativeFields]
  const shape = z.object(Object.fromEntries(names.map((name) => [name, z.string().catch('')])))
  return shape.parse(body ?? {}) as CandidateForm
}

/**
 * The form as a command, or one message for each field that is wrong. Its rules are the roster's: the fields are read as
 * a row of it, and what an import only warns of is asked to be put right here. Ages count on `day`.
 */
export function commandOf(form: CandidateForm, teamIds: readonly string[], day: Day): FormReading {
  const { person, problems: found } = personOn({ row: 1, cells: cellsOf(form) }, headings, {
    referenceDate: day,
    date1904: false,
    strict: true,
  })
  const { relatives, problems: ofRelatives } = readRelatives(form)
  const problems: Record<string, Message> = { ...ofRelatives, ...lengthProblems(form) }
  for (const problem of found) problems[fieldOf(problem.column)] ??= problem.message
  for (const field of ['name', 'idNumber', 'position'] as const)
    if (form[field].trim() === '') problems[field] = message(`candidates:form.required.${field}`)
  if (!teamIds.includes(form.teamId)) problems['teamId'] = message('candidates:form.required.teamId')
  if (!person || Object.keys(problems).length > 0) return { ok: false, problems }
  const command = { teamId: form.teamId, idNumber: person.idNumber, file: fileOf(person), relatives }
  return { ok: true, command: { ...command, version: Number(form.version) || 0 } }
}

const longest: Partial<Record<FormField, number>> = { currentPost: 100, remarks: 500 }

/** Which field of the page a column of the roster is; township and sex are not asked for. */
const columnOf: Partial<Record<RosterColumn, FormField>> = {
  name: 'name',
  idNumber: 'idNumber',
  ethnicGroup: 'ethnicGroup',
  politicalStatus: 'politicalStatus',
  partyDate: 'partyJoined',
  education: 'education',
  currentPost: 'currentPost',
  position: 'position',
  source: 'source',
  nomination: 'nomination',
  mobile: 'phone',
  isNew: 'isNew',
  holdsBoth: 'bothPosts',
  remarks: 'remarks',
}

const headings = {
  row: 0,
  columns: Object.fromEntries(rosterColumns.map(({ key }, index) => [key, index])),
  written: [],
  extra: [],
  missing: [],
}

/** Township and village are chosen from a list; for the roster's rules it is enough that they are there. */
function cellsOf(form: CandidateForm): string[] {
  return rosterColumns.map(({ key }) => {
    const field = columnOf[key]
    return field ? form[field] : key === 'township' || key === 'village' ? '-' : ''
  })
}

function fieldOf(column: RosterColumn): FormField {
  return columnOf[column] ?? 'teamId'
}

function lengthProblems(form: CandidateForm): Record<string, Message> {
  const long = Object.entries(longest).filter(([field, limit]) => form[field as FormField].length > limit)
  return Object.fromEntries(long.map(([field, limit]) => [field, message('candidates:form.long', { limit })]))
}
