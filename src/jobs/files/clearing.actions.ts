import type { Acting } from '../../audit/recorded'
import { nudge } from '../../lib/nudge'
import { foldersIn, removeFolder } from '../../vault/folders'
import { folderOf, foldersOfJobs, type JobFileDeps, partsOf } from './job-files.actions'
import { holdingOf, markRemoved } from './job-files.store'

type ClearingDeps = JobFileDeps & Acting & { log: { error(details: object, text: string): void } }

const minute = 60_000
/** A folder is there some moments before its job is. */
const underWay = 60 * minute

/** Takes away what nobody may have any more, what jobs have read, and what their steps left to each other. */
export async function clearFiles(deps: ClearingDeps): Promise<void> {
  const now = deps.clock.now()
  await markRemoved(deps.db, now)
  const folders = (await foldersIn(foldersOfJobs(deps))).filter(({ name }) => /^[0-9a-f-]{36}$/.test(name))
  const ids = folders.map(({ name }) => name)
  const jobs = new Map((await holdingOf(deps.db, ids)).map((job) => [job.id, job]))
  for (const { name, changedAt } of folders) {
    const job = jobs.get(name)
    const left = job ? job.ended && !job.holds : Date.now() - changedAt.getTime() > underWay
    if (left) await removeFolder(folderOf(deps, name))
    else if (job?.ended) await removeFolder(partsOf(deps, name))
  }
}

/** Every minute; which node does it does not matter. The returned function stops it. */
export function keepClearing(deps: ClearingDeps): () => void {
  const tell = (error: unknown) =>
    deps.log.error({ error: error instanceof Error ? error.name : 'unknown' }, 'clearing away files of jobs failed')
  return nudge(minute, () => clearFiles(deps), tell)
}
