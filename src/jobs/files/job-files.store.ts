import type { Tx } from '../../db/client'
import { type FileDirection, keptHours, type JobFile, type KeptFile } from './job-file'

export async function insertFile(tx: Tx, jobId: string, file: JobFile, now: Date): Promise<void> {
  const keptUntil = new Date(now.getTime() + keptHours[file.direction] * 3600 * 1000)
  await tx.jobFile.create({ data: { ...file, jobId, keptUntil } })
}

export async function findFile(db: Tx, jobId: string, direction: FileDirection): Promise<KeptFile | null> {
  const row = await db.jobFile.findUnique({ where: { jobId_direction: { jobId, direction } }, omit: { jobId: true } })
  return row && { ...row, direction }
}

/** Marks the files whose time is over, and those given to jobs that have ended. */
export async function markRemoved(db: Tx, now: Date): Promise<void> {
  await db.$executeRaw`
    UPDATE job_file f SET removed_at = ${now} FROM job j
    WHERE j.id = f.job_id AND f.removed_at IS NULL
      AND (f.kept_until <= ${now} OR (f.direction = 'given' AND j.ended_at IS NOT NULL))`
}

/** Of these jobs: whether each has ended, and whether it still holds a file. */
export async function holdingOf(db: Tx, jobIds: string[]): Promise<{ id: string; ended: boolean; holds: boolean }[]> {
  return db.$queryRaw`
    SELECT j.id, j.ended_at IS NOT NULL AS ended,
      EXISTS (SELECT FROM job_file f WHERE f.job_id = j.id AND f.removed_at IS NULL) AS holds
    FROM job j WHERE j.id = ANY(${jobIds}::uuid[])`
}
