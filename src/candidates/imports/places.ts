import { type Message, message } from '../../lib/message'
import { headingOf, type RosterColumn } from '../roster/roster-columns'
import { type CountyShape, findPlace, type Team, type Township } from '../../organisations/organisation'

/** A row's team, or which column is wrong and how to mend it. */
export type Placed = { township: Township; team: Team } | { column: string; problem: Message }

/** Finds the team that a row means; a clerk's rows must be of the own township. The same words are looked up once. */
export function placeFinder(county: CountyShape, townshipId: string | null) {
  const found = new Map<string, Placed>()
  return ({ township, village }: { township: string; village: string }): Placed => {
    const key = `${township}\n${village}`
    const before = found.get(key)
    if (before) return before
    const placed = placeOf(county, townshipId, township, village)
    found.set(key, placed)
    return placed
  }
}

function placeOf(county: CountyShape, own: string | null, written: string, village: string): Placed {
  const township = findPlace(written, county)
  if (own !== null && township?.id !== own) return wrong('township', 'otherTownship', { township: written })
  if (!township) return wrong('township', 'township', { township: written })
  const team = findPlace(village, township.teams)
  return team ? { township, team } : wrong('village', 'team', { township: township.name, team: village })
}

function wrong(column: RosterColumn, key: string, values: Message['values']): Placed {
  return { column: headingOf(column), problem: message(`candidates:import.wrong.${key}`, values) }
}
