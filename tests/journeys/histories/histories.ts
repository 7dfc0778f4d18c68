import fc, { type AsyncCommand } from 'fast-check'
import { type Act, Chapter, Next, Tried, WeekPasses } from './act'
import { correct, draft, recuse, resubmit, sendBack, sign, withdraw } from './acts/answering'
import { decide, proposal } from './acts/deciding'
import { current, isOpen } from './looks'
import { attend, call, closeMinutes, decideOn, proposeDecided, refill } from './acts/meetings'
import { type Decision, type Department, departments, type Hand, type Life, standingOf, type Word } from './model'
import { change, lapse, reply, reReview, tell, uphold, waive } from './acts/notices'
import type { Played } from './played'
import { assignGap, cancel, dispute, handInProof, lookAtProof } from './acts/rechecking'
import { close, issue, request, setAside, takeUp, trigger } from './acts/rounds'
import type { Birth, Who } from './stage'

type Words = Record<Department, Word>
const allNone: Words = { court: 'none', police: 'none', discipline: 'none', petitions: 'none' }

/** What lives begin with: nothing, or one signature before clear, bar, disputed, hold (found, pending), refer and gap. */
export const births: Birth[] = [
  null,
  allNone,
  { ...allNone, court: 'found' },
  { ...allNone, court: 'found' },
  { ...allNone, police: 'found' },
  { ...allNone, discipline: 'found' },
  { ...allNone, discipline: 'pending' },
  { ...allNone, petitions: 'found' },
  { ...allNone, petitions: 'not_ours' },
]

const anyDepartment = fc.constantFrom(...departments)
const usualHand = fc.constantFrom<Hand>('one', 'two', 'one', 'two', 'one', 'two', 'one', 'two', 'signatory')
const anyHand = fc.constantFrom<Hand>('one', 'two', 'signatory')
const anyWord = fc.constantFrom<Word>('none', 'none', 'none', 'found', 'found', 'found', 'pending', 'not_ours')
const anyDecision = fc.constantFrom<Decision>(
  'eligible_with_reasons',
  'ineligible',
  'ineligible',
  'held',
  'rectify',
  'rectify',
  'recheck',
  'postponed',
)

const answering = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(anyDepartment, usualHand, anyWord).map(([d, h, w]) => draft(d, h, w)) },
  { weight: 6, arbitrary: anyDepartment.map(sign) },
  { weight: 2, arbitrary: fc.tuple(anyDepartment, usualHand).map(([d, h]) => sendBack(d, h)) },
  { weight: 1, arbitrary: fc.tuple(anyDepartment, anyHand).map(([d, h]) => recuse(d, h)) },
  { weight: 3, arbitrary: fc.constantFrom(resubmit, correct('name'), correct('phone')) },
  { weight: 1, arbitrary: fc.constant(withdraw) },
)
const deciding = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(proposal('eligible'), proposal('ineligible'), proposal('held')) },
  { weight: 4, arbitrary: fc.constant(decide('approvals', 'leader')) },
  { weight: 1, arbitrary: fc.constantFrom(decide('refusals', 'leader'), decide('take-backs', 'office')) },
  { weight: 2, arbitrary: fc.constant(tell) },
  { weight: 5, arbitrary: fc.constantFrom(reply, reReview, waive, lapse, uphold, change) },
)
const meeting = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(call, attend(3), closeMinutes, proposeDecided) },
  { weight: 1, arbitrary: fc.constantFrom(refill, attend(2)) },
  { weight: 2, arbitrary: anyDecision.map(decideOn) },
)
const lookingAgain = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom(dispute, cancel) },
  { weight: 2, arbitrary: anyDepartment.map(assignGap) },
  { weight: 2, arbitrary: fc.constantFrom(handInProof, lookAtProof) },
  { weight: 3, arbitrary: fc.constantFrom(issue('usual'), issue('everyone'), close) },
  { weight: 2, arbitrary: fc.option(anyDepartment, { nil: null }).map(trigger) },
  { weight: 2, arbitrary: fc.oneof(anyDepartment.map(request), fc.constantFrom(setAside, takeUp, takeUp)) },
)
const anyAct = fc.oneof(
  { weight: 5, arbitrary: answering },
  { weight: 4, arbitrary: deciding },
  { weight: 3, arbitrary: meeting },
  { weight: 4, arbitrary: lookingAgain },
)

const anyStranger = fc.constantFrom<Who>(
  'office',
  'leader',
  'clerk',
  { department: 'court', hand: 'one' },
  { department: 'petitions', hand: 'signatory' },
)

/** Whoever is still asked answers and signs; in a recheck somebody else than before. */
function answered(words: Words) {
  return (life: Life) =>
    departments.flatMap((department) => {
      const review = current(life, department)
      const hand: Hand = review.recheck ? 'two' : 'one'
      if (review.state !== 'unsigned' || !isOpen(life, review)) return []
      return [...(review.answer ? [] : [draft(department, hand, words[department])]), sign(department)]
    })
}

const likelyWords = fc.oneof(
  fc.constantFrom<Words>({ ...allNone, court: 'found' }, { ...allNone, petitions: 'found' }, allNone),
  fc.record<Words>({ court: anyWord, police: anyWord, discipline: anyWord, petitions: anyWord }),
)

/** What is decided as the standing suggests it: at once, or in a meeting; nothing where there is nothing to decide. */
function decided(decision: Decision) {
  return (life: Life) => {
    const standing = standingOf(life)
    const approved = decide('approvals', 'leader')
    if (standing === 'clear') return [proposal('eligible'), approved]
    if (standing === 'bar') return [proposal(decision === 'held' ? 'held' : 'ineligible'), approved]
    if (!['refer', 'hold'].includes(standing)) return []
    const word = decision === 'recheck' ? 'rectify' : decision
    return [call, attend(3), decideOn(word), closeMinutes, proposeDecided, approved]
  }
}

/** From the bar to the re-review, and its end by what the departments say then. */
function struckOff(life: Life): Act[] {
  if (life.outcomes.length || standingOf(life) !== 'bar') return []
  return [proposal('ineligible'), decide('approvals', 'leader'), tell, reply, reReview]
}

const anyChapter = fc.oneof(
  fc.constant(new Chapter('struck off', struckOff)),
  likelyWords.map((words) => new Chapter('answered', answered(words))),
  anyDecision.map((word) => new Chapter(`decided ${word}`, decided(word))),
)

/** What moves a life on. */
function steps(words: Words, decision: Decision): Act[] {
  return [
    ...departments.flatMap((one) => [draft(one, 'one', words[one]), draft(one, 'two', words[one]), sign(one)]),
    ...departments.map(assignGap),
    correct('name'),
    correct('phone'),
    resubmit,
    dispute,
    handInProof,
    lookAtProof,
    issue('usual'),
    takeUp,
    proposal('eligible'),
    proposal('ineligible'),
    proposal('held'),
    decide('approvals', 'leader'),
    attend(3),
    decideOn(decision),
    decideOn('recheck'),
    closeMinutes,
    proposeDecided,
    tell,
    reply,
    waive,
    lapse,
    reReview,
    uphold,
    change,
  ]
}

/** What is always possible, or takes back: seldom, so that lives come far. */
const detours: Act[] = [
  ...departments.flatMap((one) => [trigger(one), request(one), sendBack(one, 'two')]),
  decide('refusals', 'leader'),
  decide('take-backs', 'office'),
  cancel,
  close,
  setAside,
  refill,
  issue('everyone'),
]

/** Every act by its name: none may go untried. */
export const everyAct = new Set([
  ...[...steps(allNone, 'postponed'), ...detours, withdraw, recuse('court', 'one'), call].map(({ name }) => name),
  ...['eligible_with_reasons', 'ineligible', 'held', 'rectify'].map((word) => `decide ${word}`),
])

const anyStep = fc
  .tuple(fc.nat(), likelyWords, anyDecision)
  .map(([pick, words, decision]) => new Next(steps(words, decision), detours, pick))

/** Histories as they come: mostly what may be done, much that may not, some by strangers, some clicked twice, and weeks. */
export const anyHistory: fc.Arbitrary<AsyncCommand<Life, Played>>[] = [
  fc.oneof(
    { weight: 14, arbitrary: anyStep },
    { weight: 6, arbitrary: anyAct.map((act) => new Tried(act)) },
    { weight: 1, arbitrary: anyAct.map((act) => new Tried(act, null, true)) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(anyAct, anyStranger)
        .filter(([act, who]) => isStrange(act, who))
        .map(([act, who]) => new Tried(act, who)),
    },
    { weight: 2, arbitrary: fc.constant(new WeekPasses()) },
    { weight: 3, arbitrary: anyChapter },
  ),
]

/** The office does what a clerk may; a department's own people are not strangers to it. */
function isStrange({ by }: Act, who: Who): boolean {
  if (typeof by === 'string' && typeof who === 'string') return by !== who && !(who === 'office' && by === 'clerk')
  if (typeof by === 'string' || typeof who === 'string') return true
  return by.department !== who.department
}
