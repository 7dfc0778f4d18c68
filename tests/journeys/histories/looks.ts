import {
  codes,
  type Department,
  departments,
  emptyReview,
  type Hand,
  inForce,
  inOrder,
  isOut,
  isWithTownship,
  type Item,
  items,
  type Known,
  knownOf,
  lastRound,
  latestOf,
  type Life,
  of,
  openRechecks,
  openTrigger,
  type Outcome,
  type Recheck,
  type Review,
  standingOf,
} from './model'

/** Who looks again, when, and whose earlier word is used again: docs/decisions/0012, written down a second time. */

/** Answers are taken while the review's round, or the recheck that it belongs to, is open. */
export const isOpen = (life: Life, { recheck, round }: Review) =>
  !life.withdrawn && (recheck ? recheck.state === 'open' : life.rounds[round]!.open)

/** The review that a department has before it: the last that it can still answer, else the last. */
export function current(life: Life, department: Department): Review {
  const own = inOrder(of(life, department))
  return own.findLast((one) => one.state === 'unsigned' && isOpen(life, one)) ?? own.at(-1)!
}

/** A dispute goes to others than who drafted before; in a re-review the drafter has taken no part at all. */
export function isEarlierHand(life: Life, review: Review, hand: Hand, signs: boolean): boolean {
  if (review.recheck?.kind !== 'dispute' && review.recheck?.kind !== 'rereview') return false
  const others = of(life, review.department).filter((one) => one !== review && one.state === 'signed')
  if (others.some(({ drafter }) => drafter === hand)) return true
  return review.recheck.kind === 'rereview' && !signs && others.some(({ signer }) => signer === hand)
}

/** No two rechecks of one kind, of one item or of one department at once; nobody whom the round itself waits for. */
export function mayOpen(life: Life, kind: Recheck['kind'], asked: Department[], about: Item[]): boolean {
  const overlaps = openRechecks(life).some(
    (other) =>
      other.kind === kind ||
      other.items.some((item) => about.includes(item)) ||
      life.reviews.some(({ recheck, department }) => recheck === other && asked.includes(department)),
  )
  const waits = life.reviews.some(
    ({ department, round, pass, state }) =>
      asked.includes(department) &&
      round === lastRound(life) &&
      life.rounds[round]!.open &&
      pass === 0 &&
      (state === 'unsigned' || state === 'returned'),
  )
  return !life.withdrawn && asked.length > 0 && !overlaps && !waits
}

/** New reviews in the latest round; whoever kept away before keeps away again. */
export function open(life: Life, kind: Recheck['kind'], asked: Department[], about: Item[]): Recheck {
  const recheck: Recheck = { kind, state: 'open', items: about }
  life.rechecks.push(recheck)
  for (const department of asked) {
    const own = of(life, department)
    const passes = own.filter(({ round }) => round === lastRound(life)).map(({ pass }) => pass)
    const recused = [...new Set(own.flatMap((one) => one.recused))]
    const pass = Math.max(0, ...passes) + 1
    life.reviews.push({ ...emptyReview(department, lastRound(life), pass), recused, recheck })
  }
  return recheck
}

/** The departments that found it, or are looking into it; `lead`: the lead in any case. */
export function raisedBy(known: Known, about: Item[], lead: boolean): Department[] {
  const counts = (department: Department) => {
    const word = known[items[department]].words[department]
    return word === 'found' || word === 'pending' || (lead && department !== 'police')
  }
  return departments.filter((department) => about.includes(items[department]) && counts(department))
}

const notClear = (known: Known) => codes.filter((item) => known[item].finding !== 'clear')
export const toPutRight = ({ known }: Outcome) =>
  codes.filter((item) => ['confirmed', 'pending'].includes(known[item].finding))

/** Nobody goes into a round who is still out in one, in a recheck, or with the township. */
export function isKeptOut(life: Life): boolean {
  const owed = life.reviews.some(
    (review) => (review.state === 'unsigned' || review.state === 'returned') && isOpen(life, review),
  )
  return life.withdrawn || owed || standingOf(life) === 'returned'
}

/** Why a round of its own accord takes the person in. */
export function reasons(life: Life) {
  const outcome = inForce(life)
  const round = life.rounds.at(-1)!
  const corrected =
    departments.some((department) => isOutdated(life, department)) ||
    life.reviews.some((one) => one.round === lastRound(life) && one.state === 'unsigned' && one.returnedAt !== null)
  const sinceDecision = outcome !== undefined && round.issuedAt > outcome.decidedAt
  const ownWord = life.reviews.some(
    ({ round: number, pass, signedAt, state }) =>
      number === lastRound(life) && pass === 0 && state === 'signed' && signedAt >= (outcome?.staleAt ?? 0),
  )
  const waits = departments.some((one) => isOut(life, one) && !isWithTownship(life, latestOf(life, one)))
  const ended = outcome?.outcome === 'held' && outcome.until <= life.week
  return {
    corrected,
    unfinished: waits && !outcome,
    holdEnded: ended && !(sinceDecision && round.week >= outcome.until),
    rectified:
      outcome?.outcome === 'rectify' &&
      outcome.proofAt !== null &&
      outcome.recheck?.state !== 'answered' &&
      round.issuedAt < outcome.proofAt,
    stale: !!outcome?.stale && round.issuedAt < outcome.staleAt && !(sinceDecision && ownWord),
    triggered: openTrigger(life) !== undefined,
  }
}

/** The department's last look was at the file as it was before. */
function isOutdated(life: Life, department: Department): boolean {
  const last = lastLook(life, department)
  if (last?.state === 'returned') return life.handedInAt > last.returnedAt!
  return last?.state === 'signed' && last.signedAt <= life.identifiedAt
}

function lastLook(life: Life, department: Department): Review | undefined {
  return inOrder(of(life, department).filter(({ state }) => state === 'signed' || state === 'returned')).at(-1)
}

/** A signature of thirty days and more is too old to be used again. */
const tooOld = (life: Life, { since }: Review) => (life.week - since) * 7 >= 30

/** Whether a new round asks this department, or uses again what it signed before. */
export function isAskedAnew(life: Life, department: Department): boolean {
  const last = lastLook(life, department)
  const meant = life.triggers.some(
    (one) => one.state === 'open' && (one.department === null || one.department === department),
  )
  if (last?.state !== 'signed' || last.signedAt <= life.identifiedAt || meant || tooOld(life, last)) return true
  return behind(life).includes(department)
}

/**
 * Whose answers are behind the hold that ended, the putting right or the staleness: whoever raised the items concerned;
 * where nobody did, whoever answered them; where nothing tells, everybody.
 */
function behind(life: Life): Department[] {
  const why = reasons(life)
  const outcome = inForce(life)
  if (!outcome || !(why.holdEnded || why.rectified || why.stale)) return []
  const [before, now] = [outcome.known, knownOf(life)]
  const changed = codes.filter((item) => before[item].finding !== now[item].finding)
  const known = outcome.ground.length ? outcome.ground : heldBy(before)
  const about = [...(why.stale ? changed : []), ...(why.holdEnded || why.rectified ? known : [])]
  const said = (word: (one: Department, then: Known) => boolean) =>
    departments.filter(
      (one) => about.includes(items[one]) && [before, now].some((then) => shown(then, one) && word(one, then)),
    )
  const wordIn = (one: Department, then: Known) => then[items[one]].words[one]
  const raised = said((one, then) => ['found', 'pending'].includes(wordIn(one, then) ?? ''))
  if (raised.length) return raised
  const answered = said((one, then) => wordIn(one, then) !== null)
  return answered.length ? answered : departments
}

/** Only items that are not clear are among a standing's reasons. */
const shown = (known: Known, department: Department) => known[items[department]].finding !== 'clear'

function heldBy(known: Known): Item[] {
  const holding = notClear(known).filter((item) => known[item].finding === 'pending' || item === 'H1')
  return holding.length ? holding : notClear(known)
}
