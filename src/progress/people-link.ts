import type { Role } from '../accounts/role'

type Asked =
  'round' | 'standing' | 'township' | 'team' | 'waiting' | 'signed' | 'stage' | 'milestone' | 'move' | 'from' | 'to'

/** The list of the people behind a number; '' for who sees counts only. */
export type LinkTo = (filter: Partial<Record<Asked, string>>) => string

export const peopleHref: LinkTo = (filter) => {
  const query = new URLSearchParams(Object.entries(filter).filter(([, value]) => value)).toString()
  return query ? `/candidates?${query}` : '/candidates'
}

/** Observers read counts, and no list of people stands behind them. */
export function linkFor(role: Role): LinkTo {
  return role === 'observer' ? () => '' : peopleHref
}
