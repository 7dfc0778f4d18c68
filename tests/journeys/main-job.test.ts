import { firstAdministratorLink } from '../../src/accounts/operator.actions'
import type { Actor } from '../../src/accounts/actor'
import type { Role } from '../../src/accounts/role'
import { checkInvariants } from '../../src/invariants/invariants.actions'
import { departmentRosters } from '../../src/organisations/departments/departments-preset'
import { signedIn } from '../support/accounts'
import { testApp, type TestApp } from '../support/app'
import {
  answersAll,
  byCode,
  figures,
  fileOf,
  found,
  inOrder,
  meets,
  names,
  proposes,
  reviewOf,
  stages,
} from './desk-work'
import { type Fields, type Page, person, type Person } from './person'
import { filledIn, idOf, mistyped, people, rowsOf, untidyRoster, withdrawing } from './villages'

// One county's first round from an empty database to the printed lists, through pages and forms alone. Each test is a
// chapter and needs those before it.
let world: TestApp
let broken = false
beforeAll(async () => (world = await testApp({ now: '2026-01-05T01:00:00Z' })))
afterAll(() => world.close())
jest.setTimeout(120_000)

const password = '换届联审要认真看每一个人2026'
const departments = departmentRosters.thirteen
/** These answer at the desk, the other eight by workbook. */
const atDesk: readonly string[] = ['discipline', 'organisation', 'petitions', 'police']
const everyone = Object.values(people)
const inReview = everyone.filter((name) => name !== people.notRecommended)
const clear = [people.clear, people.lapsed, people.sentBack, people.returned]

chapter('one-time links: the first administrator, then everybody the administrator lets in', async () => {
  const link = (await firstAdministratorLink(world.deps))!
  const admin = await startsWith(link, 'admin')
  await person(world.app).opens(link, 410)
  const office = await startsWith(await admitted(admin, 'office', 'office'), 'office')
  expect(office.page().words).toContain('还没有换届周期')
  await admin.opens('/candidates', 403)

  await office.opens('/settings/county')
  await office.sends('/settings/county', { name: '云川县', code: '150123' })
  await office.opens('/settings/import')
  const teams = '乡镇,村（社区）,类别,职数\n盛乐镇,东沟村,村,7\n盛乐镇,西沟村,村,7\n巧什营镇,和平社区,社区,5\n合计,,,19'
  await office.sends('/settings/import', {}, { file: ['村.csv', Buffer.from(teams)] })
  expect((await office.sends('/settings/import/rows')).words).toContain('新增乡镇 2 个，新增村（社区）3 个')
  await office.opens('/settings/departments')
  await office.sends('/settings/departments/roster', { roster: 'thirteen' })

  await admin.opens('/accounts/new')
  const unit = (name: string) => admin.page().$(`option:contains("${name}")`).attr('value')!
  const [here, there] = [unit('盛乐镇'), unit('巧什营镇')]
  const clerkLink = await admitted(admin, 'clerk', 'township_clerk', { townshipId: here })
  await startsWith(clerkLink, 'clerk')
  await admitted(admin, 'lead', 'township_lead', { townshipId: here })
  await admitted(admin, 'clerk-there', 'township_clerk', { townshipId: there })
  await admitted(admin, 'lead-there', 'township_lead', { townshipId: there })
  await admitted(admin, 'leader', 'leading_group')
  await admitted(admin, 'auditor', 'auditor')
  for (const key of departments) {
    const departmentId = (await world.deps.db.department.findUniqueOrThrow({ where: { key } })).id
    await admitted(admin, `${key}-reviewer`, 'reviewer', { departmentId })
    await admitted(admin, `${key}-signatory`, 'signatory', { departmentId })
  }
})

chapter('the office sets up the calendar, the cycle and its list, and opens it', async () => {
  const office = await as('office')
  await office.opens('/settings/calendar?year=2026')
  await office.sends('/settings/calendar/public')
  await office.opens('/settings/cycles/new')
  const days = { startsOn: '2026-01-01', lastTermStart: '2021-01-01' }
  await office.sends('/settings/cycles', { name: '2026 年换届', ...days })
  // A new cycle asks for its list first, and does not open without one.
  const cycle = office.page().path.replace('/criteria', '')
  await office.opens(cycle)
  await office.sends(`${cycle}/opening`, {}, { status: 409 })
  await office.opens(`${cycle}/criteria`)
  await office.sends(`${cycle}/criteria/preset`, { preset: 'main20' })
  await office.opens(cycle)
  expect((await office.sends(`${cycle}/opening`)).words).toContain('2026 年换届')
})

chapter('the clerk imports an untidy roster, sees the slip, takes the good rows and hands them in', async () => {
  world.setNow('2026-01-06T01:00:00Z')
  const clerk = await as('clerk')
  await clerk.opens('/candidates/import')
  const preview = await clerk.sends('/candidates/imports', {}, { file: ['汇总表.xlsx', await untidyRoster()] })
  expect(figures(preview)).toMatchObject({ 新增: 10, 不能导入: 1 })
  expect(preview.words).toMatch(/15 公民身份号码 身份证号校验位不对/)
  await clerk.sends('/candidates/imports/', {}, { status: 422 })
  await clerk.sends('/candidates/imports/', { onlyGood: 'yes' })
  expect(await names(clerk, '/candidates')).toEqual(everyone.toSorted(byCode))
  await clerk.opens('/candidates')
  expect(clerk.page().words).not.toContain(idOf(people.clear))

  await clerk.opens(await fileOf(clerk, people.clear))
  await clerk.follows('修改材料')
  await clerk.sends('/candidates/', { education: '20' })
  await clerk.opens('/candidates')
  await clerk.sends('/candidates/submissions', {}, { button: ['which', 'all'] })
  await clerk.sends('/candidates/submissions')
  expect((await clerk.opens(await fileOf(clerk, people.clear))).words).toMatch(/待乡镇初审.*大学本科/)
})

chapter('the lead screens: passed, returned with words, not recommended; never what they entered', async () => {
  world.setNow('2026-01-06T06:00:00Z')
  const [clerk, lead, clerkThere, leadThere] = [
    await as('clerk'),
    await as('lead'),
    await as('clerk-there'),
    await as('lead-there'),
  ]
  const returned = await fileOf(lead, people.returned)
  await lead.opens(returned)
  await lead.sends(`${returned}/screening`, { act: 'return' }, { status: 422 })
  await lead.sends(`${returned}/screening`, { act: 'return', words: '学历与证书不符' })
  const poor = await fileOf(lead, people.notRecommended)
  await lead.opens(poor)
  await lead.sends(`${poor}/screening`, { act: 'not_recommend', words: '群众意见大' })
  await lead.opens('/candidates')
  await lead.sends('/candidates/screenings', {}, { button: ['which', 'all'] })
  await lead.sends('/candidates/screenings')

  expect((await clerk.opens(returned)).words).toContain('学历与证书不符')
  await clerk.opens(`${returned}/edit`)
  await clerk.sends(`${returned}/file`, { education: '30', remarks: '已核对证书' })
  await clerk.sends(`${returned}/resubmission`)
  await lead.opens(returned)
  await lead.sends(`${returned}/screening`, { act: 'pass' })
  expect(await stages(lead)).toEqual({ 初审通过: 9, 乡镇不推荐: 1 })

  // The other township: whoever enters a file and is made lead afterwards does not screen it.
  await clerkThere.opens('/candidates/new')
  const team = clerkThere.page().$('[name=teamId] option:contains("和平社区")').attr('value')!
  await clerkThere.sends('/candidates', {
    teamId: team,
    name: withdrawing,
    idNumber: idOf(withdrawing),
    position: 'committee_member',
  })
  const theirs = clerkThere.page().path
  await clerkThere.sends(`${theirs}/submission`)
  await clerkThere.opens(returned, 404)
  await leadThere.opens(returned, 404)
  const id = (await world.deps.db.account.findUniqueOrThrow({ where: { username: 'clerk-there' } })).id
  const admin = await as('admin')
  await admin.opens(`/accounts/${id}/change`)
  await admin.sends(`/accounts/${id}/change`, { role: 'township_lead' })
  const promoted = await as('clerk-there')
  expect((await promoted.opens(theirs)).words).toMatch(/初审通过.*录入/)
  await leadThere.opens(theirs)
  await promoted.sends('/sign-out', {}, { to: `${theirs}/screening`, status: 403, button: ['act', 'pass'] })
  await leadThere.sends(`${theirs}/screening`, { act: 'pass' })
})

chapter('the office opens round one, and only with every lead', async () => {
  world.setNow('2026-01-08T01:00:00Z')
  const office = await as('office')
  await office.opens('/rounds/new')
  const { $ } = office.page()
  const all = $('[name=department]')
    .map((_, box) => $(box).attr('value')!)
    .get()
  const court = $('.choice:contains("法院") input').attr('value')!
  const plan = { which: 'new', referenceDate: '2026-01-10', dueOn: '2026-01-13' }
  const refused = { ...plan, department: all.filter((one) => one !== court) }
  expect((await office.sends('/rounds/preview', refused, { status: 422 })).words).toMatch(/N02.*N03.*N09.*N16/)
  const preview = await office.sends('/rounds/preview', { ...plan, department: all })
  expect(preview.words).toContain('10 人')
  for (const name of everyone) expect(preview.words.includes(name)).toBe(name !== people.notRecommended)
  await office.sends('/rounds')
  await office.opens('/progress')
  expect(figures(office.page())).toMatchObject({ 未办结: 10, 未发现问题: 0 })
})

/** What departments know, by department, name and item; everything else is answered `none`. */
const known: Record<string, Record<string, Fields>> = {
  discipline: {
    [people.barred]: found('N07', { kind: 'party_serious_warning', effect: '2024-07-11', evidenceType: '处分决定' }),
    [people.lapsed]: found('N07', { kind: 'party_serious_warning', effect: '2024年7月10日', evidenceType: '处分决定' }),
    [people.held]: { 'N06.answer': 'pending' },
  },
  petitions: { [people.referred]: found('N12', { effect: '2021-01-11', evidenceType: '行政处罚决定' }) },
  police: { [people.disputed]: found('N03', { effect: '2019-06-01', evidenceType: '裁判文书' }) },
  organisation: { [people.unclaimed]: { 'N19.answer': 'not_ours' } },
}

chapter('a department sends a file back; the township, told what but not by whom, puts it right', async () => {
  world.setNow('2026-01-08T03:00:00Z')
  const [reviewer, clerk] = [await as('organisation-reviewer'), await as('clerk')]
  const review = await reviewOf(reviewer, people.sentBack)
  await reviewer.opens(`${review}/return`)
  await reviewer.sends(`${review}/return`, { reason: 'papers' }, { status: 422 })
  await reviewer.sends(`${review}/return`, { reason: 'papers', words: '缺承诺书' })
  await reviewer.opens(review)
  expect(reviewer.page().$('[data-answers]')).toHaveLength(0)

  const file = await fileOf(clerk, people.sentBack)
  const told = (await clerk.opens(file)).words
  expect(told).toMatch(/部门退回补正.*缺承诺书/)
  expect(told).not.toMatch(/组织部|organisation/)
  await clerk.opens(`${file}/edit`)
  await clerk.sends(`${file}/file`, { remarks: '承诺书已补' })
  await clerk.sends(`${file}/resubmission`, { words: '已补承诺书' })
  await reviewer.opens(review)
  expect(reviewer.page().$('[data-answers]')).toHaveLength(1)
})

chapter('one leaves of their own accord while the departments read', async () => {
  const clerk = await as('office')
  const file = await fileOf(clerk, withdrawing)
  await clerk.opens(file)
  await clerk.sends(`${file}/withdrawal`, { words: '外出务工' })
  expect(figures(await clerk.opens('/progress'))).toMatchObject({ 未办结: 9, 本人退出: 1 })
})

for (const key of atDesk)
  chapter(`${key} answers at the desk, everybody in turn, and signs`, async () => {
    world.setNow('2026-01-09T01:00:00Z')
    const [reviewer, signatory] = [await as(`${key}-reviewer`), await as(`${key}-signatory`)]
    expect((await answersAll(reviewer, known[key] ?? {})).toSorted(byCode)).toEqual(inReview.toSorted(byCode))
    await signatory.opens('/reviews/signing')
    await signatory.sends('/reviews/signing/preview', {}, { button: ['all', 'yes'] })
    const signed = await signatory.sends('/reviews/signing')
    expect(signed.$('[name=review]')).toHaveLength(0)
  })

chapter('a signatory who drafted an answer does not sign it; a colleague takes it up', async () => {
  const [signatory, reviewer] = [await as('emergency-signatory'), await as('emergency-reviewer')]
  const review = await reviewOf(signatory, people.clear)
  await signatory.opens(review)
  await signatory.sends(`${review}/draft`, { 'N18.answer': 'none' }, { button: ['onward', 'stay'] })
  await signatory.opens('/reviews/signing')
  const { $ } = signatory.page()
  expect($('[name=review]').attr()).toMatchObject({ value: review.split('/').pop(), disabled: '' })
  await signatory.sends('/reviews/signing/preview', {}, { button: ['review', $('[name=review]').attr('value')!] })
  expect(signatory.page().words).toMatch(/王守成.*您本人填写的意见，须由另一位负责人签字/)
  expect(signatory.page().$('form[action="/reviews/signing"]')).toHaveLength(0)
  await reviewer.opens(review)
  await reviewer.sends(
    `${review}/draft`,
    { 'N18.answer': 'none', 'N18.words': '已核实' },
    { button: ['onward', 'stay'] },
  )
  await signatory.opens('/reviews/signing')
  expect(signatory.page().$('[name=review]').attr()).not.toHaveProperty('disabled')
})

for (const key of departments.filter((one) => !atDesk.includes(one)))
  chapter(`${key} answers in its workbook, away from the network`, async () => {
    const [reviewer, signatory] = [await as(`${key}-reviewer`), await as(`${key}-signatory`)]
    await reviewer.opens('/reviews/packets')
    await reviewer.sends('/reviews/packets/out')
    const { file } = await reviewer.follows('下载联审意见表（.xlsx）')
    const hands = { drafter: `员${key}-reviewer`, signer: `员${key}-signatory`, on: '2026-01-09' }
    await signatory.opens('/reviews/packets')
    await signatory.sends('/reviews/packets', {}, { file: [`${key}.xlsx`, await filledIn(file, hands)] })
    expect(signatory.page().words).toContain('答复完整的人选将同时签字')
    expect((await signatory.sends('/reviews/packets/')).words).toContain('签字 9 人')
  })

chapter('no department sees what another one said', async () => {
  const [court, police] = [await as('court-reviewer'), await as('police-reviewer')]
  const review = await reviewOf(court, people.clear)
  await police.opens(review, 404)
  await (await as('police-signatory')).opens(review, 404)
  await (await as('clerk')).opens(review, 403)
})

chapter('the standings are what the rules say, on the board and on each page', async () => {
  world.setNow('2026-01-12T01:00:00Z')
  const office = await as('office')
  const board = { 未发现问题: 4, '拟取消资格（不得）': 1, '提请会商（不宜）': 1, 暂缓: 1, 异议件: 1, 无人认定: 1 }
  expect(figures(await office.opens('/progress'))).toEqual({ ...board, 本人退出: 1, 未办结: 0 })
  await office.follows('4')
  expect(await names(office, office.page().path)).toEqual(clear.toSorted(byCode))
  const why: Record<string, RegExp> = {
    [people.barred]: /N07.*认定.*纪委监委.*2024-07-11 生效.*影响期至 2026-01-11.*处分决定 云纪〔2024〕8号/,
    [people.lapsed]: /N07.*已过期.*影响期至 2026-01-10，按未发现计/,
    [people.disputed]: /N03.*有异议.*法院（牵头）：未发现.*公安（配合）：发现问题.*长期有效/,
    [people.referred]: /N12.*认定.*信访/,
    [people.held]: /N06.*核查中.*纪委监委/,
    [people.unclaimed]: /N19.*无人认定/,
    [people.clear]: /各部门均未发现问题/,
  }
  for (const [name, words] of Object.entries(why))
    expect((await office.opens(await fileOf(office, name))).words).toMatch(words)
})

chapter('the office proposes, the leading group decides, and neither does the other’s part', async () => {
  world.setNow('2026-01-12T02:00:00Z')
  const [office, leader, secondTab] = [await as('office'), await as('leader'), await as('leader')]
  await office.opens('/outcomes/new?standing=clear')
  await office.sends('/outcomes/preview')
  await office.sends('/outcomes')
  await proposes(office, 'bar', { outcome: 'ineligible', groundItems: 'N07' })
  await meets(office, '云换领纪〔2026〕1号', {
    [people.referred]: { decision: 'ineligible', groundItems: 'N12' },
    [people.held]: { decision: 'held', until: '2026-03-31' },
    [people.disputed]: { decision: 'postponed' },
  })
  expect((await office.opens('/outcomes/new?standing=disputed')).$('[name=outcome]')).toHaveLength(0)

  await office.opens('/outcomes')
  await office.sends('/outcomes/choice')
  await office.sends('/outcomes/take-backs', {}, { to: '/outcomes/approvals', status: 403 })
  for (const tab of [leader, secondTab]) {
    await tab.opens('/outcomes')
    expect(await tab.sends('/outcomes/choice')).toMatchObject({ words: expect.stringContaining('审定 7 人的结论') })
  }
  await leader.sends('/outcomes/approvals')
  expect((await secondTab.sends('/outcomes/approvals', {}, { status: 409 })).words).toContain('已经审定')
})

chapter('the lists name exactly the right people, on screen, in print and as a workbook', async () => {
  const [office, clerk, clerkThere] = [await as('office'), await as('clerk'), await as('lead-there')]
  const listed = async (someone: Person, kind: string) => namesOn(await someone.opens(`/papers/${kind}`))
  expect(await listed(office, 'disqualified')).toEqual([people.referred, people.barred].toSorted(byCode))
  expect(await listed(office, 'passed')).toEqual(clear.toSorted(byCode))
  expect(await listed(office, 'held')).toEqual([people.held])
  expect(namesOn(await office.opens('/papers/disqualified/print'))).toHaveLength(2)
  const rows = await rowsOf((await office.opens('/papers/disqualified/workbook')).file)
  const row = rows.find((cells) => cells.includes(people.barred))!
  expect(row.join(' ')).toMatch(
    /盛乐镇 .*150123\*{8}\d{3}[\dX] .*N07.*云川县有关机关.*云纪〔2024〕8号.*不得.*2026-01-12/,
  )
  expect(rows.flat().filter((text) => everyone.includes(text as never))).toHaveLength(2)

  const told = [...clear, people.barred, people.referred, people.held]
  expect(await listed(clerk, 'feedback')).toEqual(told.toSorted(byCode))
  expect(clerk.page().words).toMatch(/李四海.*N07.*不得/)
  expect(clerk.page().words).not.toMatch(/纪委|信访局|云纪/)
  expect((await clerk.opens(await fileOf(clerk, people.barred))).words).toMatch(/建议不列为候选人.*N07/)
  expect(clerk.page().words).not.toMatch(/纪委|云纪/)
  expect(await listed(clerkThere, 'feedback')).toEqual([])
  await clerk.opens('/papers/disqualified', 403)
})

chapter('the auditor reads the story in order, without names, and finds the chain whole', async () => {
  const auditor = await as('auditor')
  const told: string[] = []
  for (let path: string | undefined = '/audit'; path; path = auditor.page().$('a[rel=next]').attr('href')) {
    const { $ } = await auditor.opens(path)
    told.push(
      ...$('tbody th')
        .map((_, act) => $(act).text())
        .get(),
    )
  }
  const story = [
    '新建账号',
    '设置密码',
    '登录',
    '导入班子名单',
    '新建换届周期',
    '启动换届周期',
    '预览汇总表',
    '导入汇总表',
  ]
  const review = [
    '上报人选',
    '初审人选',
    '冻结负面清单',
    '退回人选材料',
    '登记本人退出',
    '填写审查意见',
    '签署审查意见',
  ]
  const end = ['采用离线包', '提出结论', '登记会商记录', '批准结论', '导出材料']
  expect(inOrder(told.toReversed(), [...story, ...review, ...end])).toEqual([])
  expect(told.filter((act) => act === '签署审查意见')).toHaveLength(13 * 9)
  expect(told.filter((act) => act === '批准结论')).toHaveLength(7)
  await auditor.opens('/audit')
  const trail = (await auditor.sends('/audit/exports')).file.toString()
  for (const secret of [...everyone, withdrawing, mistyped, ...everyone.map(idOf)]) expect(trail).not.toContain(secret)
  await auditor.opens('/audit')
  expect((await auditor.sends('/audit/verification')).words).toContain('记录链完整')
  await auditor.opens('/candidates', 403)
})

chapter('what is stored holds everything that npm run invariants asks', async () => {
  expect((await checkInvariants(world.deps)).filter((check) => check.broken)).toEqual([])
})

/** A story does not go on after a chapter that failed. */
function chapter(name: string, happens: () => Promise<void>): void {
  test(name, async () => {
    if (broken) throw new Error('An earlier chapter failed.')
    broken = true
    await happens()
    broken = false
  })
}

/** The one-time link leads to a password of one's own, and that to the first page. */
async function startsWith(link: string, username: string): Promise<Person> {
  const someone = person(world.app)
  await someone.opens(link)
  await someone.sends('/set-password', { password, password_again: password })
  await someone.opens('/sign-in')
  await someone.sends('/sign-in', { username, password })
  return someone
}

/** A new account; gives the path of its one-time link. */
async function admitted(admin: Person, username: string, role: Role, unit: Fields = {}): Promise<string> {
  await admin.opens('/accounts/new')
  const page = await admin.sends('/accounts', { username, name: `员${username}`, role, ...unit }, { status: 201 })
  return new URL(page.$('code').first().text()).pathname
}

/** Signed in anew, as on another morning. */
async function as(username: string): Promise<Person> {
  const { id: accountId, ...account } = await world.deps.db.account.findUniqueOrThrow({ where: { username } })
  const actor = { ...account, accountId, address: '127.0.0.1', requestId: 'test' } as unknown as Actor
  return person(world.app, (await signedIn(world, actor)).cookie)
}

/** Which of our people a printed list holds, each as often as it does. */
function namesOn({ $ }: Page): string[] {
  const cells = $('.paper-table td')
    .map((_, cell) => $(cell).text().trim())
    .get()
  return cells.filter((text) => [...everyone, withdrawing, mistyped].includes(text as never)).toSorted(byCode)
}
