import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import type { Actor } from '../../accounts/actor'
import { appendEntries } from '../../audit/audit.store'
import { entryOf, recorded, type Acting } from '../../audit/recorded'
import type { Tx } from '../../db/client'
import { NotFound, Refused } from '../../lib/errors'
import { message } from '../../lib/message'
import { FileDamaged, readSealed, type VaultKeys, writeSealed } from '../../vault/sealed-files'
import { findJob } from '../jobs.store'
import { type FileDirection, isGone, type JobFile, type KeptFile } from './job-file'
import { findFile } from './job-files.store'

/** Files of jobs lie beside the evidence, which all nodes share (docs/decisions/0028). */
export type JobFileDeps = { keys: VaultKeys; config: { evidenceDir: string } }

export const foldersOfJobs = ({ config }: JobFileDeps) => join(config.evidenceDir, 'jobs')
export const folderOf = (deps: JobFileDeps, jobId: string) => join(foldersOfJobs(deps), jobId)
/** What only the job's own steps read; cleared away at its end. */
export const partsOf = (deps: JobFileDeps, jobId: string) => join(folderOf(deps, jobId), 'parts')

/** Puts a file into the job's folder; the step that does so gives it back as its `file`, and with that it counts. */
export async function storeFile(
  deps: JobFileDeps,
  jobId: string,
  { bytes, ...file }: Pick<JobFile, 'direction' | 'fileName' | 'numbers'> & { bytes: Buffer },
): Promise<JobFile> {
  const digest = await writeSealed(folderOf(deps, jobId), deps.keys, bytes)
  return { ...file, digest, size: bytes.length }
}

/** Keeps the upload that a job reads; `openGiven` gives it back to every later step. */
export function storeGiven(deps: JobFileDeps, jobId: string, { name, file }: { name: string; file: Buffer }) {
  return storeFile(deps, jobId, { direction: 'given', fileName: name, numbers: 0, bytes: file })
}

/** The file that a job was given. @throws FileDamaged, NotFound */
export async function openGiven(db: Tx, deps: JobFileDeps, jobId: string): Promise<{ name: string; file: Buffer }> {
  const { fileName, digest } = await fileOf(db, jobId, 'given')
  return { name: fileName, file: await readSealed(folderOf(deps, jobId), deps.keys, digest) }
}

/** Keeps what one step hands to a later one, sealed; gives its digest, for the cursor. */
export function writePart(deps: JobFileDeps, jobId: string, part: unknown): Promise<string> {
  return writeSealed(partsOf(deps, jobId), deps.keys, gzipSync(JSON.stringify(part)))
}

/** What writePart was given, as JSON keeps it. @throws FileDamaged */
export async function readPart<Part>(deps: JobFileDeps, jobId: string, digest: string): Promise<Part> {
  const read = await readSealed(partsOf(deps, jobId), deps.keys, digest)
  return JSON.parse(gunzipSync(read).toString()) as Part
}

/**
 * Hands a job's file out to its person, as long as they have the role and unit they had; each time is recorded, and that
 * whole ID numbers were seen. @throws NotFound, Refused once it was cleared away
 */
export async function takeFile(
  deps: JobFileDeps & Acting,
  actor: Actor,
  jobId: string,
): Promise<{ fileName: string; file: Buffer }> {
  if (!(await findJob(deps.db, actor, jobId))) throw new NotFound()
  const made = await fileOf(deps.db, jobId, 'made')
  const now = deps.clock.now()
  if (isGone(made, now)) throw new Refused(message('jobs:refused.gone'), 409)
  const file = await readWhole(deps, jobId, made)
  await recorded(deps, actor, 'job.file_taken', async (tx) => {
    const shown = { type: 'job', id: jobId, details: { people: made.numbers } }
    if (made.numbers) await appendEntries(tx, [entryOf(actor, 'candidate.number_shown', now)(shown)])
    return { result: undefined, record: { type: 'job', id: jobId, details: { bytes: made.size } } }
  })
  return { fileName: made.fileName, file }
}

async function readWhole(deps: JobFileDeps, jobId: string, { digest }: KeptFile): Promise<Buffer> {
  try {
    return await readSealed(folderOf(deps, jobId), deps.keys, digest)
  } catch (error) {
    throw error instanceof FileDamaged ? new Refused(message('jobs:refused.gone'), 409) : error
  }
}

async function fileOf(db: Tx, jobId: string, direction: FileDirection): Promise<KeptFile> {
  const file = await findFile(db, jobId, direction)
  if (!file) throw new NotFound()
  return file
}
