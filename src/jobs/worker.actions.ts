import { setTimeout as sleep } from 'node:timers/promises'
import { newId } from '../lib/ids'
import { workOnNext, type JobKinds, type WorkDeps } from './work.actions'

/** Jobs that one process works on at a time: a short one need not wait for a long one. */
const handsInProcess = 2
/** How often a hand that has nothing to do looks; the question is answered from an index. */
const pauseMilliseconds = 1_000

/**
 * Works on jobs as long as this process lives. The returned function ends it: a step that is under way may take
 * `graceSeconds` to its end, and another process goes on after it.
 */
export function keepWorking(deps: WorkDeps, kinds: JobKinds): (graceSeconds: number) => Promise<void> {
  const stop = new AbortController()
  const hands = Array.from({ length: handsInProcess }, () => workLoop(deps, kinds, stop.signal))
  return async (graceSeconds) => {
    stop.abort()
    await Promise.race([Promise.all(hands), sleep(graceSeconds * 1000, undefined, { ref: false })])
  }
}

async function workLoop(deps: WorkDeps, kinds: JobKinds, signal: AbortSignal): Promise<void> {
  const owner = newId()
  const stopped = () => signal.aborted
  while (!stopped()) {
    const worked = await workOnNext(deps, kinds, owner, stopped).catch((error: unknown) => told(deps, signal, error))
    if (!worked) await sleep(pauseMilliseconds, undefined, { ref: false, signal }).catch(() => undefined)
  }
}

/** The database may be away for a moment: the job stays where it is, and its lease runs out. */
function told({ log }: WorkDeps, { aborted }: AbortSignal, error: unknown): false {
  if (!aborted) log.error({ error: error instanceof Error ? error.name : 'unknown' }, 'looking for jobs failed')
  return false
}
