/** Which list is wanted: of a cycle, of one township or of all that the actor may see, in a language. */
export type ListAsked = { list: string; cycleId: string; townshipId: string | null; lang: string }

/** One person of a list. */
export type ListRow = { candidateId: string; cells: string[] }

/** What stands around the rows of a list: its file, its title, its columns, and who took the copy out and when. */
export type ListFrame = {
  fileName: string
  sheet: string
  title: string
  columns: { heading: string; width: number }[]
  mark: string
}

/** Nobody takes more people out in one file (domain §9: exports are limited). */
export const mostListed = 100_000
