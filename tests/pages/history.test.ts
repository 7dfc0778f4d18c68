import { load } from 'cheerio'
import { dateFromDay } from '../../src/lib/day'
import { newId } from '../../src/lib/ids'
import { recomputeStandings } from '../../src/standings/standings.actions'
import { inTransaction } from '../../src/db/client'
import { type Browser, signedIn } from '../support/accounts'
import { actorIn, idNumberOf } from '../support/county'
import { countyWorld, issueToAll, type World } from '../support/review-world'
import { found, plainly } from '../support/round'

// One person's case from the first entry to a final outcome; every role reads what is theirs of it.
let world: World
let id: string
const [first, mended] = [idNumberOf(601), idNumberOf(603)]

beforeAll(async () => {
  world = await countyWorld(1)
  world.setNow('2026-01-05T01:00:00Z')
  id = await enteredAndCorrected()
  world.setNow('2026-01-08T01:00:00Z')
  const round = await issueToAll(world)
  await reviewed(round)
  await decided(round)
}, 60_000)
afterAll(() => world.close())

const clerk = () => world.as('township_clerk', '盛乐镇')
const page = async (browser: Browser, path = `/candidates/${id}/history`) =>
  load((await browser.get(path).expect(200)).text)
const said = ($: ReturnType<typeof load>) => $('main').text().replace(/\s+/g, ' ')
const steps = ($: ReturnType<typeof load>) =>
  $('.timeline-list > li')
    .map((_, li) => $(li).find('.step > p').first().text().replace(/\s+/g, ' ').trim())
    .get()

test('the office reads every step: who did what, when, on what ground', async () => {
  const $ = await page(await world.as('office'))
  const words = said($)
  for (const step of [
    '结论成为终局：建议不列为候选人',
    '告知书 示〔2026〕3号：放弃申请（2026-01-09）',
    '签发告知书 示〔2026〕3号',
    '结论批准：建议不列为候选人，涉及 N03',
    '拟定结论：建议不列为候选人',
    '2026-01-09 会商（示会〔2026〕1号）决定：建议不列为候选人',
    '退回复查：异议',
    '公安签发第 1 轮意见（复查第 1 次）',
    '法院签发第 1 轮意见',
    '公安有人回避第 1 轮',
    '登记新情况',
    '第 1 轮送部门联审（基准日 2026-01-10）',
    '乡镇初审通过',
    '提交乡镇初审',
    '查看完整身份证号',
    '修改材料',
    '录入材料',
  ])
    expect(words).toContain(step)
  expect(words).toContain('群众来信')
  const order = steps($)
  expect(order[0]).toContain('终局')
  expect(order.at(-1)).toMatch(/^录入材料.*乡镇经办/)
  expect($('.timeline-list time').first().attr('datetime')).toMatch(/^2026-01-12T/)
  expect(words).toContain('d'.repeat(64))
  expect($(`a[href^="/outcomes/"]`).length).toBeGreaterThan(0)
})

test('an opinion is read as it was signed: answers, facts, who drafted and signed', async () => {
  const $ = await page(await world.as('leading_group'))
  const opinion = $('.timeline-list > li').filter((_, li) => $(li).text().includes('法院签发第 1 轮意见'))
  const words = opinion.text().replace(/\s+/g, ' ')
  expect(words).toMatch(/N03 .*受过刑事处罚.*有.*2025-03-01.*裁判文书 示〔2025〕1号.*示例县人民法院/)
  expect(words).toContain('王signatory-court')
  expect(words).toContain('王reviewer-court')
  const both = $('.timeline-list > li').filter((_, li) => /公安签发第 1 轮意见/.test($(li).text()))
  expect(both).toHaveLength(2)
})

test('each version of the file is readable whole, with old and new side by side, and no number whole', async () => {
  const office = await world.as('office')
  const $ = await page(office)
  expect(said($)).toContain('姓名 曾小名 → 曾小明')
  expect(said($)).toContain('近亲属 配偶 李四 → 配偶 李四')
  const [second, oldest] = [
    await page(office, `/candidates/${id}/versions/2`),
    await page(office, `/candidates/${id}/versions/1`),
  ]
  expect(said(oldest)).toMatch(/姓名 曾小名 .*村（社区） 示范村|村（社区） 示范村 .*姓名 曾小名/)
  expect(said(oldest)).toContain('学历 普通高级中学')
  expect(said(second)).toMatch(/姓名 曾小明 原为 曾小名/)
  expect(said(second)).toMatch(/村（社区） 前进村 原为 示范村/)
  for (const $$ of [$, second, oldest]) {
    expect($$.html()).not.toContain(first)
    expect($$.html()).not.toContain(mended)
  }
  expect(said(second)).toMatch(/身份证号 150123\*+\S* 原为 150123\*+/)
  await office.get(`/candidates/${id}/versions/9`).expect(404)
})

test('the township reads its own steps and the outcome, and never which department raised or answered what', async () => {
  for (const role of ['township_clerk', 'township_lead'] as const) {
    const words = said(await page(await world.as(role, '盛乐镇')))
    for (const own of ['结论批准', '涉及 N03', '放弃申请', '第 1 轮送部门联审', '部门退回补正', '缺承诺书', '录入材料'])
      expect(words).toContain(own)
    for (const hidden of [
      '法院',
      '公安',
      'court',
      'police',
      '签发第',
      '回避',
      '复查',
      '新情况',
      '会商',
      '拟定结论',
      '王office',
    ])
      expect([role, hidden, words.includes(hidden)]).toEqual([role, hidden, false])
  }
  await (await world.as('township_clerk', '巧什营镇')).get(`/candidates/${id}/history`).expect(404)
})

test('a department reads its own steps and the file’s, and nothing of others or of the outcome', async () => {
  const words = said(await page(await world.as('reviewer', 'court')))
  for (const own of ['法院签发第 1 轮意见', '裁判文书', '第 1 轮送部门联审', '录入材料', '修改材料'])
    expect(words).toContain(own)
  for (const hidden of ['公安', 'police', '结论', '会商', '告知', '群众来信', '复查', '缺承诺书', '查看完整身份证号'])
    expect([hidden, words.includes(hidden)]).toEqual([hidden, false])
  const police = said(await page(await world.as('signatory', 'police')))
  expect([police.includes('复查'), police.includes('群众来信'), police.includes('缺承诺书')]).toEqual([
    true,
    true,
    true,
  ])
  expect(police).not.toContain('法院签发')
})

test('the desk leads a department to the case, and who keeps away from the person does not read it', async () => {
  const court = await world.as('reviewer', 'court')
  const police = await signedIn(world, actorIn(world.county, 'reviewer', 'police', true))
  const review = await world.deps.db.review.findFirstOrThrow({
    where: { candidateId: id, departmentId: court.actor.departmentId! },
  })
  const href = (await page(court, `/reviews/${review.id}`))(`a[href="/candidates/${id}/history"]`).attr('href')
  expect(steps(await page(court, String(href))).length).toBeGreaterThan(3)
  expect(await world.deps.db.recusal.count({ where: { accountId: police.actor.accountId } })).toBe(1)
  await police.get(`/candidates/${id}/history`).expect(404)
  await police.get(`/candidates/${id}/versions/1`).expect(404)
})

test.each(['observer', 'system_admin', 'auditor'] as const)('%s reads no case', async (role) => {
  await (await world.as(role)).get(`/candidates/${id}/history`).expect(403)
  await (await world.as(role)).get(`/candidates/${id}/versions/1`).expect(403)
})

test('the candidate’s page has the newest steps and leads to all, in English too', async () => {
  const office = await world.as('office')
  const $ = await page(office, `/candidates/${id}`)
  expect($(`a[href="/candidates/${id}/history"]`)).toHaveLength(1)
  expect(steps($)).toHaveLength(12)
  const english = load((await office.get(`/candidates/${id}/history`).set('Accept-Language', 'en').expect(200)).text)
  expect(said(english)).toMatch(/Outcome final.*signed its opinion of round 1 \(recheck 1\)/)
  expect(said(english)).not.toMatch(/history:|candidates:|\{\{/)
})

test('a long story is leafed through', async () => {
  const { accountId } = actorIn(world.county, 'office')
  const at = new Date('2026-01-04T01:00:00Z')
  await world.deps.db.candidateEvent.createMany({
    data: Array.from({ length: 60 }, () => ({
      id: newId(),
      candidateId: id,
      kind: 'resubmit',
      at,
      accountId,
      role: 'office',
    })),
  })
  const office = await world.as('office')
  const $ = await page(office)
  expect(steps($)).toHaveLength(50)
  expect(steps(await page(office, $('a[rel=next]').attr('href'))).length).toBeGreaterThan(20)
})

async function enteredAndCorrected(): Promise<string> {
  const fields = {
    teamId: world.county.teams[0]!.id,
    name: '曾小名',
    idNumber: first,
    position: 'party_secretary',
    politicalStatus: '01',
    partyJoined: '1998-07',
    education: '60',
    kinship1: 'spouse',
    relative1: '李四',
  }
  const { headers } = await (await clerk()).post('/candidates', fields).expect(303)
  const path = headers['location']!
  world.setNow('2026-01-06T01:00:00Z')
  const corrected = { ...fields, name: '曾小明', idNumber: mended, teamId: world.county.teams[1]!.id }
  const relatives = { kinship2: 'child', relative2: '曾大明' }
  await (await clerk()).post(`${path}/file`, { ...corrected, ...relatives, version: '1' }).expect(303)
  await (await world.as('office')).post(`${path}/number-views`).expect(200)
  world.setNow('2026-01-07T01:00:00Z')
  await (await clerk()).post(`${path}/submission`).expect(303)
  world.setNow('2026-01-07T02:00:00Z')
  await (await world.as('township_lead', '盛乐镇')).post(`${path}/screening`, { act: 'pass' }).expect(303)
  return path.split('/').pop()!
}

/** The court found something; the police said no, was asked again, and had sent the file back before. */
async function reviewed(roundId: string): Promise<void> {
  const { db } = world.deps
  const at = (department: string) => world.county.departments[department]!
  const person = (role: 'reviewer' | 'signatory', department: string) =>
    actorIn(world.county, role, department).accountId
  const signed = (department: string, signedAt: string, answers: object) => ({
    state: 'signed',
    complete: true,
    answers,
    draftedById: person('reviewer', department),
    draftedAt: new Date(signedAt),
    signedById: person('signatory', department),
    signedAt: new Date(signedAt),
  })
  const own = { roundId, candidateId: id }
  const of = (department: string) => ({
    where: { roundId_departmentId_candidateId_pass: { ...own, departmentId: at(department), pass: 0 } },
  })
  await db.review.update({ ...of('court'), data: signed('court', '2026-01-08T03:00:00Z', { N03: found() }) as never })
  const police = await db.review.update({
    ...of('police'),
    data: signed('police', '2026-01-08T04:00:00Z', { N03: plainly('none') }) as never,
  })
  const second = actorIn(world.county, 'reviewer', 'police', true)
  await db.recusal.create({
    data: { reviewId: police.id, accountId: second.accountId, at: new Date('2026-01-08T03:30:00Z'), words: '同村' },
  })
  await db.candidateEvent.create({
    data: {
      id: newId(),
      candidateId: id,
      kind: 'department_return',
      at: new Date('2026-01-08T02:00:00Z'),
      accountId: second.accountId,
      role: 'reviewer',
      words: '缺承诺书',
    },
  })
  const recheck = {
    id: newId(),
    ...own,
    kind: 'dispute',
    items: ['N03'],
    words: '请再核',
    dueOn: dateFromDay('2026-01-12'),
    openedById: actorIn(world.county, 'office').accountId,
    openedAt: new Date('2026-01-09T01:00:00Z'),
    state: 'answered',
    closedAt: new Date('2026-01-09T02:00:00Z'),
  }
  await db.recheck.create({ data: recheck })
  await db.review.create({
    data: {
      id: newId(),
      ...own,
      departmentId: at('police'),
      pass: 1,
      recheckId: recheck.id,
      originId: police.id,
      ...signed('police', '2026-01-09T02:00:00Z', { N03: found() }),
    } as never,
  })
  await db.trigger.create({
    data: {
      id: newId(),
      candidateId: id,
      departmentId: at('police'),
      kind: 'objection',
      words: '群众来信',
      source: '信访 3 号',
      reportedOn: dateFromDay('2026-01-09'),
      recordedById: recheck.openedById,
      recordedAt: new Date('2026-01-09T03:00:00Z'),
    },
  })
  await inTransaction(db, (tx) => recomputeStandings(tx, [id], new Date('2026-01-09T03:00:00Z')))
}

async function decided(roundId: string): Promise<void> {
  const { db } = world.deps
  const [office, leader] = [actorIn(world.county, 'office').accountId, actorIn(world.county, 'leading_group').accountId]
  const day = dateFromDay('2026-01-09')
  const meeting = {
    id: newId(),
    cycleId: world.county.cycleId,
    metOn: day,
    documentNumber: '示会〔2026〕1号',
    present: ['甲'],
    recused: [],
  }
  const times = {
    createdById: office,
    createdAt: new Date('2026-01-09T04:00:00Z'),
    closedAt: new Date('2026-01-09T05:00:00Z'),
  }
  await db.deliberation.create({
    data: { ...meeting, ...times, votesFor: 3, votesAgainst: 0, votesAbstained: 0, reasons: '一致' },
  })
  await db.agendaItem.create({
    data: {
      id: newId(),
      deliberationId: meeting.id,
      candidateId: id,
      position: 1,
      standing: 'bar',
      reasons: [],
      decision: 'ineligible',
      groundItems: ['N03'],
      words: '事实清楚',
    },
  })
  const batch = { id: newId(), proposedById: office, proposedAt: new Date('2026-01-10T01:00:00Z') }
  await db.outcomeBatch.create({ data: { ...batch, size: 1 } })
  const outcomeId = newId()
  await db.outcome.create({
    data: {
      id: outcomeId,
      candidateId: id,
      roundId,
      standing: 'bar',
      outcome: 'ineligible',
      ground: 'bar',
      groundItems: ['N03'],
      state: 'approved',
      batchId: batch.id,
      proposedById: office,
      proposedAt: batch.proposedAt,
      decidedById: leader,
      decidedAt: new Date('2026-01-10T02:00:00Z'),
      snapshot: {},
      digest: 'd'.repeat(64),
      finalAt: new Date('2026-01-12T02:00:00Z'),
    },
  })
  const notice = {
    id: newId(),
    outcomeId,
    candidateId: id,
    documentNumber: '示〔2026〕3号',
    gist: '有犯罪记录',
    basis: '示例',
    wayToReply: '书面',
  }
  await db.notice.create({
    data: {
      ...notice,
      servedOn: day,
      servedHow: 'direct',
      replyDueOn: day,
      state: 'waived',
      issuedById: office,
      issuedAt: new Date('2026-01-11T01:00:00Z'),
    },
  })
  const step = {
    noticeId: notice.id,
    day,
    accountId: actorIn(world.county, 'township_clerk', '盛乐镇').accountId,
    words: '',
  }
  await db.noticeStep.create({ data: { ...step, id: newId(), kind: 'waive', at: new Date('2026-01-12T01:00:00Z') } })
}
