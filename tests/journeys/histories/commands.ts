import fc, { type AsyncCommand } from 'fast-check'
import { newId } from '../../../src/lib/ids'
import { addDays } from '../../../src/lib/day'
import {
  allReviews,
  type Department,
  departments,
  emptyReview,
  type Hand,
  inForce,
  isConfirmedBar,
  isVoid,
  items,
  latestOf,
  type Life,
  noticeOf,
  openRecheck,
  proposed,
  type Recheck,
  type Review,
  settle,
  standingOf,
  type Word,
} from './model'
import type { Played, Who } from './stage'

/** One act: who is allowed when, how it is asked for, and what it changes where it is allowed. */
type Act = {
  name: string
  /** Whose act it is; anybody else is refused. */
  by: Who
  may: (life: Life) => boolean
  ask: (played: Played, life: Life) => Promise<{ path: string; fields: Record<string, string> } | null>
  /** What the act leaves behind in the model. */
  leaves: (life: Life) => void
}

/** Tries an act as `who`; allowed by the model it must be done, forbidden it must be refused and change nothing. */
class Tried implements AsyncCommand<Life, Played> {
  constructor(
    private readonly act: Act,
    private readonly stranger: Who | null,
    private readonly twice: boolean,
  ) {}

  check = () => true

  async run(life: Life, played: Played): Promise<void> {
    const { act, stranger } = this
    const allowed = stranger === null && act.may(life)
    const asked = await act.ask(played, life)
    if (asked) {
      const browser = await played.as(stranger ?? act.by)
      const tries = Array.from({ length: this.twice ? 2 : 1 }, () => browser.post(asked.path, asked.fields))
      const statuses = (await Promise.all(tries)).map(({ status }) => status)
      if (allowed) expect(statuses).toContain(303)
      for (const status of statuses) expect([303, 403, 404, 409, 422]).toContain(status)
      if (!allowed && !isRepeat(act.name)) expect(statuses).not.toContain(303)
    }
    if (allowed && asked) act.leaves(life)
    settle(life)
    expect(await played.stored()).toEqual(told(life))
  }

  toString = () =>
    `${this.act.name}${this.stranger ? ` by ${JSON.stringify(this.stranger)}` : ''}${this.twice ? ' twice' : ''}`
}

/** Saying the same again is taken kindly and changes nothing: what is stored decides, not the status. */
function isRepeat(name: string): boolean {
  return /^(sign|dispute|notice reply)/.test(name)
}

/** What `stored` must say. */
export function told(life: Life) {
  const reviews = allReviews(life)
    .map(({ department, pass, state, answer }) => ({
      key: department,
      pass,
      text: [department, pass, state, answer].filter((part) => part !== null).join(' '),
    }))
    .sort((a, b) => (a.key === b.key ? a.pass - b.pass : a.key < b.key ? -1 : 1))
  const outcomes = life.outcomes.map(({ outcome, state, stale, final, notice }) =>
    [outcome, state, stale && 'stale', final && 'final', notice?.state].filter(Boolean).join(' '),
  )
  const rechecks = life.rechecks.map(({ kind, state }) => `${kind} ${state}`)
  return {
    withdrawn: life.withdrawn,
    standing: standingOf(life),
    reviews: reviews.map(({ text }) => text),
    rechecks: rechecks.length ? rechecks : null,
    outcomes: outcomes.length ? outcomes : null,
  }
}

/** A department's review on the table: that of an open recheck, else the round's. */
function current(life: Life, department: Department): { review: Review; recheck: Recheck | null } {
  const recheck = life.rechecks.findLast(({ reviews }) => reviews.some((one) => one.department === department)) ?? null
  const own = recheck?.reviews.find((one) => one.department === department)
  return own
    ? { review: own, recheck }
    : { review: life.reviews.find((one) => one.department === department)!, recheck: null }
}

const isOpen = (life: Life, recheck: Recheck | null) =>
  !life.withdrawn && (recheck === null || recheck.state === 'open')

/** Who had a hand in the department's other signed reviews: rechecks ask others than before. */
function isEarlierHand(life: Life, review: Review, recheck: Recheck | null, hand: Hand, signs: boolean): boolean {
  if (!recheck) return false
  const others = allReviews(life).filter(
    (one) => one.department === review.department && one !== review && one.state === 'signed',
  )
  if (others.some(({ drafter }) => drafter === hand)) return true
  return recheck.kind === 'rereview' && !signs && others.some(({ signer }) => signer === hand)
}

function draft(department: Department, hand: Hand, word: Word): Act {
  return {
    name: `draft ${department} ${hand} ${word}`,
    by: { department, hand },
    may(life) {
      const { review, recheck } = current(life, department)
      if (!isOpen(life, recheck) || review.state !== 'unsigned' || review.recused.includes(hand)) return false
      return !isEarlierHand(life, review, recheck, hand, false)
    },
    async ask(played, life) {
      const { id, version } = await played.review(current(life, department).review)
      const code = items[department]
      const fact = {
        effect: '2025-03-01',
        evidenceType: '裁判文书',
        documentNumber: '示〔2025〕1号',
        issuingBody: '示例机关',
      }
      const facts = Object.entries(fact).map(([field, value]) => [`${code}.0.${field}`, value])
      const more = word === 'found' ? Object.fromEntries(facts) : {}
      return { path: `/reviews/${id}/draft`, fields: { version: String(version), [`${code}.answer`]: word, ...more } }
    },
    leaves(life) {
      const { review } = current(life, department)
      const takesOver = hand !== 'signatory' && review.drafter !== hand
      if (review.answer !== word || takesOver || review.drafter === null) review.drafter = hand
      review.answer = word
    },
  }
}

function sign(department: Department): Act {
  return {
    name: `sign ${department}`,
    by: { department, hand: 'signatory' },
    may(life) {
      const { review, recheck } = current(life, department)
      if (!isOpen(life, recheck) || review.state !== 'unsigned' || review.recused.includes('signatory')) return false
      if (review.answer === null || review.drafter === 'signatory') return false
      return !isEarlierHand(life, review, recheck, 'signatory', true)
    },
    async ask(played, life) {
      return { path: '/reviews/signing', fields: await played.signing(current(life, department).review) }
    },
    leaves(life) {
      const { review, recheck } = current(life, department)
      Object.assign(review, { state: 'signed', signer: 'signatory' })
      if (recheck?.reviews.every(({ state }) => state === 'signed')) recheck.state = 'answered'
    },
  }
}

function sendBack(department: Department, hand: Hand): Act {
  return {
    name: `return ${department} ${hand}`,
    by: { department, hand },
    may(life) {
      const { review, recheck } = current(life, department)
      if (!isOpen(life, recheck) || review.state !== 'unsigned' || review.recused.includes(hand)) return false
      return !isEarlierHand(life, review, recheck, hand, false)
    },
    async ask(played, life) {
      const { id } = await played.review(current(life, department).review)
      return { path: `/reviews/${id}/return`, fields: { reason: 'papers', words: '缺推荐表' } }
    },
    leaves(life) {
      current(life, department).review.state = 'returned'
    },
  }
}

function recuse(department: Department, hand: Hand): Act {
  return {
    name: `recuse ${department} ${hand}`,
    by: { department, hand },
    may(life) {
      const { review, recheck } = current(life, department)
      const open = review.state === 'unsigned' || review.state === 'returned'
      return isOpen(life, recheck) && open && !review.recused.includes(hand)
    },
    async ask(played, life) {
      const { id } = await played.review(current(life, department).review)
      return { path: `/reviews/${id}/recusal`, fields: { words: '亲属' } }
    },
    leaves(life) {
      const { review } = current(life, department)
      review.recused.push(hand)
      if (review.drafter === hand) Object.assign(review, { drafter: null, answer: null })
    },
  }
}

const isSentBack = (life: Life) =>
  allReviews(life).some((review) => review.state === 'returned' && !isVoid(life, review))

const resubmit: Act = {
  name: 'resubmit',
  by: 'clerk',
  may: (life) => !life.withdrawn && isSentBack(life),
  ask: async ({ id }) => ({ path: `/candidates/${id}/resubmission`, fields: { words: '已补' } }),
  leaves(life) {
    const open = [
      ...life.reviews,
      ...life.rechecks.filter(({ state }) => state === 'open').flatMap(({ reviews }) => reviews),
    ]
    for (const review of open) if (review.state === 'returned') review.state = 'unsigned'
  },
}

const withdraw: Act = {
  name: 'withdraw',
  by: 'clerk',
  may: (life) => !life.withdrawn,
  ask: async ({ id }) => ({ path: `/candidates/${id}/withdrawal`, fields: { words: '本人申请' } }),
  leaves(life) {
    life.withdrawn = true
  },
}

const allowedOutcomes: Record<string, readonly string[]> = { clear: ['eligible'], bar: ['ineligible', 'held'] }

function propose(outcome: 'eligible' | 'ineligible' | 'held'): Act {
  return {
    name: `propose ${outcome}`,
    by: 'office',
    may(life) {
      if (proposed(life) || openRecheck(life)) return false
      const standing = inForce(life)
      if (standing && !standing.stale) return false
      return (allowedOutcomes[standingOf(life)] ?? []).includes(outcome)
    },
    async ask({ id, stage }, life) {
      const until = outcome === 'held' ? addDays(stage.today(), 30) : ''
      const said = { candidateIds: id, standing: standingOf(life), outcome, until, batchId: newId() }
      return { path: '/outcomes', fields: outcome === 'ineligible' ? { ...said, groundItems: 'B1' } : said }
    },
    leaves(life) {
      life.outcomes.push({
        outcome,
        standing: standingOf(life),
        state: 'proposed',
        stale: false,
        final: false,
        notice: null,
      })
    },
  }
}

function decide(path: 'approvals' | 'refusals' | 'take-backs', by: 'leader' | 'office'): Act {
  return {
    name: path,
    by,
    may(life) {
      const open = proposed(life)
      if (!open) return false
      if (path !== 'approvals') return true
      const fell = open.outcome === 'ineligible' && !isConfirmedBar(life)
      return open.standing === standingOf(life) && !fell
    },
    async ask(played) {
      const outcome = (await played.outcome('proposed')) ?? (await played.outcome('approved'))
      return outcome && { path: `/outcomes/${path}`, fields: { outcomeIds: outcome.id, words: '理由' } }
    },
    leaves(life) {
      const open = proposed(life)!
      if (path !== 'approvals') return void (open.state = path === 'refusals' ? 'refused' : 'taken_back')
      const before = inForce(life)
      if (before) {
        before.state = 'superseded'
        if (before.notice?.state === 'served') before.notice.state = 'changed'
      }
      open.state = 'approved'
    },
  }
}

const dispute: Act = {
  name: 'dispute back',
  by: 'office',
  may: (life) => standingOf(life) === 'disputed' && !openRecheck(life),
  async ask(played) {
    const fields = { candidateIds: played.id, dueOn: addDays(played.stage.today(), 3), words: '' }
    const shown = await played.shown('office', '/rechecks/disputes/preview', fields)
    return { path: '/rechecks/disputes', fields: { ...fields, shown } }
  },
  leaves(life) {
    life.rechecks.push({ kind: 'dispute', state: 'open', reviews: asked(life, ['court', 'police']) })
  },
}

/** New reviews for departments: whoever kept away before keeps away again. */
function asked(life: Life, keys: Department[]): Review[] {
  return keys.map((department) => {
    const own = allReviews(life).filter((one) => one.department === department)
    const recused = [...new Set(own.flatMap((one) => one.recused))]
    return { ...emptyReview(department, Math.max(...own.map(({ pass }) => pass)) + 1), recused }
  })
}

const cancel: Act = {
  name: 'cancel recheck',
  by: 'office',
  may: (life) => openRecheck(life) !== undefined && !life.withdrawn,
  async ask(played, life) {
    const recheck = life.rechecks.at(-1)
    const stored = recheck && (await played.recheck(recheck))
    return stored ? { path: `/rechecks/${stored.id}/cancellation`, fields: { words: '另有安排' } } : null
  },
  leaves(life) {
    openRecheck(life)!.state = 'cancelled'
  },
}

const tell: Act = {
  name: 'notice',
  by: 'office',
  may(life) {
    const outcome = inForce(life)
    return outcome?.outcome === 'ineligible' && !outcome.stale && !outcome.notice && !life.withdrawn
  },
  async ask(played) {
    const outcome = await played.outcome('approved')
    if (!outcome) return null
    const text = {
      documentNumber: `示告〔2026〕${newId()}`,
      gist: '有关情形',
      basis: '本届清单',
      wayToReply: '书面提出',
    }
    return {
      path: '/notices',
      fields: { outcomeId: outcome.id, ...text, servedOn: played.stage.today(), servedHow: 'direct' },
    }
  },
  leaves(life) {
    inForce(life)!.notice = { state: 'served', servedWeek: life.week, recheck: null }
  },
}

function noticeAct(
  noun: string,
  by: Who,
  may: (outcome: NonNullable<ReturnType<typeof noticeOf>>, life: Life) => boolean,
  fields: (played: Played) => Record<string, string>,
  leaves: (outcome: NonNullable<ReturnType<typeof noticeOf>>, life: Life) => void,
): Act {
  return {
    name: `notice ${noun}`,
    by,
    may: (life) => {
      const told = noticeOf(life)
      return told !== undefined && !life.withdrawn && may(told, life)
    },
    async ask(played) {
      const notice = await played.notice()
      return (
        notice && {
          path: `/notices/${notice.id}/${noun}`,
          fields: { version: String(notice.version), ...fields(played) },
        }
      )
    },
    leaves: (life) => leaves(noticeOf(life)!, life),
  }
}

/** Three working days are over a week later, and not before. */
const isOver = (outcome: NonNullable<ReturnType<typeof noticeOf>>, life: Life) => life.week > outcome.notice!.servedWeek
const happened = (played: Played) => ({ day: played.stage.today(), words: '申辩' })

const reply = noticeAct(
  'reply',
  'clerk',
  ({ notice }, life) => notice!.state === 'served' && !isOver(noticeOf(life)!, life),
  happened,
  ({ notice }) => {
    notice!.state = 'replied'
  },
)
const waive = noticeAct(
  'waiver',
  'clerk',
  ({ notice, stale }) => notice!.state === 'served' && !stale,
  happened,
  (outcome) => {
    outcome.notice!.state = 'waived'
    outcome.final = true
  },
)
const lapse = noticeAct(
  'lapse',
  'office',
  (outcome, life) => outcome.notice!.state === 'served' && isOver(outcome, life) && !outcome.stale,
  () => ({ words: '' }),
  (outcome) => {
    outcome.notice!.state = 'lapsed'
    outcome.final = true
  },
)
const reReview = noticeAct(
  're-review',
  'office',
  ({ notice, state }, life) => {
    if (state === 'superseded' || openRecheck(life)) return false
    return notice!.state === 'replied' || (notice!.state === 'rereview' && notice!.recheck!.state === 'cancelled')
  },
  (played) => ({ day: addDays(played.stage.today(), 3), words: '请另派人员复核' }),
  (outcome, life) => {
    const recheck: Recheck = { kind: 'rereview', state: 'open', reviews: asked(life, foundBehind(outcome)) }
    life.rechecks.push(recheck)
    Object.assign(outcome.notice!, { state: 'rereview', recheck })
  },
)
const answer = { documentNumber: '示复〔2026〕1号', words: '经复核' }
const uphold = noticeAct(
  'upholding',
  'leader',
  ({ notice, state, stale }, life) =>
    notice!.state === 'rereview' &&
    notice!.recheck!.state === 'answered' &&
    state === 'approved' &&
    !stale &&
    isConfirmedBar(life),
  () => answer,
  (outcome) => {
    outcome.notice!.state = 'upheld'
    outcome.final = true
  },
)
const change = noticeAct(
  'change',
  'leader',
  ({ notice, state }) => {
    if (state !== 'superseded') return false
    return notice!.state === 'replied' || (notice!.state === 'rereview' && notice!.recheck!.state !== 'open')
  },
  () => answer,
  (outcome) => {
    outcome.notice!.state = 'changed'
  },
)

/** The departments whose found answer an outcome rested on when it was proposed. */
const behind = new WeakMap<object, Department[]>()
function foundBehind(outcome: object): Department[] {
  return behind.get(outcome) ?? []
}

/** Time passes for everybody; nothing is decided by it. */
class WeekPasses implements AsyncCommand<Life, Played> {
  check = () => true
  async run(life: Life, played: Played): Promise<void> {
    life.week += 1
    played.stage.toWeek(life.week)
    expect(await played.stored()).toEqual(told(life))
  }
  toString = () => 'a week passes'
}

/** Several acts in a row, as they come in an ordinary life, so that the random ones meet every state. */
class Chapter implements AsyncCommand<Life, Played> {
  constructor(private readonly acts: (life: Life) => Act[]) {}
  check = () => true
  async run(life: Life, played: Played): Promise<void> {
    for (const act of this.acts(life)) await new Tried(act, null, false).run(life, played)
  }
  toString = () => 'a chapter'
}

type Words = Record<Department, Word>

/** Whoever has not signed answers and signs; in a recheck somebody else than before. */
function answered(words: Words) {
  return (life: Life) =>
    departments.flatMap((department) => {
      const { review, recheck } = current(life, department)
      const hand: Hand = recheck ? 'two' : 'one'
      return review.state === 'unsigned' ? [draft(department, hand, words[department]), sign(department)] : []
    })
}

function decided(outcome: 'eligible' | 'ineligible' | 'held') {
  return () => [remembering(propose(outcome)), decide('approvals', 'leader')]
}

/** Remembers, as the snapshot does, who had found what. */
function remembering(act: Act): Act {
  if (!act.name.startsWith('propose')) return act
  return {
    ...act,
    leaves(life) {
      act.leaves(life)
      const found = (['court', 'police'] as const).filter(
        (key) => latestOf(life, key)?.answer === 'found' && latestOf(life, key)?.state === 'signed',
      )
      behind.set(life.outcomes.at(-1)!, found)
    },
  }
}

const anyDepartment = fc.constantFrom(...departments)
const anyHand = fc.constantFrom<Hand>('one', 'two', 'signatory')
const usualHand = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom<Hand>('one', 'two') },
  { weight: 1, arbitrary: fc.constant<Hand>('signatory') },
)
const anyWord = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Word>('none') },
  { weight: 3, arbitrary: fc.constant<Word>('found') },
  { weight: 1, arbitrary: fc.constantFrom<Word>('pending', 'not_ours') },
)
const anyAct: fc.Arbitrary<Act> = fc.oneof(
  { weight: 10, arbitrary: fc.tuple(anyDepartment, usualHand, anyWord).map(([d, h, w]) => draft(d, h, w)) },
  { weight: 10, arbitrary: anyDepartment.map(sign) },
  { weight: 1, arbitrary: fc.tuple(anyDepartment, usualHand).map(([d, h]) => sendBack(d, h)) },
  { weight: 1, arbitrary: fc.tuple(anyDepartment, anyHand).map(([d, h]) => recuse(d, h)) },
  { weight: 2, arbitrary: fc.constant(resubmit) },
  { weight: 1, arbitrary: fc.constant(withdraw) },
  { weight: 5, arbitrary: fc.constantFrom(propose('eligible'), propose('ineligible'), propose('held')) },
  { weight: 5, arbitrary: fc.constant(decide('approvals', 'leader')) },
  { weight: 1, arbitrary: fc.constantFrom(decide('refusals', 'leader'), decide('take-backs', 'office')) },
  { weight: 2, arbitrary: fc.constant(dispute) },
  { weight: 1, arbitrary: fc.constant(cancel) },
  { weight: 3, arbitrary: fc.constant(tell) },
  { weight: 4, arbitrary: fc.constantFrom(reply, reply, reReview, waive, lapse) },
  { weight: 3, arbitrary: fc.constantFrom(reReview, uphold, change) },
)
const anyStranger = fc.constantFrom<Who>(
  'office',
  'leader',
  'clerk',
  { department: 'court', hand: 'one' },
  { department: 'petitions', hand: 'signatory' },
)

const allNone: Words = { court: 'none', police: 'none', discipline: 'none', petitions: 'none' }
const likelyWords = fc.oneof(
  fc.constantFrom<Words>({ ...allNone, court: 'found' }, { ...allNone, police: 'found' }, allNone),
  fc.record<Words>({ court: anyWord, police: anyWord, discipline: anyWord, petitions: anyWord }),
)
const anyChapter = fc.oneof(
  { weight: 4, arbitrary: likelyWords.map((words) => new Chapter(answered(words))) },
  {
    weight: 3,
    arbitrary: fc
      .constantFrom<'eligible' | 'ineligible'>('eligible', 'ineligible', 'ineligible')
      .map((word) => new Chapter(decided(word))),
  },
  { weight: 2, arbitrary: fc.constant(new Chapter(() => [tell, reply, reReview])) },
)

/** Histories as they come: mostly by who may, some by strangers, some clicked twice, now and then a week later. */
export const anyHistory: fc.Arbitrary<AsyncCommand<Life, Played>>[] = [
  fc.oneof(
    { weight: 12, arbitrary: anyAct.map((act) => new Tried(remembering(act), null, false)) },
    { weight: 1, arbitrary: anyAct.map((act) => new Tried(remembering(act), null, true)) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(anyAct, anyStranger)
        .filter(([act, who]) => isStrange(act, who))
        .map(([act, who]) => new Tried(remembering(act), who, false)),
    },
    { weight: 1, arbitrary: fc.constant(new WeekPasses()) },
    { weight: 5, arbitrary: anyChapter },
  ),
]

/** The office does what a clerk may; a department's own people are not strangers to it. */
function isStrange({ by, name }: Act, who: Who): boolean {
  if (typeof by === 'string' && typeof who === 'string') return by !== who && !(who === 'office' && by === 'clerk')
  if (typeof by === 'string' || typeof who === 'string') return typeof by !== typeof who || name === ''
  return by.department !== who.department
}
