import type { Actor } from '../../accounts/actor'
import type { Acting } from '../../audit/recorded'
import type { Tx } from '../../db/client'
import { Invalid } from '../../lib/errors'
import { message } from '../../lib/message'
import { openRecheck } from '../../reviews/rechecks/rechecks.actions'
import { groundDepartmentIds } from './ground/ground.store'
import type { StepCommand } from './notice.form'
import { takeStep } from './steps.actions'
import { insertStep } from './notices.store'

/** 复核: the departments whose answers the ground rests on look at its items again, by people who took no part. */
export function openReReview(deps: Acting, actor: Actor, id: string, command: StepCommand<'rereview'>) {
  const asked = { id, act: 'rereview', acted: 'notice.rereviewed', version: command.version } as const
  return takeStep(deps, actor, asked, async (tx, notice, { today, at }) => {
    const { day: dueOn, words } = command
    if (dueOn <= today) throw new Invalid({ day: message('notices:problem.dueLater') })
    const recheckId = await openRecheck(tx, {
      candidateId: notice.candidateId,
      kind: 'rereview',
      items: notice.groundItems,
      departmentIds: await groundDepartmentIds(tx, notice.outcomeId),
      words,
      dueOn,
      openedById: actor.accountId,
      openedAt: at,
    })
    return { day: today, words, change: { recheckId } }
  })
}

/** 复核答复: the leading group closes what a person asked for, with reasons (F11). */
export function answerReply(
  deps: Acting,
  actor: Actor,
  id: string,
  act: 'uphold' | 'change',
  { version, documentNumber, words }: StepCommand<'uphold'>,
) {
  const acted = act === 'uphold' ? 'notice.upheld' : 'notice.changed'
  return takeStep(deps, actor, { id, act, acted, version }, (_tx, _notice, { today }) => {
    return { day: today, words, change: { answerNumber: documentNumber, answerWords: words } }
  })
}

/**
 * Ends the notices of outcomes that were just superseded, where nobody asked for a re-review; who asked gets an answer.
 * Called inside the approval, the candidates locked.
 */
export async function endSuperseded(tx: Tx, candidateIds: string[], actor: Actor, at: Date, today: string) {
  const ended = await tx.notice.findMany({
    where: {
      candidateId: { in: candidateIds },
      outcome: { state: 'superseded' },
      state: { in: ['issued', 'served'] },
    },
    select: { id: true },
    orderBy: { id: 'asc' },
  })
  for (const { id } of ended) {
    await tx.notice.update({ where: { id }, data: { state: 'changed', version: { increment: 1 } } })
    await insertStep(tx, id, { kind: 'supersede', day: today, at, accountId: actor.accountId, words: '' })
  }
}
