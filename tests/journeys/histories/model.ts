/**
 * The life of one candidate, written down a second time from rules.md, the issue of due process and docs/states.md, with
 * nothing of the program's: four departments, three items, no dates but weeks, and a count of what has happened so far
 * (`now`) that says what came before what. What it allows must be done, what it forbids must be refused and must change
 * nothing.
 */
export type Word = 'none' | 'found' | 'pending' | 'not_ours'
export type Hand = 'one' | 'two' | 'signatory'
export type Department = 'court' | 'police' | 'discipline' | 'petitions'
export type Item = 'B1' | 'H1' | 'R1'

/** B1 bar: court, assisted by police. H1 hold: discipline. R1 refer: petitions. */
export const items = { court: 'B1', police: 'B1', discipline: 'H1', petitions: 'R1' } as const
export const departments = Object.keys(items) as Department[]
export const codes: Item[] = ['B1', 'H1', 'R1']

export type Review = {
  department: Department
  /** Of which round it is, from 0; and which look within it: 0 the round's own, more for rechecks. */
  round: number
  pass: number
  state: 'unsigned' | 'signed' | 'returned' | 'carried'
  answer: Word | null
  drafter: Hand | null
  draftedAt: number
  signer: Hand | null
  signedAt: number
  /** The week of the oldest signature that it rests on. */
  since: number
  returnedAt: number | null
  recused: Hand[]
  recheck: Recheck | null
}

export type Recheck = {
  kind: 'dispute' | 'gap' | 'rectify' | 'rereview' | 'identity'
  state: 'open' | 'answered' | 'cancelled'
  items: Item[]
}

export type Round = { week: number; issuedAt: number; open: boolean }
export type OutcomeWord = 'eligible' | 'ineligible' | 'held' | 'eligible_with_reasons' | 'rectify'
export type Finding = 'confirmed' | 'disputed' | 'open' | 'pending' | 'clear' | 'unanswered'
/** What was known of each item, and who had said what. */
export type Known = Record<Item, { finding: Finding; words: Partial<Record<Department, Word | null>> }>

export type Outcome = {
  outcome: OutcomeWord
  standing: string
  state: 'proposed' | 'approved' | 'refused' | 'taken_back' | 'superseded'
  /** The standing by which it is overtaken, and since when. */
  stale: string | null
  staleAt: number
  final: boolean
  notice: Notice | null
  ground: Item[]
  /** The week on whose day a hold ends. */
  until: number
  round: number
  decidedAt: number
  known: Known
  /** When something was last handed in as put right; null before. */
  proofAt: number | null
  recheck: Recheck | null
}

export type Notice = {
  state: 'served' | 'replied' | 'waived' | 'lapsed' | 'rereview' | 'upheld' | 'changed'
  servedWeek: number
  recheck: Recheck | null
}

export type Trigger = { department: Department | null; kind: 'sanction' | 'request'; state: string; at: number }
export type Decision = OutcomeWord | 'recheck' | 'postponed'
export type Meeting = {
  state: 'called' | 'closed'
  voting: number
  item: { standing: string; ground: Item[]; decision: Decision | null; decidedWeek: number } | null
}

export type Life = {
  withdrawn: boolean
  week: number
  now: number
  rounds: Round[]
  reviews: Review[]
  rechecks: Recheck[]
  outcomes: Outcome[]
  triggers: Trigger[]
  meetings: Meeting[]
  handedInAt: number
  identifiedAt: number
  /** When the name was last corrected. */
  renamedAt: number
}

/** In the first round, nothing answered; or with these words, signed by all but the petitions office. */
export function born(words: Record<Department, Word> | null): Life {
  const reviews = departments.map((department) => emptyReview(department, 0, 0))
  for (const review of words ? reviews : []) {
    const signed = review.department !== 'petitions'
    Object.assign(review, { answer: words![review.department], drafter: 'one', draftedAt: 0 })
    if (signed) Object.assign(review, { state: 'signed', signer: 'signatory', signedAt: 0 })
  }
  const rounds = [{ week: 0, issuedAt: -1, open: true }]
  const never = { handedInAt: -1, identifiedAt: -1, renamedAt: -1 }
  const nothing = { rechecks: [], outcomes: [], triggers: [], meetings: [] }
  return { withdrawn: false, week: 0, now: 1, rounds, reviews, ...nothing, ...never }
}

export function emptyReview(department: Department, round: number, pass: number): Review {
  const nobody = { answer: null, drafter: null, draftedAt: -1, signer: null, signedAt: -1, returnedAt: null }
  return { department, round, pass, state: 'unsigned', ...nobody, since: 0, recused: [], recheck: null }
}

export const of = (life: Life, department: Department) => life.reviews.filter((one) => one.department === department)
export const inOrder = (reviews: Review[]) => reviews.toSorted((a, b) => a.round - b.round || a.pass - b.pass)

/** A department's latest word: of its reviews that were sent back, or signed about this very person, the last. */
export function latestOf(life: Life, department: Department): Review | undefined {
  const counts = ({ state, signedAt }: Review) =>
    state === 'returned' || (state === 'signed' && signedAt > life.identifiedAt)
  return inOrder(of(life, department).filter(counts)).at(-1)
}

export function wordOf(life: Life, department: Department): Word | null {
  const latest = latestOf(life, department)
  return latest?.state === 'signed' ? latest.answer : null
}

/** rules.md §3. */
export function findingOf(life: Life, item: Item): Finding {
  const [lead, other] = departments.filter((one) => items[one] === item).map((one) => wordOf(life, one))
  if (lead === 'found' || (lead === 'not_ours' && other === 'found')) return 'confirmed'
  if (lead === 'none' && other === 'found') return 'disputed'
  const said = [lead, ...(item === 'B1' ? [other] : [])]
  if (said.includes(null)) return 'open'
  if (said.includes('pending')) return 'pending'
  return said.includes('none') ? 'clear' : 'unanswered'
}

export function knownOf(life: Life): Known {
  const known = (item: Item) => {
    const owners = departments.filter((one) => items[one] === item)
    const words = Object.fromEntries(owners.map((one) => [one, wordOf(life, one)]))
    return [item, { finding: findingOf(life, item), words }]
  }
  return Object.fromEntries(codes.map(known)) as Known
}

export const lastRound = (life: Life) => life.rounds.length - 1

/** Whose answer is still out: never given, or asked anew by the latest round. */
export function isOut(life: Life, department: Department): boolean {
  const anew = of(life, department).some(
    ({ round, pass, state }) => round === lastRound(life) && pass === 0 && state === 'unsigned',
  )
  return anew || wordOf(life, department) === null
}

/** Sent back, and not handed in again since. */
export const isWithTownship = (life: Life, review: Review | undefined) =>
  review?.state === 'returned' && review.returnedAt! > life.handedInAt

/** rules.md §4. */
export function standingOf(life: Life): string {
  const found = codes.map((item) => findingOf(life, item))
  if (life.withdrawn) return 'withdrawn'
  if (departments.some((one) => isWithTownship(life, latestOf(life, one)))) return 'returned'
  if (found[0] === 'confirmed') return 'bar'
  if (departments.some((one) => isOut(life, one))) return 'waiting'
  if (found.includes('disputed')) return 'disputed'
  if (found[1] === 'confirmed' || found.includes('pending')) return 'hold'
  if (found[2] === 'confirmed') return 'refer'
  return found.includes('unanswered') ? 'gap' : 'clear'
}

/** What may be named as the ground of a decision: confirmed, and under a hold also what is being looked into. */
export function groundsOf(life: Life): Item[] {
  const standing = standingOf(life)
  if (standing === 'disputed') return codes.filter((item) => findingOf(life, item) === 'disputed')
  const counts = standing === 'hold' ? ['confirmed', 'pending'] : ['confirmed']
  return codes.filter((item) => counts.includes(findingOf(life, item)) && (standing !== 'bar' || item === 'B1'))
}

/** After whatever changed: outcomes that a later standing overtakes are flagged; nothing else happens by itself. */
export function settle(life: Life): void {
  const standing = standingOf(life)
  if (standing === 'waiting') return
  for (const outcome of life.outcomes.filter(({ state }) => state === 'proposed' || state === 'approved')) {
    const stands = outcome.ground.every((item) => ['confirmed', 'pending'].includes(findingOf(life, item)))
    const stale = standing === outcome.standing && stands ? null : standing
    if (stale !== outcome.stale) Object.assign(outcome, { stale, staleAt: life.now })
  }
}

export const inForce = (life: Life) => life.outcomes.find(({ state }) => state === 'approved')
export const proposed = (life: Life) => life.outcomes.find(({ state }) => state === 'proposed')
export const openRechecks = (life: Life) => life.rechecks.filter(({ state }) => state === 'open')
export const noticeOf = (life: Life) => life.outcomes.findLast(({ notice }) => notice !== null)
export const putRight = (life: Life) =>
  life.outcomes.findLast(({ outcome, state }) => outcome === 'rectify' && ['approved', 'superseded'].includes(state))
export const openTrigger = (life: Life) =>
  life.triggers
    .filter(({ state }) => state === 'open')
    .toSorted((a, b) => a.at - b.at || (nameIn(a) < nameIn(b) ? -1 : 1))
    .at(-1)
const nameIn = ({ department }: Trigger) => department ?? 'all'

/** Nothing to propose: an outcome is under way, or in force and overtaken by nothing; a term is over once looked at again. */
export function isSettled(life: Life): boolean {
  const outcome = inForce(life)
  if (proposed(life)) return true
  if (!outcome || outcome.stale) return false
  const again = outcome.round !== lastRound(life) || outcome.recheck?.state === 'answered'
  return !(['held', 'rectify'].includes(outcome.outcome) && again)
}
