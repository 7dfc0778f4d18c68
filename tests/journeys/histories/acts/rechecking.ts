import { addDays } from '../../../../src/lib/day'
import { seenOf } from '../../../../src/lib/stale'
import type { Act } from '../act'
import { mayOpen, open, raisedBy, toPutRight } from '../looks'
import { type Department, findingOf, items, type Life, openRechecks, putRight, standingOf } from '../model'
import type { Played } from '../played'

const soon = (played: Played) => addDays(played.stage.today(), 3)

export const dispute: Act = {
  name: 'dispute back',
  by: 'office',
  repeats: true,
  may: (life) => standingOf(life) === 'disputed' && !openRechecks(life).length,
  async ask(played) {
    const fields = { candidateIds: played.id, dueOn: soon(played), words: '' }
    const shown = await played.shown('office', '/rechecks/disputes/preview', fields)
    return { path: '/rechecks/disputes', fields: { ...fields, shown } }
  },
  leaves: (life) => void open(life, 'dispute', ['court', 'police'], ['B1']),
}

/** An item that nobody answered for goes to one of its owners. */
export function assignGap(department: Department): Act {
  const nobody = (life: Life) => findingOf(life, items[department]) === 'unanswered'
  return {
    name: 'assign gap',
    by: 'office',
    repeats: true,
    may: (life) => standingOf(life) === 'gap' && nobody(life) && !openRechecks(life).length,
    ask(played) {
      const choice = `${items[department]}:${played.stage.county.departments[department]!}`
      const fields = { candidateId: played.id, choice, dueOn: soon(played), words: '请认定' }
      return { path: '/rechecks/gaps', fields }
    },
    leaves: (life) => void open(life, 'gap', [department], [items[department]]),
  }
}

/** The township says what was put right, until departments look at it. */
export const handInProof: Act = {
  name: 'proof',
  by: 'clerk',
  may(life) {
    const outcome = putRight(life)
    return outcome?.state === 'approved' && !life.withdrawn && ![`open`, 'answered'].includes(lookOf(life))
  },
  ask({ seen, stage }, { now }) {
    const outcome = seen.outcomes.findLast((one) => isPutRight(one))
    if (!outcome) return null
    const { id, proof, handedInOn } = outcome
    const before = seenOf({ proof: proof ?? '', handedInOn: handedInOn ?? '' })
    const fields = { proof: `已退清，收据 ${now} 号`, handedInOn: stage.today(), seen: before }
    return { path: `/outcomes/${id}/rectification`, fields }
  },
  leaves: (life) => void Object.assign(putRight(life)!, { proofAt: life.now, recheck: null }),
}

/** What was put right is looked at alone, by who had raised it. */
export const lookAtProof: Act = {
  name: 'look at proof',
  by: 'office',
  repeats: true,
  may(life) {
    const outcome = putRight(life)
    if (outcome?.state !== 'approved' || outcome.proofAt === null || ['open', 'answered'].includes(lookOf(life)))
      return false
    const about = toPutRight(outcome)
    return mayOpen(life, 'rectify', raisedBy(outcome.known, about, true), about)
  },
  ask(played) {
    const outcome = played.seen.outcomes.findLast((one) => isPutRight(one))
    const fields = { dueOn: soon(played), words: '请核实' }
    return outcome ? { path: `/outcomes/${outcome.id}/rectification/recheck`, fields } : null
  },
  leaves(life) {
    const outcome = putRight(life)!
    const about = toPutRight(outcome)
    outcome.recheck = open(life, 'rectify', raisedBy(outcome.known, about, true), about)
  },
}

const lookOf = (life: Life) => putRight(life)?.recheck?.state ?? ''
const isPutRight = ({ outcome, state }: { outcome: string; state: string }) =>
  outcome === 'rectify' && ['approved', 'superseded'].includes(state)

/** What was signed within it stays and counts; what was sent back within it is let go. */
export const cancel: Act = {
  name: 'cancel recheck',
  by: 'office',
  may: (life) => life.rechecks.at(-1)?.state === 'open',
  ask({ seen }) {
    const recheck = seen.rechecks.at(-1)
    return recheck ? { path: `/rechecks/${recheck.id}/cancellation`, fields: { words: '另有安排' } } : null
  },
  leaves(life) {
    const recheck = life.rechecks.at(-1)!
    recheck.state = 'cancelled'
    for (const review of life.reviews)
      if (review.recheck === recheck && review.state === 'returned') review.state = 'unsigned'
  },
}
