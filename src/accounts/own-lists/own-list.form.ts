import { z } from 'zod'
import { line, readFields, several } from '../../lib/form'
import { keptQuery, type ListName, listNames } from './own-list'

const name = line(30, 'ownLists:problem.name')

const saving = z
  .object({ list: z.enum(listNames, 'ownLists:problem.address'), name, address: z.string('ownLists:problem.address') })
  .transform(({ address, ...rest }) => ({ ...rest, query: keptQuery(rest.list, address) }))
  .refine(({ query }) => query !== null, 'ownLists:problem.address')

/** Which list, under which name, with which filters. @throws Invalid */
export function readSaving(body: unknown): { list: ListName; name: string; query: string } {
  const { query, ...rest } = readFields(saving, body)
  return { ...rest, query: query! }
}

/** A saved filter's new name. @throws Invalid */
export function readName(body: unknown): string {
  return readFields(z.object({ name }), body).name
}

/** The columns that were ticked; nonsense is dropped where they are used. */
export function readColumns(body: unknown): string[] {
  return readFields(z.object({ columns: several(40, 'ownLists:problem.columns') }), body).columns
}
