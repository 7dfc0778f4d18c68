import type { Actor } from '../../src/accounts/actor'
import { listAgenda } from '../../src/outcomes/meetings/agenda.store'
import { decideOn } from '../../src/outcomes/meetings/decisions.actions'
import type { Decided } from '../../src/outcomes/meetings/meeting'
import { callMeeting, closeMeeting, recordAttendance } from '../../src/outcomes/meetings/meetings.actions'
import type { TestApp } from './app'

export const unanimous: Decided = {
  decision: null,
  groundItems: [],
  until: null,
  words: '逐人会商，意见一致',
  votesFor: 3,
  votesAgainst: 0,
  votesAbstained: 0,
  recused: [],
}

/** A meeting of three members from calling to closed minutes; whoever is not named is postponed. Gives its id. */
export async function heldMeeting(
  { deps }: TestApp,
  office: Actor,
  cycleId: string,
  decisions: Record<string, Partial<Decided>>,
): Promise<string> {
  const metOn = deps.clock.today()
  const id = await callMeeting(deps, office, cycleId, { metOn, place: '示例会议室', documentNumber: '' })
  await recordAttendance(deps, office, id, { members: [], others: ['甲一', '乙二', '丙三'], guests: [] })
  for (const { id: item, version, candidateId } of await listAgenda(deps.db, { deliberationId: id })) {
    const decided = { ...unanimous, ...(decisions[candidateId] ?? { decision: 'postponed' as const }) }
    await decideOn(deps, office, id, item, { version, decided })
  }
  await closeMeeting(deps, office, id, { documentNumber: '示换领纪〔2026〕1号', metOn, reasons: '' })
  return id
}
