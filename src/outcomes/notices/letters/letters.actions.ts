import type { Actor } from '../../../accounts/actor'
import { recorded, type Acting } from '../../../audit/recorded'

/** Records that a letter about one person left the screen (domain §9: what is taken out is counted and marked). */
export async function printedLetter(deps: Acting, actor: Actor, noticeId: string, form: string): Promise<void> {
  const record = { type: 'notice', id: noticeId, details: { kind: form, form: 'print', people: 1 } }
  await recorded(deps, actor, 'paper.exported', async () => ({ result: undefined, record }))
}
