import type { CountyShape } from '../organisations/organisation'
import { townshipKey, villageKey } from './place-key'

/** Finds the team that a township and a village mean, in whatever form they are written; null for none or several. */
export function teamFinder(county: CountyShape): (township: string | null, village: string | null) => string | null {
  const found = new Map<string, string | null>()
  for (const { name: township, teams } of county)
    for (const { id, name } of teams) {
      const place = placeOf(township, name)
      found.set(place, found.has(place) ? null : id)
    }
  return (township, village) => (township && village ? (found.get(placeOf(township, village)) ?? null) : null)
}

function placeOf(township: string, village: string): string {
  return `${townshipKey(township)}|${villageKey(village)}`
}
