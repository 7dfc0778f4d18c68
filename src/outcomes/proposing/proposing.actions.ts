import type { Actor } from '../../accounts/actor'
import { recorded, type Acting } from '../../audit/recorded'
import type { IdKeys } from '../../candidates/id-seal'
import { nearTo } from '../../candidates/structure/nearness.store'
import type { Tx } from '../../db/client'
import { dayFromDate, type Day } from '../../lib/day'
import { Invalid, NotFound, Refused } from '../../lib/errors'
import { newId } from '../../lib/ids'
import { message } from '../../lib/message'
import type { StandingWord } from '../../standings/standing'
import { standingInputs } from '../../standings/standings.actions'
import { lockCandidates } from '../../standings/standings.store'
import { takeSnapshots } from '../certificates/snapshots.actions'
import { decidedOn } from '../meetings/agenda.store'
import { isAsDecided } from '../meetings/meeting'
import { offers, proposalProblems, type Proposal } from '../outcome'
import { mayPropose } from '../outcome.policy'
import { insist, trail } from '../outcomes.actions'
import { findBatch, insertProposals, isRechecked, settledCandidates } from '../outcomes.store'
import { snapshotDigest, type Snapshot } from '../snapshot'

const batchSeconds = 60

/** A proposal keeps the candidate's masked ID number, which has to be opened for it. */
type Proposing = Acting & { keys: IdKeys }

/** What the office wants for one person who has the standing that it saw. */
export type Proposed = { candidateId: string; seen: StandingWord; proposal: Proposal }

/**
 * Proposes outcomes in one batch, all or nothing: refused whole when one of the people has another standing by now, or is
 * already settled. `batchId` was given by the page that showed them: the same click twice, or the same page sent again
 * after a broken connection, finds the batch made and gives it. Returns the batch's id.
 * @throws Refused with the reason, Invalid with the field's problem.
 */
export async function proposeOutcomes(
  deps: Proposing,
  actor: Actor,
  proposed: Proposed[],
  batchId: string = newId(),
): Promise<string> {
  insist(mayPropose(actor))
  return recorded(
    deps,
    actor,
    'outcome.proposed',
    async (tx) => {
      await lockCandidates(
        tx,
        proposed.map(({ candidateId }) => candidateId),
      )
      if (await isSecondClick(tx, actor, batchId)) return { result: batchId, records: [] }
      return propose(tx, deps, actor, proposed, batchId)
    },
    batchSeconds,
  )
}

async function propose(tx: Tx, { clock, keys }: Proposing, actor: Actor, proposed: Proposed[], batchId: string) {
  const ids = proposed.map(({ candidateId }) => candidateId)
  insist(mayPropose(actor, (await nearTo(tx, actor.accountId, ids)).size > 0))
  const inputs = await standingInputs(tx, ids)
  if (!inputs.length || inputs.length !== ids.length) throw new NotFound()
  const asked = new Map(proposed.map((one) => [one.candidateId, one]))
  if ((await settledCandidates(tx, ids)).size) throw new Refused(message('outcomes:refusals.settled'), 409)
  if (await isRechecked(tx, ids)) throw new Refused(message('outcomes:refusals.rechecked'), 409)
  const proposalOf = (id: string) => asked.get(id)!.proposal
  const snapshots = await takeSnapshots(tx, keys, inputs, proposalOf, actor, clock.now())
  for (const snapshot of snapshots) insistProposable(snapshot, asked.get(snapshot.candidateId)!.seen, clock.today())
  if (snapshots.length > 1 && !isForMany(snapshots)) throw new Refused(message('outcomes:refusals.oneByOne'))
  await insistDecided(tx, snapshots)
  const batch = { id: batchId, proposedById: actor.accountId, proposedAt: clock.now() }
  const outcomes = snapshots.map((snapshot) => ({ id: newId(), snapshot, digest: snapshotDigest(snapshot) }))
  await insertProposals(tx, batch, outcomes)
  return { result: batchId, records: outcomes.map(({ id, snapshot }) => trail(id, snapshot)) }
}

async function isSecondClick(tx: Tx, actor: Actor, batchId: string): Promise<boolean> {
  const batch = await findBatch(tx, batchId)
  if (!batch) return false
  if (batch.proposedById !== actor.accountId) throw new NotFound()
  return true
}

function insistProposable({ standing, proposal }: Snapshot, seen: StandingWord, today: Day): void {
  if (standing.standing !== seen) throw new Refused(message('outcomes:refusals.standingChanged'), 409)
  const problems = proposalProblems(proposal, standing, today)
  if (Object.keys(problems).length) throw new Invalid(problems)
}

/** Together only what needs no look at each person, or what one meeting has looked at person by person. */
function isForMany(snapshots: Snapshot[]): boolean {
  const meetings = new Set(snapshots.map(({ proposal }) => proposal.deliberationId))
  const offered = snapshots.map(({ standing }) => offers[standing.standing])
  return offered.every((offer) => offer.many) || (offered.every((offer) => offer.deliberation) && meetings.size === 1)
}

/** Where rules §5 asks for a deliberation, the last closed minutes on the person say just this. */
async function insistDecided(tx: Tx, snapshots: Snapshot[]): Promise<void> {
  const needing = snapshots.filter(({ standing }) => offers[standing.standing].deliberation)
  const rows = await decidedOn(
    tx,
    needing.map(({ candidateId }) => candidateId),
  )
  const decided = new Map(rows.map((row) => [row.candidateId, { ...row, until: row.until && dayFromDate(row.until) }]))
  const asDecided = needing.every(({ candidateId, standing, proposal }) => {
    const row = decided.get(candidateId)
    return row?.deliberationId === proposal.deliberationId && isAsDecided(proposal, standing.standing, row!)
  })
  if (!asDecided) throw new Invalid({ deliberationId: message('meetings:refused.notDecided') })
}
