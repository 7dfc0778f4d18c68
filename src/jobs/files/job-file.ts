/** given: what the job reads · made: what it hands out to its person. A job has at most one of each. */
export type FileDirection = 'given' | 'made'

/** A file in a job's folder: the name it has outside, its keyed digest, bytes, and people named with whole ID numbers. */
export type JobFile = { direction: FileDirection; fileName: string; digest: string; size: number; numbers: number }

/** A file of a job as it is kept: until when, and since when it is gone. */
export type KeptFile = JobFile & { keptUntil: Date; removedAt: Date | null }

/** What was made holds personal data and can be made again, so it is kept for a day; what is read, until it was read. */
export const keptHours: Record<FileDirection, number> = { given: 7 * 24, made: 24 }

export function isGone({ keptUntil, removedAt }: Pick<KeptFile, 'keptUntil' | 'removedAt'>, now: Date): boolean {
  return removedAt !== null || keptUntil <= now
}
