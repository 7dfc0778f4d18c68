import type { Actor } from '../accounts/actor'
import { recorded, type Acting } from '../audit/recorded'
import type { PaperKind } from './paper'

/** Records that a list left the screen: which, in what form, how many people (domain §9: exports are counted and marked). */
export async function exportedPaper(
  deps: Acting,
  actor: Actor,
  paper: { kind: PaperKind; form: 'print'; people: number; cycleId: string },
): Promise<void> {
  const { cycleId, ...details } = paper
  const record = { type: 'cycle', id: cycleId, details }
  await recorded(deps, actor, 'paper.exported', async () => ({ result: undefined, record }))
}
