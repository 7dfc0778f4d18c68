import { addDays } from '../../src/lib/day'
import { recordDeliberation } from '../../src/outcomes/deliberations.actions'
import { groundChoices, type OutcomeWord, type Proposal } from '../../src/outcomes/outcome'
import {
  approveProposals,
  proposeOutcomes,
  refuseProposals,
  takeBackProposals,
} from '../../src/outcomes/outcomes.actions'
import { standingOf, type StandingWord } from '../../src/standings/standing'
import { standingInputs } from '../../src/standings/standings.actions'
import { withdrawCandidate } from '../../src/standings/withdrawal.actions'
import type { Cast } from './cast'
import { finishedTownships } from './fates'
import type { Entered } from './intake'
import type { UnderReview } from './reviewing'
import type { Story } from './story'

/** Struck off in the first batch (domain §1, 和林格尔 2021): by an item of class bar, and by the meeting. */
const struckOff = { bar: 50, refer: 5 }

type Case = { id: string; townshipId: string; standing: StandingWord; ground: string[] }

/** The office proposes and the leading group decides on the finished townships; the last of them still waits. */
export async function decide(story: Story, cast: Cast, cycleId: string, round: UnderReview): Promise<void> {
  const cases = await finishedCases(story, round)
  await story.moveTo(2, '15:00')
  const toApprove = [
    ...(await strikeOff(story, cast, cases.filter(({ standing }) => standing === 'bar').slice(0, struckOff.bar))),
    ...(await afterMeeting(story, cast, cycleId, cases)),
    ...(await passClear(story, cast, cases, round.inRound)),
  ]
  await story.moveTo(1, '10:00')
  await approveProposals(story.deps, cast.leadingGroup, toApprove)
  story.minutes(90)
  await afterwards(story, cast, cases)
}

async function finishedCases({ deps }: Story, { inRound }: UnderReview): Promise<Case[]> {
  const people = inRound.filter(({ township }) => township.position < finishedTownships)
  const inputs = await standingInputs(
    deps.db,
    people.map(({ id }) => id),
  )
  const found = inputs.map(({ candidate, input }): Case => {
    const standing = standingOf(input)
    const { candidateId: id, townshipId } = candidate
    return { id, townshipId, standing: standing.standing, ground: groundChoices(standing) }
  })
  const order = new Map(people.map(({ id }, place) => [id, place]))
  return found.sort((a, b) => order.get(a.id)! - order.get(b.id)!)
}

async function strikeOff(story: Story, cast: Cast, barred: Case[]): Promise<string[]> {
  const proposed: string[] = []
  for (const one of barred) {
    proposed.push(...(await propose(story, cast, [one], { outcome: 'ineligible', groundItems: one.ground })))
    if (proposed.length % 10 === 0) story.minutes(5)
  }
  return proposed
}

/** 会商: what was decided on the referred and the held. */
async function afterMeeting(story: Story, cast: Cast, cycleId: string, cases: Case[]): Promise<string[]> {
  story.minutes(30)
  const { deps } = story
  const deliberationId = await recordDeliberation(deps, cast.office, {
    cycleId,
    metOn: deps.clock.today(),
    documentNumber: `云换届纪〔${deps.clock.today().slice(0, 4)}〕3号`,
    present: [
      '领导小组组长（演示）',
      '组织部负责人（演示）',
      '纪委监委负责人（演示）',
      '公安局负责人（演示）',
      '民政局负责人（演示）',
    ],
    recused: ['农业农村局负责人（演示）'],
    votesFor: 4,
    votesAgainst: 0,
    votesAbstained: 1,
    reasons: '逐人听取认定单位说明，核对依据文号，按情节、整改情况和群众意见形成意见。演示用虚构内容。',
  })
  const referred = cases.filter(({ standing }) => standing === 'refer')
  const held = cases.filter(({ standing }) => standing === 'hold')
  const until = addDays(deps.clock.today(), 30)
  const decisions: [Case[], Partial<Proposal> & { outcome: OutcomeWord }][] = [
    [referred.slice(0, struckOff.refer), { outcome: 'ineligible' }],
    [referred.slice(5, 8), { outcome: 'eligible_with_reasons', words: '情节轻微，已整改到位。' }],
    [referred.slice(8, 10), { outcome: 'rectify', until, words: '限期拆除违建、退缴欠款后再审。' }],
    [held.slice(0, 2), { outcome: 'held', until }],
  ]
  const proposed: string[] = []
  for (const [people, decision] of decisions)
    for (const one of people) {
      const groundItems = decision.outcome === 'ineligible' ? one.ground : []
      proposed.push(...(await propose(story, cast, [one], { ...decision, groundItems, deliberationId })))
    }
  return proposed
}

/** 未发现问题: a batch for each township; the last one is left for the leading group to decide. */
async function passClear(story: Story, cast: Cast, cases: Case[], inRound: Entered[]): Promise<string[]> {
  const clear = cases.filter(({ standing }) => standing === 'clear')
  const townshipIds = [...new Set(inRound.map(({ township }) => township.id))].slice(0, finishedTownships)
  const proposed: string[][] = []
  for (const townshipId of townshipIds) {
    story.minutes(5)
    const own = clear.filter((one) => one.townshipId === townshipId)
    proposed.push(await propose(story, cast, own, { outcome: 'eligible' }))
  }
  return proposed.slice(0, -1).flat()
}

/** What came after the first batch: one refused, one taken back, two that wait, and somebody who left when all was done. */
async function afterwards(story: Story, cast: Cast, cases: Case[]): Promise<void> {
  const { deps } = story
  const barred = cases.filter(({ standing }) => standing === 'bar').slice(struckOff.bar)
  const [refused, takenBack] = await strikeOff(story, cast, barred.slice(0, 2))
  await strikeOff(story, cast, barred.slice(2, 4))
  story.minutes(20)
  await refuseProposals(deps, cast.leadingGroup, [refused!], '请补充裁判文书生效证明后再报。')
  await takeBackProposals(deps, cast.office, [takenBack!], '当事人对事实提出异议，先行核实。')
  story.minutes(20)
  const { id, townshipId } = cases.find(({ standing }) => standing === 'clear')!
  await withdrawCandidate(deps, cast.clerk(townshipId), id, '因家庭原因书面申请退出。')
}

/** Proposes and gives the ids of the proposals. */
async function propose(
  { deps }: Story,
  cast: Cast,
  people: Case[],
  proposal: Partial<Proposal> & { outcome: OutcomeWord },
): Promise<string[]> {
  const ids = people.map(({ id }) => id)
  const full: Proposal = { groundItems: [], until: null, words: '', deliberationId: null, ...proposal }
  const batchId = await proposeOutcomes(deps, cast.office, ids, people[0]!.standing, full)
  const rows = await deps.db.outcome.findMany({ where: { batchId }, select: { id: true } })
  return rows.map(({ id }) => id)
}
