/**
 * The life of one candidate, written down a second time from rules.md and the issue of due process, with nothing of the
 * program's: four departments, three items, no dates but a clock that moves in weeks. What it allows must be done, what
 * it forbids must be refused and must change nothing.
 */
export type Word = 'none' | 'found' | 'pending' | 'not_ours'
export type Hand = 'one' | 'two' | 'signatory'
export type Department = 'court' | 'police' | 'discipline' | 'petitions'

/** B1 bar: court, assisted by police. H1 hold: discipline. R1 refer: petitions. */
export const items = { court: 'B1', police: 'B1', discipline: 'H1', petitions: 'R1' } as const
export const departments = Object.keys(items) as Department[]

export type Review = {
  department: Department
  pass: number
  state: 'unsigned' | 'signed' | 'returned'
  answer: Word | null
  drafter: Hand | null
  signer: Hand | null
  recused: Hand[]
}

export type Recheck = { kind: 'dispute' | 'rereview'; state: 'open' | 'answered' | 'cancelled'; reviews: Review[] }
export type Outcome = {
  outcome: 'eligible' | 'ineligible' | 'held'
  standing: string
  state: 'proposed' | 'approved' | 'refused' | 'taken_back' | 'superseded'
  stale: boolean
  final: boolean
  notice: Notice | null
}
export type Notice = {
  state: 'served' | 'replied' | 'waived' | 'lapsed' | 'rereview' | 'upheld' | 'changed'
  servedWeek: number
  recheck: Recheck | null
}

export type Life = { withdrawn: boolean; week: number; reviews: Review[]; rechecks: Recheck[]; outcomes: Outcome[] }

export function born(): Life {
  const reviews = departments.map((department) => emptyReview(department, 0))
  return { withdrawn: false, week: 0, reviews, rechecks: [], outcomes: [] }
}

export function emptyReview(department: Department, pass: number): Review {
  return { department, pass, state: 'unsigned', answer: null, drafter: null, signer: null, recused: [] }
}

export function allReviews(life: Life): Review[] {
  return [...life.reviews, ...life.rechecks.flatMap(({ reviews }) => reviews)]
}

/** Of its reviews that were signed or sent back a department's latest; what a cancelled recheck sent back is void. */
export function latestOf(life: Life, department: Department): Review | undefined {
  const own = allReviews(life).filter((review) => review.department === department && review.state !== 'unsigned')
  return own.filter((review) => !isVoid(life, review)).toSorted((a, b) => b.pass - a.pass)[0]
}

export function isVoid(life: Life, review: Review): boolean {
  const recheck = life.rechecks.find(({ reviews }) => reviews.includes(review))
  return recheck?.state === 'cancelled' && review.state === 'returned'
}

/** rules.md §3 and §4 for these three items, spelled out. */
export function standingOf(life: Life): string {
  const word = (department: Department) => {
    const latest = latestOf(life, department)
    return latest?.state === 'signed' ? latest.answer : null
  }
  const [court, police, discipline, petitions] = departments.map(word)
  if (life.withdrawn) return 'withdrawn'
  if (allReviews(life).some((review) => review.state === 'returned' && latestOf(life, review.department) === review))
    return 'returned'
  if (court === 'found' || (court === 'not_ours' && police === 'found')) return 'bar'
  if ([court, police, discipline, petitions].includes(null)) return 'waiting'
  if (court === 'none' && police === 'found') return 'disputed'
  const pending = [court, police, discipline, petitions].includes('pending')
  if (discipline === 'found' || pending) return 'hold'
  if (petitions === 'found') return 'refer'
  const nobody = (court === 'not_ours' && police === 'not_ours') || [discipline, petitions].includes('not_ours')
  return nobody ? 'gap' : 'clear'
}

export const isConfirmedBar = (life: Life) => {
  const word = (department: Department) => {
    const latest = latestOf(life, department)
    return latest?.state === 'signed' ? latest.answer : null
  }
  return word('court') === 'found' || (word('court') === 'not_ours' && word('police') === 'found')
}

/** After whatever changed: outcomes that a later standing overtakes are flagged; nothing else happens by itself. */
export function settle(life: Life): void {
  const standing = standingOf(life)
  if (standing === 'waiting') return
  for (const outcome of life.outcomes.filter(({ state }) => state === 'proposed' || state === 'approved')) {
    const groundFell = outcome.outcome === 'ineligible' && !isConfirmedBar(life)
    outcome.stale = standing !== outcome.standing || groundFell
  }
}

export const inForce = (life: Life) => life.outcomes.find(({ state }) => state === 'approved')
export const proposed = (life: Life) => life.outcomes.find(({ state }) => state === 'proposed')
export const openRecheck = (life: Life) => life.rechecks.find(({ state }) => state === 'open')
export const noticeOf = (life: Life) => life.outcomes.findLast(({ notice }) => notice !== null)
