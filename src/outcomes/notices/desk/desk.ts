import type { Role } from '../../../accounts/role'
import { listAddress } from '../../../lib/list-address'
import { plainSort, type Sort, type Sorts } from '../../../lib/sort'

/**
 * 告知与复核, by what comes next: nobody told yet · issued, to be handed over · the time runs · it has run out · a reply
 * waits for its re-review · the re-review is out · it waits for the leading group's answer · another outcome has to be
 * proposed first · ended.
 */
export const desks = [
  'untold',
  'issued',
  'running',
  'over',
  'replied',
  'rereview',
  'answer',
  'overtaken',
  'ended',
] as const
export type Desk = (typeof desks)[number]

/** By its columns: whose day comes first stands first, what was handed over last stands first. */
export const deskSorts = {
  clock: 'ascending',
  name: 'ascending',
  place: 'ascending',
  documentNumber: 'ascending',
  servedOn: 'descending',
} as const satisfies Sorts<string>
export type DeskSort = Sort<keyof typeof deskSorts>

/** What the page shows, as its address says; no cycle: the current one. */
export type DeskAsked = { desk: Desk; sort: DeskSort; cycle: string | null }

export function deskHref(asked: DeskAsked & { page?: number }): string {
  return listAddress('/notices', asked, { sort: plainSort(deskSorts), page: 1 })
}

/** The desks that wait for a role, in the order of its work. */
export const desksOf: Partial<Record<Role, readonly Desk[]>> = {
  office: ['untold', 'issued', 'over', 'replied', 'overtaken'],
  leading_group: ['answer'],
  township_clerk: ['issued', 'running'],
  township_lead: ['issued', 'running'],
}

export function isDesk(word: unknown): word is Desk {
  return desks.includes(word as Desk)
}

/** What a role sees first: where something waits for it, else its first desk. */
export function firstDesk(role: Role, counts: ReadonlyMap<Desk, number>): Desk {
  const own = desksOf[role] ?? desks
  return own.find((desk) => (counts.get(desk) ?? 0) > 0) ?? own[0]!
}
