import { askClamd, clamdVersion } from '../../vault/clamd'
import type { EvidenceDeps } from '../evidence.actions'
import { notScannedWith, type Stored } from '../evidence.store'
import { keepVerdict, readIfWhole } from './scanning.actions'

/** What became of the files; `ended` says whether all were looked at. */
export type Rescan = {
  version: string
  clean: number
  refused: number
  damaged: number
  ended: 'all' | 'silent'
}

const chunk = 50
const first = '00000000-0000-0000-0000-000000000000'

/**
 * Scans every stored file that the daemon with its present signatures has not seen: those that came in before it was set,
 * and those that older signatures let pass. Each file is one act, so a run that was cut off goes on where it was when it
 * is run again. Null where no scanner is set.
 */
export async function rescanAll(deps: EvidenceDeps, tell: (done: number) => void): Promise<Rescan | null> {
  if (!deps.config.clamd) return null
  const version = await clamdVersion(deps.config.clamd)
  const rescan: Rescan = { version: version ?? '', clean: 0, refused: 0, damaged: 0, ended: 'silent' }
  if (!version) return rescan
  for (let after = first; ;) {
    const files = await notScannedWith(deps.db, version, after, chunk)
    for (const stored of files) {
      const became = await rescanned(deps, stored, version)
      if (became === 'silent') return rescan
      rescan[became]++
    }
    if (files.length < chunk) return { ...rescan, ended: 'all' }
    after = files.at(-1)!.id
    tell(rescan.clean + rescan.refused + rescan.damaged)
  }
}

async function rescanned(
  deps: EvidenceDeps,
  stored: Stored,
  version: string,
): Promise<'clean' | 'refused' | 'damaged' | 'silent'> {
  const file = await readIfWhole(deps, stored)
  if (!file) return 'damaged'
  const verdict = await askClamd(deps.config.clamd!, file)
  if (verdict.word === 'unanswered') return 'silent'
  return (await keepVerdict(deps, stored.digest, verdict, version)) === 'refused' ? 'refused' : 'clean'
}
