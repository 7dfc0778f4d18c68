/** How long a sign-in lasts without a request, and how long at most (等保2.0 level 3 asks for both to be bounded). */
export const idleMinutes = 30
export const absoluteHours = 12

const minute = 60_000

/** A session is written down as seen at most once a minute: most requests then write nothing. */
export function isDueToBeSeen(seenAt: Date, now: Date): boolean {
  return now.getTime() - seenAt.getTime() >= minute
}

/** The idle or the absolute end, whichever comes first. */
export function endOf(createdAt: Date, now: Date): Date {
  return new Date(Math.min(now.getTime() + idleMinutes * minute, createdAt.getTime() + absoluteHours * 60 * minute))
}
