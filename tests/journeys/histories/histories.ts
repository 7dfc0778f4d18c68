import fc, { type AsyncCommand } from 'fast-check'
import { type Act, Next, Tried, WeekPasses } from './act'
import { correct, draft, recuse, resubmit, sendBack, sign, withdraw } from './acts/answering'
import { decide, proposal } from './acts/deciding'
import { allNone, anyChapter, anyDecision, anyDepartment, anyWord, likelyWords, type Words } from './chapters'
import { attend, call, closeMinutes, decideOn, proposeDecided, refill } from './acts/meetings'
import { type Decision, departments, type Hand, type Life } from './model'
import { change, lapse, reply, reReview, tell, uphold, waive } from './acts/notices'
import type { Played } from './played'
import { assignGap, cancel, dispute, handInProof, lookAtProof } from './acts/rechecking'
import { close, issue, request, setAside, takeUp, trigger } from './acts/rounds'
import type { Birth, Who } from './stage'

/** What lives begin with: nothing, or one signature before clear, bar, disputed, hold (found, pending), refer and gap. */
export const births: Birth[] = [
  null,
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

const usualHand = fc.constantFrom<Hand>('one', 'two', 'one', 'two', 'one', 'two', 'one', 'two', 'signatory')
const anyHand = fc.constantFrom<Hand>('one', 'two', 'signatory')
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
    { weight: 6, arbitrary: anyChapter },
  ),
]

/** The office does what a clerk may; a department's own people are not strangers to it. */
function isStrange({ by }: Act, who: Who): boolean {
  if (typeof by === 'string' && typeof who === 'string') return by !== who && !(who === 'office' && by === 'clerk')
  if (typeof by === 'string' || typeof who === 'string') return true
  return by.department !== who.department
}
