import { recorded } from '../../audit/recorded'
import { nudge } from '../../lib/nudge'
import { askClamd, type Verdict } from '../../vault/clamd'
import { FileDamaged, readSealed, removeLeftovers } from '../../vault/sealed-files'
import { type EvidenceState, evidenceTransitions } from '../evidence'
import type { EvidenceDeps } from '../evidence.actions'
import { linksOf, lockStored, quarantined, saveScan, type Stored } from '../evidence.store'

/** The scanner is the program's own. */
const system = { accountId: null, username: 'system', role: 'system', address: '', requestId: '' }

const mostAtOnce = 50
const minute = 60_000
const leftoverAge = 60 * minute

/** What the scanner says of a file; `off` where none is configured. */
export async function verdictOn(
  { config, log }: Pick<EvidenceDeps, 'config' | 'log'>,
  file: Buffer,
): Promise<Verdict | { word: 'off' }> {
  if (!config.clamd) return { word: 'off' }
  const verdict = await askClamd(config.clamd, file)
  if (verdict.word === 'unanswered') log.warn({ why: verdict.why }, 'the virus scanner does not answer')
  return verdict
}

/** Asks the scanner about a file that waits, and gives its state afterwards. Without a scanner it waits no longer. */
export async function scanStored(deps: EvidenceDeps, { digest }: Stored, file: Buffer): Promise<EvidenceState> {
  const verdict = await verdictOn(deps, file)
  if (verdict.word === 'unanswered') return 'quarantined'
  return keepVerdict(deps, digest, verdict)
}

/** Stores what the scanner said and gives the file's state afterwards; a row of the trail where the state is another. */
export function keepVerdict(
  deps: Pick<EvidenceDeps, 'db' | 'clock'>,
  digest: string,
  verdict: Exclude<Verdict, { word: 'unanswered' }> | { word: 'off' },
  scannedWith: string | null = null,
): Promise<EvidenceState> {
  return recorded(deps, system, 'evidence.scanned', async (tx) => {
    const stored = await lockStored(tx, digest)
    const state = stored && evidenceTransitions[stored.state][verdict.word === 'infected' ? 'refuse' : 'pass']
    const finding = verdict.word === 'infected' ? verdict.finding : null
    const at = verdict.word === 'off' ? null : deps.clock.now()
    // Somebody else may have asked at the same time; what was clean and still is has been looked at anew.
    if (!stored || !state) {
      if (stored?.state === 'clean' && scannedWith)
        await saveScan(tx, stored.id, { state: 'clean', at, finding, scannedWith })
      return { result: stored?.state ?? 'quarantined', records: [] }
    }
    await saveScan(tx, stored.id, { state, finding, at, scannedWith })
    const links = await linksOf(tx, stored.id)
    return { result: state, records: links.map((id) => ({ type: 'evidence', id, details: { state, finding } })) }
  })
}

/** Scans what waits, until all is done or the scanner does not answer; gives how many files wait no longer. */
export async function scanQuarantined(deps: EvidenceDeps): Promise<number> {
  let done = 0
  for (const stored of await quarantined(deps.db, mostAtOnce)) {
    const file = await readIfWhole(deps, stored)
    if (!file) continue
    if ((await scanStored(deps, stored, file)) === 'quarantined') break
    done++
  }
  return done
}

/** Every minute: scans what waits and clears away what crashes left. The returned function stops it. */
export function keepScanning(deps: EvidenceDeps): () => void {
  const round = async () => {
    await scanQuarantined(deps)
    await removeLeftovers(deps.config.evidenceDir, new Date(Date.now() - leftoverAge))
  }
  // A daemon that is slow with many files must not be asked twice at once.
  return nudge(minute, round, (error) => deps.log.error({ error: nameOf(error) }, 'scanning stored files failed'))
}

/** A damaged file cannot be scanned; whoever opens it is told. */
export async function readIfWhole({ keys, config, log }: EvidenceDeps, { id, digest }: Stored): Promise<Buffer | null> {
  try {
    return await readSealed(config.evidenceDir, keys, digest)
  } catch (error) {
    if (!(error instanceof FileDamaged)) throw error
    log.error({ evidence: id }, 'a stored file is missing or damaged')
    return null
  }
}

/** An error's own words may hold what no log may. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown'
}
