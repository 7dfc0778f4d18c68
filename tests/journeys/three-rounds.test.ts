import type { Role } from '../../src/accounts/role'
import { checkInvariants } from '../../src/invariants/invariants.actions'
import { signedIn } from '../support/accounts'
import { testApp, type TestApp } from '../support/app'
import { actorIn, makeCounty, tellIntake, type County } from '../support/county'
import { shrinkList, smallListOwners } from '../support/small-list'
import { answersAll, byCode, found, meets, proposes } from './desk-work'
import { type Fields, type Page, person, type Person } from './person'

// Five people through three rounds, through pages and forms alone: one is reinstated after a re-review, one struck off
// with minutes, one held and later cleared, one withdraws, and one has nothing against them. Each test is a chapter.
let world: TestApp & { county: County }
let broken = false
beforeAll(async () => {
  const app = await testApp({ now: '2026-01-12T01:00:00Z' })
  const county = await makeCounty(app.deps.db, app.deps.keys, { candidates: 5 })
  world = { ...app, county }
  await shrinkList(world)
  await tellIntake(app.deps.db, county, app.deps.clock.now())
})
afterAll(() => world.close())
jest.setTimeout(180_000)

const [reinstated, struckOff, held, withdrawn, clear] = ['云川1', '云川2', '云川3', '云川4', '云川5'] as const
/** The departments in the order in which they sign. */
const signers = ['法院', '公安', '纪委监委', '信访']
const departments = Object.keys(smallListOwners) as (keyof typeof smallListOwners)[]

chapter('round one goes to everybody, and every department answers and signs', async () => {
  const office = await as('office')
  expect(await issue(office, '2026-01-12', '2026-01-15')).toContain('5 人')
  const paper = { effect: '2020-05-01', evidenceType: '裁判文书' }
  await everybodyAnswers('one', {
    court: { [reinstated]: found('B1', paper) },
    petitions: { [struckOff]: found('R1', { ...paper, evidenceType: '行政处罚决定' }) },
    discipline: { [held]: { 'H1.answer': 'pending' } },
  })
})

chapter('one leaves, and is on no list from then on', async () => {
  const clerk = await clerkOf(withdrawn)
  const file = await fileIn(clerk, withdrawn)
  await clerk.opens(file)
  await clerk.sends(`${file}/withdrawal`, { words: '因家庭原因退出' })
})

chapter('the office proposes, a meeting decides on two, the leading group approves', async () => {
  world.setNow('2026-01-16T01:00:00Z')
  const office = await as('office')
  await proposes(office, 'bar', { outcome: 'ineligible', groundItems: 'B1' })
  await meets(office, '云换领纪〔2026〕1号', {
    [struckOff]: { decision: 'ineligible', groundItems: 'R1' },
    [held]: { decision: 'held', until: '2026-01-30' },
  })
  await proposesClear(office)
  await approveAll()
  await listsSay({ disqualified: [reinstated, struckOff], passed: [clear], held: [held] })
})

chapter('both who were struck off are told; one replies, the other lets the time run out', async () => {
  const office = await as('office')
  for (const [name, number] of [
    [reinstated, '1'],
    [struckOff, '2'],
  ] as const)
    await tell(office, name, number)
  const clerk = await clerkOf(reinstated)
  const notice = await noticeOf(clerk, reinstated)
  expect(notice.words).not.toMatch(/法院|信访/)
  await clerk.sends(`${notice.path}/reply`, { day: '2026-01-16', words: '同名同姓，不是本人' })
  expect(await onList(office, reinstated)).toMatch(/已提出/)
  const other = await noticeOf(office, struckOff)
  await office.sends(`${other.path}/reply`, {}, { to: `${other.path}/lapse`, status: 409 })
  world.setNow('2026-01-26T01:00:00Z')
  const later = await as('office')
  const over = await noticeOf(later, struckOff)
  await later.sends(`${over.path}/lapse`)
  expect(await onList(later, struckOff)).toMatch(/逾期未申请/)
})

chapter('somebody else of the court looks again, and the person is reinstated with a reasoned answer', async () => {
  const office = await as('office')
  const notice = await noticeOf(office, reinstated)
  await office.sends(`${notice.path}/re-review`, { day: '2026-01-28', words: '请核对是否同名' })
  await listsSay({ disqualified: [reinstated, struckOff], passed: [clear], held: [held] })
  const first = await as('reviewer', 'court')
  const review = await waitingReviewOf(first, reinstated)
  expect((await first.opens(review)).words).toContain('复核')
  expect((await first.opens(review)).$('form[action$="/draft"] .answer-input')).toHaveLength(0)
  const second = await as('reviewer', 'court', true)
  await second.opens(review)
  await second.sends(`${review}/draft`, { 'B1.answer': 'none', 'B1.words': '经比对，判决书当事人系同名他人' })
  await signAll('court')
  await proposesClear(office)
  const leader = await as('leading_group')
  const early = await noticeOf(leader, reinstated)
  expect(early.$('form[action$="/change"]').length).toBe(0)
  await approveAll()
  const now = await noticeOf(leader, reinstated)
  await leader.sends(`${now.path}/change`, {
    documentNumber: '云换复〔2026〕1号',
    words: '经复核，系同名他人，予以更正。',
  })
  await listsSay({ disqualified: [struckOff], passed: [reinstated, clear], held: [held] })
})

chapter('round two takes in whose hold has ended by itself; what others signed is carried', async () => {
  world.setNow('2026-02-02T01:00:00Z')
  const office = await as('office')
  const preview = await issue(office, '2026-02-02', '2026-02-05')
  expect(preview).toContain('1 人')
  expect(preview).toMatch(/暂缓/)
  expect(preview).toContain(held)
  await everybodyAnswers('one', {})
  await proposesClear(office)
  await approveAll()
  await listsSay({ disqualified: [struckOff], passed: [reinstated, held, clear], held: [] })
})

chapter('round three is the last check before the vote, and nothing is decided by it alone', async () => {
  world.setNow('2026-03-16T01:00:00Z')
  const office = await as('office')
  const preview = await issue(office, '2026-03-16', '2026-03-19', { which: 'everyone' })
  expect(preview).toContain('4 人')
  expect(preview).not.toContain(withdrawn)
  const paper = { effect: '2020-05-01', evidenceType: '行政处罚决定' }
  await everybodyAnswers('one', {
    petitions: { [struckOff]: found('R1', paper) },
    police: { [clear]: {} },
  })
  await listsSay({ disqualified: [struckOff], passed: [reinstated, held, clear], held: [] })
})

chapter('the printed list tells the struck-off person’s whole case, and every invariant holds', async () => {
  const office = await as('office')
  const printed = (await office.opens('/papers/disqualified/print')).words
  for (const part of [struckOff, '云换领纪〔2026〕1号', '2026-01-16', '逾期未申请']) expect(printed).toContain(part)
  for (const name of [reinstated, withdrawn, held]) expect(printed).not.toContain(name)
  const checked = await checkInvariants(world.deps)
  expect(checked.filter(({ broken }) => broken > 0)).toEqual([])
})

chapter('the history of each of the five tells their story from the first entry on', async () => {
  const office = await as('office')
  const came = ['录入材料', '提交乡镇初审', '乡镇初审通过']
  const reviewed = (round: number, why: string, which = signers) => [
    new RegExp(`^第 ${round} 轮送部门联审（基准日 .*，因 ${why} .*县换届办`),
    ...which.map((one) => new RegExp(`^${one}签发第 ${round} 轮意见 .*部门负责人`)),
  ]
  const told = ['签发告知书 云换告', /送达本人/]
  const met = (what: string) => [
    /^列入 2026-01-16 会商议程/,
    new RegExp(`会商（云换领纪〔2026〕1号）决定：${what}.*看纪要`),
  ]
  const outcome = (what: string) => [`拟定结论：${what}`, new RegExp(`^结论批准：${what}.*领导小组`)]
  const first = [...came, ...reviewed(1, '新增人选')]
  const last = reviewed(3, '全部人选复核')
  const ineligible = '建议不列为候选人'
  const stories: Record<string, (string | RegExp)[]> = {
    [reinstated]: [
      ...first,
      ...outcome(`${ineligible}，涉及 B1`),
      ...told,
      /提出申辩、复核申请.*同名同姓，不是本人/,
      '退回复查：复核',
      /发起复核/,
      '法院签发第 1 轮意见（复查第 1 次）',
      '复查答复完毕：复核',
      `情况有变，结论待重新研究：${ineligible}`,
      ...outcome('通过'),
      `结论被新的结论取代：${ineligible}`,
      /答复：原结论已改变.*系同名他人，予以更正/,
      ...last,
    ],
    [struckOff]: [
      ...first,
      ...met(`${ineligible}，涉及 R1`),
      ...outcome(`${ineligible}，涉及 R1`),
      ...told,
      /期满未申请，办理逾期/,
      `结论成为终局：${ineligible}`,
      ...last,
    ],
    [held]: [
      ...first,
      ...met('暂缓'),
      ...outcome('暂缓，至 2026-01-30'),
      ...reviewed(2, '暂缓期满', []),
      ...['公安', '法院', '信访'].map((one) => `${one}第 2 轮沿用此前已签发的意见`),
      '纪委监委签发第 2 轮意见',
      '情况有变，结论待重新研究：暂缓',
      ...outcome('通过'),
      '结论被新的结论取代：暂缓',
      ...last,
    ],
    [withdrawn]: [...first, /^本人退出 .*乡镇经办人.*因家庭原因退出/],
    [clear]: [...first, ...outcome('通过'), ...last],
  }
  for (const [name, story] of Object.entries(stories))
    expect(await storyOf(office, name)).toEqual(story.map((step) => expect.stringMatching(step)))
})

chapter('a township and a department read their part of the story, and nothing of the others', async () => {
  const clerk = (await storyOf(await clerkOf(struckOff), struckOff)).join()
  for (const own of ['结论批准', '签发告知书', '结论成为终局']) expect(clerk).toContain(own)
  for (const hidden of ['会商', '纪要', '拟定结论', '签发第', '信访', '法院']) expect(clerk).not.toContain(hidden)
  const court = (await storyOf(await as('reviewer', 'court'), struckOff)).join()
  expect(court).toMatch(/法院签发第 1 轮意见.*法院签发第 3 轮意见/)
  for (const hidden of ['会商', '结论', '告知', '信访']) expect(court).not.toContain(hidden)
})

/** A chapter runs only after those before it. */
function chapter(title: string, tell: () => Promise<void>): void {
  test(title, async () => {
    if (broken) throw new Error('a chapter before this one failed')
    broken = true
    await tell()
    broken = false
  })
}

/** Everybody who comes in comes a minute after the one before. */
async function as(role: Role, unit?: string, second = false): Promise<Person> {
  world.setNow(new Date(world.deps.clock.now().getTime() + 60_000))
  return person(world.app, (await signedIn(world, actorIn(world.county, role, unit, second))).cookie)
}

function clerkOf(name: string): Promise<Person> {
  const { townshipId } = world.county.candidates.find((one) => one.name === name)!
  return as('township_clerk', world.county.townships.find(({ id }) => id === townshipId)!.name)
}

/** Plans, previews and issues a round with every department; gives what the preview said. */
async function issue(office: Person, referenceDate: string, dueOn: string, also: Fields = {}): Promise<string> {
  await office.opens('/rounds/new')
  const preview = await office.sends('/rounds/preview', { referenceDate, dueOn, ...also })
  await office.sends('/rounds')
  return preview.words
}

/** Everybody who waits is answered for by a reviewer of each department, all `none` but what is known, and signed. */
async function everybodyAnswers(which: 'one' | 'two', known: Record<string, Record<string, Fields>>): Promise<void> {
  for (const department of departments) {
    const reviewer = await as('reviewer', department, which === 'two')
    const { $ } = await reviewer.opens('/reviews?show=todo')
    if (!$('tbody th a').length) continue
    await answersAll(reviewer, known[department] ?? {})
    await signAll(department)
  }
}

async function signAll(department: string): Promise<void> {
  const signatory = await as('signatory', department)
  await signatory.opens('/reviews/signing')
  await signatory.sends('/reviews/signing/preview', {}, { button: ['all', 'yes'] })
  await signatory.sends('/reviews/signing')
}

async function proposesClear(office: Person): Promise<void> {
  await office.opens('/outcomes/new?standing=clear')
  await office.sends('/outcomes/preview')
  await office.sends('/outcomes')
}

async function approveAll(): Promise<void> {
  const leader = await as('leading_group')
  await leader.opens('/outcomes')
  await leader.sends('/outcomes/choice')
  await leader.sends('/outcomes/approvals')
}

/** The notice on this person's outcome, handed over the same day. */
async function tell(office: Person, name: string, number: string): Promise<void> {
  const { $ } = await office.opens('/notices?desk=untold')
  const href = $(`tr:contains("${name}") a[href^="/notices/new"]`).attr('href')!
  await office.opens(href)
  await office.sends('/notices', {
    documentNumber: `云换告〔2026〕${number}号`,
    gist: '审查认定您有清单所列情形。',
    basis: '本届负面清单',
    wayToReply: '三个工作日内书面提出',
    servedOn: '2026-01-16',
    servedHow: 'direct',
  })
}

/** The path of the review of this person that waits for the department. */
async function waitingReviewOf(reviewer: Person, name: string): Promise<string> {
  const { $ } = await reviewer.opens('/reviews?show=todo')
  return $(`tbody a:contains("${name}")`).attr('href')!.replace(/\?.*/, '')
}

/** The sentences of a person's history, the oldest first, each with whoever did it. */
async function storyOf(someone: Person, name: string): Promise<string[]> {
  const { id } = world.county.candidates.find((one) => one.name === name)!
  const { $ } = await someone.opens(`/candidates/${id}/history`)
  const steps = $('.timeline-list > li').map((_, li) => {
    return $(li).find('.step').text().replace(/\s+/g, ' ').trim()
  })
  return steps.get().toReversed()
}

async function noticeOf(someone: Person, name: string): Promise<Page> {
  const candidateId = world.county.candidates.find((one) => one.name === name)!.id
  const { id } = await world.deps.db.notice.findFirstOrThrow({ where: { candidateId } })
  return someone.opens(`/notices/${id}`)
}

async function fileIn(someone: Person, name: string): Promise<string> {
  const { $ } = await someone.opens('/candidates')
  return $(`tbody a:contains("${name}")`).attr('href')!
}

/** The person's line of the printed list of those struck off. */
async function onList(office: Person, name: string): Promise<string> {
  const { $ } = await office.opens('/papers/disqualified/print')
  return $(`tr:contains("${name}")`).text().replace(/\s+/g, ' ')
}

/** The printed lists hold exactly these. */
async function listsSay(expected: Record<'disqualified' | 'passed' | 'held', string[]>): Promise<void> {
  const office = await as('office')
  for (const [kind, people] of Object.entries(expected)) {
    const { words } = await office.opens(`/papers/${kind}/print`)
    const there = world.county.candidates.map(({ name }) => name).filter((name) => words.includes(name))
    expect([kind, there.toSorted(byCode)]).toEqual([kind, people.toSorted(byCode)])
  }
}
