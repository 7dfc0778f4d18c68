import { addDays, type Day } from '../../src/lib/day'
import { type AgendaLine, listAgenda } from '../../src/outcomes/meetings/agenda.store'
import { decideOn } from '../../src/outcomes/meetings/decisions.actions'
import { type Decided, type Decision, groundOf, proposedOf } from '../../src/outcomes/meetings/meeting'
import { callMeeting, closeMeeting, recordAttendance } from '../../src/outcomes/meetings/meetings.actions'
import { openDecisions } from '../../src/outcomes/meetings/open-decisions.store'
import { groundChoices, type OutcomeWord, type Proposal } from '../../src/outcomes/outcome'
import { approveProposals, refuseProposals, takeBackProposals } from '../../src/outcomes/outcomes.actions'
import { proposeOutcomes, type Proposed } from '../../src/outcomes/proposing/proposing.actions'
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
    ...(await afterMeeting(story, cast, cycleId)),
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

/** 会商: what was decided on the referred, the held and the disputed; gives the proposals that follow. */
async function afterMeeting(story: Story, cast: Cast, cycleId: string): Promise<string[]> {
  story.minutes(30)
  const { deps } = story
  const id = await callMeeting(deps, cast.office, cycleId, {
    metOn: deps.clock.today(),
    place: '县委三楼会议室（演示）',
    documentNumber: '',
  })
  await recordAttendance(deps, cast.office, id, {
    members: [cast.leadingGroup.accountId],
    others: ['组织部负责人（演示）', '纪委监委负责人（演示）', '公安局负责人（演示）', '民政局负责人（演示）'],
    guests: ['农业农村局负责人（演示）'],
  })
  const agenda = await listAgenda(deps.db, { deliberationId: id })
  const fates = fatesOf(agenda, addDays(deps.clock.today(), 30))
  for (const line of agenda) {
    const decided = { ...unanimous, ...(fates.get(line.id) ?? postponed) }
    await decideOn(deps, cast.office, id, line.id, { version: line.version, decided })
    story.minutes(2)
  }
  const documentNumber = `云换届纪〔${deps.clock.today().slice(0, 4)}〕3号`
  await closeMeeting(deps, cast.office, id, { documentNumber, metOn: deps.clock.today(), reasons: '演示用虚构内容。' })
  const open = await openDecisions(deps.db, id)
  return proposedIds(story, cast, open.map(proposedOf))
}

const unanimous = { groundItems: [], until: null, votesFor: 4, votesAgainst: 0, votesAbstained: 1, recused: [] }
const postponed = { decision: 'postponed' as const, words: '材料尚不齐全，下次再议。' }

/** The first referred are struck off, the next pass or put right, the first held wait, the first dispute goes back. */
function fatesOf(agenda: AgendaLine[], until: Day) {
  const of = (standing: StandingWord) => agenda.filter((line) => line.standing === standing)
  const referred = of('refer')
  const words = '逐人听取认定单位说明，核对依据文号，按情节、整改情况和群众意见形成意见。'
  const fates: [AgendaLine[], Partial<Decided> & { decision: Decision }][] = [
    [referred.slice(0, struckOff.refer), { decision: 'ineligible' }],
    [referred.slice(5, 8), { decision: 'eligible_with_reasons', words: '情节轻微，已整改到位。' }],
    [referred.slice(8, 10), { decision: 'rectify', until, words: '限期拆除违建、退缴欠款后再审。' }],
    [of('hold').slice(0, 2), { decision: 'held', until }],
    [of('disputed').slice(0, 1), { decision: 'recheck', words: '两单位认定不一致，另派人员核实。' }],
  ]
  return new Map(
    fates.flatMap(([lines, fate]) =>
      lines.map((line) => [line.id, { words, groundItems: groundOf(line), ...fate }] as const),
    ),
  )
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

/** Proposes one outcome for people of one standing and gives the ids of the proposals. */
async function propose(
  story: Story,
  cast: Cast,
  people: Case[],
  proposal: Partial<Proposal> & { outcome: OutcomeWord },
): Promise<string[]> {
  const full: Proposal = { groundItems: [], until: null, words: '', deliberationId: null, ...proposal }
  const proposed = people.map(({ id, standing }) => ({ candidateId: id, seen: standing, proposal: full }))
  return proposedIds(story, cast, proposed)
}

async function proposedIds({ deps }: Story, cast: Cast, proposed: Proposed[]): Promise<string[]> {
  const batchId = await proposeOutcomes(deps, cast.office, proposed)
  const rows = await deps.db.outcome.findMany({ where: { batchId }, select: { id: true } })
  return rows.map(({ id }) => id)
}
