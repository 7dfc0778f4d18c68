import type { Actor } from '../../accounts/actor'
import { scopeOf } from '../../accounts/scope'
import type { Cycle } from '../../cycles/cycle'
import type { Tx } from '../../db/client'
import type { Day } from '../../lib/day'
import { countOutcomeLines, countProposable } from '../../outcomes/outcome-lists.store'
import { countWaiting } from '../../reviews/rechecks/sending/waiting.store'
import { overdueDepartments } from '../../rounds/due/due.store'
import { countDue } from '../../rounds/holds/holds.store'
import { countTriggers } from '../../rounds/triggers/trigger-lists.store'

type Asked = { cycle: Pick<Cycle, 'id' | 'holdReminderDays'>; today: Day }

/** What waits for the election office, but for who is to be sent out: the map counts those. */
export async function waitingForOffice(db: Tx, actor: Actor, { cycle, today }: Asked) {
  const [cycleId, scope] = [cycle.id, scopeOf(actor)]
  const [overdue, waiting, due, triggers, proposable] = await Promise.all([
    overdueDepartments(db, today),
    countWaiting(db, cycleId),
    countDue(db, { cycleId, today, reminderDays: cycle.holdReminderDays }),
    countTriggers(db, scope, { cycleId, state: 'open' }),
    countProposable(db, cycleId),
  ])
  const people = (standing: string) => proposable.find((count) => count.standing === standing)?.people ?? 0
  const meeting = people('refer') + people('hold')
  const proposals = { meeting, clear: people('clear'), bar: people('bar') }
  return { overdue: overdue.length, rechecks: waiting.disputed + waiting.gap, due, triggers, ...proposals }
}

/** What waits for the leading group's decision: proposals, and people on the agenda of a meeting that is called. */
export async function waitingForLeaders(db: Tx, { cycle }: Asked) {
  const agenda = await db.agendaItem.count({
    where: { decision: null, deliberation: { cycleId: cycle.id, state: 'called' } },
  })
  return { approve: await countOutcomeLines(db, { cycleId: cycle.id, state: 'proposed' }), agenda }
}
