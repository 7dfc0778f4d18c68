import type { Actor } from '../../../accounts/actor'
import { recorded, type Acting } from '../../../audit/recorded'
import { readCalendar } from '../../../cycles/calendar/calendar.store'
import type { Tx } from '../../../db/client'
import { dayInChina } from '../../../lib/clock'
import type { Day } from '../../../lib/day'
import { Invalid, NotFound, Refused } from '../../../lib/errors'
import { newId } from '../../../lib/ids'
import { message } from '../../../lib/message'
import { sourcesIn } from '../ground/gist'
import { sourcesOf } from '../ground/ground.store'
import type { IssueCommand } from '../notice.form'
import { mayIssue } from '../notice.policy'
import { changeNotice, insertNotice, insertStep, isNumberTaken, lockTellable, type Tellable } from '../notices.store'
import { replyDueOn } from '../reply-clock'

/**
 * 签发告知书: what a struck-off person is told; with the day of handing over the clock runs, without it waits for the
 * township. Returns the notice's id.
 * @throws Invalid where a tip's source is named, or another source without `confirmed`; Refused, NotFound.
 */
export async function issueNotice(deps: Acting, actor: Actor, command: IssueCommand): Promise<string> {
  return recorded(deps, actor, 'notice.issued', async (tx) => {
    const outcome = await lockTellable(tx, command.outcomeId)
    if (!outcome) throw new NotFound()
    const judged = mayIssue(actor, outcome)
    if (!judged.allowed) throw new Refused(judged.reason, judged.status)
    await refuseSources(tx, command)
    const { documentNumber } = command.text
    if (await isNumberTaken(tx, outcome.cycleId, documentNumber))
      throw new Invalid({ documentNumber: message('notices:problem.numberTaken') })
    const id = await insertIssued(tx, deps, actor, outcome, command)
    const { candidateId, groundItems: items } = outcome
    return { result: id, record: { type: 'notice', id, details: { candidateId, documentNumber, items } } }
  })
}

/** The day must lie between the decision and today. */
export function refuseServedOn(on: Day, { today, earliest }: { today: Day; earliest: Day | null }): void {
  if (on > today) throw new Invalid({ servedOn: message('notices:problem.later') })
  if (earliest && on < earliest)
    throw new Invalid({ servedOn: message('notices:problem.beforeDecision', { day: earliest }) })
}

async function refuseSources(tx: Tx, { outcomeId, text, confirmed }: IssueCommand): Promise<void> {
  const sources = await sourcesOf(tx, outcomeId)
  const problems: Invalid['problems'] = {}
  for (const field of ['gist', 'basis'] as const) {
    const { tips, papers } = sourcesIn(text[field], sources)
    if (tips.length) problems[field] = message('notices:problem.tip', { words: tips.join(' ') })
    else if (papers.length && !confirmed)
      problems['confirmed'] ??= message('notices:problem.sources', { words: papers.join(' ') })
  }
  if (Object.keys(problems).length) throw new Invalid(problems)
}

async function insertIssued(
  tx: Tx,
  { clock }: Acting,
  actor: Actor,
  outcome: Tellable,
  { text, served }: IssueCommand,
): Promise<string> {
  const [id, at, today] = [newId(), clock.now(), clock.today()]
  const { outcomeId, candidateId, replyWorkingDays } = outcome
  const step = { at, accountId: actor.accountId, words: '' }
  await insertNotice(tx, { ...text, id, outcomeId, candidateId, issuedById: actor.accountId, issuedAt: at })
  await insertStep(tx, id, { ...step, kind: 'issue', day: today })
  if (!served) return id
  refuseServedOn(served.on, { today, earliest: outcome.decidedAt && dayInChina(outcome.decidedAt) })
  const due = replyDueOn(served.on, replyWorkingDays, [], await readCalendar(tx))
  await changeNotice(tx, id, { state: 'served', servedOn: served.on, servedHow: served.how, replyDueOn: due })
  await insertStep(tx, id, { ...step, kind: 'serve', day: served.on })
  return id
}
