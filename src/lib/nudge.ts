/**
 * Begins `work` every so often, never twice at once in this process; what goes wrong is told, and the next time comes.
 * Only a nudge: what there is to do stands in the database, where other nodes see it too. The returned function stops it.
 */
export function nudge(milliseconds: number, work: () => Promise<unknown>, tell: (error: unknown) => void): () => void {
  let [running, stopped] = [false, false]
  const round = () => {
    if (running) return
    running = true
    void work()
      .catch((error: unknown) => stopped || tell(error))
      .finally(() => (running = false))
  }
  const timer = setInterval(round, milliseconds).unref()
  return () => {
    stopped = true
    clearInterval(timer)
  }
}
