import type { Actor } from '../../accounts/actor'
import { appendEntries } from '../../audit/audit.store'
import { entryOf } from '../../audit/recorded'
import { insertEvents } from '../../candidates/steps/steps.store'
import type { Tx } from '../../db/client'
import { recomputeStandings } from '../../standings/standings.actions'
import { canonicalJson } from '../../lib/canonical'
import type { Choices } from './packet'
import { chosenFor, isAsSigned, type Line, takenAnswers } from './packet.policy'
import type { planned, Reopened } from './packet-plan.actions'
import type { Base, PacketActing } from './packet-reading.actions'
import { keepAway } from '../recusal/recusal.actions'
import { markOf } from '../review'
import { saveDrafts, saveReturns } from '../reviews.store'
import { signingDigest } from '../signing/signing'
import { signing, sorted } from '../signing/signing.actions'
import { findSignables } from '../signing/signing.store'

type Written = Reopened & Awaited<ReturnType<typeof planned>> & { choices: Choices }

/** Drafts, returns of files, recusals and signatures, inside the act that takes the workbook; gives the counts. */
export async function written(
  tx: Tx,
  acting: PacketActing,
  actor: Actor,
  plan: Written,
): Promise<Record<string, number>> {
  const now = acting.clock.now()
  const { choices } = plan
  const drafts = plan.lines.filter((line) => isDrafted(line, choices))
  const returns = plan.lines.filter(({ kind }) => kind === 'return')
  const draftedById = plan.unsigned === null ? plan.drafter!.accountId : actor.accountId
  const basis = basisOf(plan.base)
  await saveDrafts(
    tx,
    drafts.map((line) => {
      const answers = takenAnswers(line, choices)
      return { id: line.review.id, answers, mark: markOf(answers, basis), draftedById, draftedAt: now }
    }),
  )
  await returnFiles(tx, actor, returns, now)
  const recused = plan.lines.filter(({ kind }) => kind === 'recused')
  await recuseFrom(tx, actor, plan.drafter?.accountId ?? actor.accountId, recused, now)
  const signed =
    plan.unsigned === null
      ? await signWhole(
          tx,
          acting,
          actor,
          plan.lines.filter((line) => isAsSigned(line, choices)),
        )
      : 0
  const touched = [...drafts, ...returns].map(({ review }) => review.candidateId)
  await recomputeStandings(tx, touched, now)
  const kept = plan.lines.filter((line) => isKept(line, choices)).length
  return { drafted: drafts.length, returned: returns.length, kept, signed }
}

function isDrafted(line: Line, choices: Choices): boolean {
  const taken = ['new', 'changed', 'collision'].includes(line.kind)
  return taken && canonicalJson(takenAnswers(line, choices)) !== canonicalJson(line.review.answers)
}

/** Some answer given meanwhile stays, chosen or not. */
function isKept(line: Line, choices: Choices): boolean {
  return line.kind === 'collision' && chosenFor(line, choices).workbook.length < line.conflicts.length
}

function basisOf({ round, department, criteria }: Base) {
  const terms = { cycleStart: null, lastTermStart: null }
  return { criteria, terms, referenceDate: round.referenceDate, departmentKey: department.key }
}

async function returnFiles(tx: Tx, actor: Actor, returns: Line[], now: Date): Promise<void> {
  const by = actor.accountId
  const rows = returns.map(({ review, given }) => ({
    id: review.id,
    reason: given.reason ?? 'other',
    words: given.words,
    by,
    at: now,
  }))
  await saveReturns(tx, rows)
  const events = returns.map(({ review, given }) => {
    return { candidateId: review.candidateId, kind: 'department_return' as const, words: given.words }
  })
  await insertEvents(tx, actor, events, now)
  const records = returns.map(({ review, given }) => ({
    type: 'review',
    id: review.id,
    details: { reason: given.reason },
  }))
  await appendEntries(tx, records.map(entryOf(actor, 'review.returned', now)))
}

/** Who filled the workbook in keeps away from these people, as if declared at the desk; colleagues answer for them. */
async function recuseFrom(tx: Tx, actor: Actor, accountId: string, lines: Line[], at: Date): Promise<void> {
  const reviews = lines.map(({ review, given }) => ({ reviewId: review.id, words: given.words }))
  const dropped = await keepAway(tx, accountId, at, reviews)
  const records = lines.map(({ review: { id } }) => {
    return { type: 'review', id, details: { recused: accountId, dropped: dropped.get(id) ?? 0 } }
  })
  await appendEntries(tx, records.map(entryOf(actor, 'review.recused', at)))
}

/** Signs what the workbook answers whole and the signatory may sign; the rest stays a draft. */
async function signWhole(tx: Tx, acting: PacketActing, actor: Actor, lines: Line[]): Promise<number> {
  const ids = lines.filter(({ given }) => given.complete && given.opinion === 'none').map(({ review }) => review.id)
  const { willSign } = await sorted(tx, actor, await findSignables(tx, actor.departmentId, ids))
  if (!willSign.length) return 0
  const signed = { ids: willSign.map(({ id }) => id), shown: signingDigest(willSign) }
  const { result, records } = await signing(tx, acting, actor, signed)
  await appendEntries(tx, records.map(entryOf(actor, 'review.signed', acting.clock.now())))
  return result
}
