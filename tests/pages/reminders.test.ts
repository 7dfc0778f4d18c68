import { load } from 'cheerio'
import { createApp } from '../../src/app'
import { sendMails } from '../../src/rounds/reminders/mails.actions'
import { makeReminders } from '../../src/rounds/reminders/reminders.actions'
import { remind } from '../../src/rounds/reminders/reminding.actions'
import { actorIn } from '../support/county'
import { countyWorld, issueToAll, type World } from '../support/review-world'
import { type Smtp, startSmtp } from '../support/smtp'

jest.setTimeout(60_000)

// One round of 2026-01-10 for two people, due on Wednesday 2026-01-14; a mail server, and nobody has an address yet.
let world: World
let smtp: Smtp
let round: string

beforeAll(async () => {
  world = await countyWorld(2)
  round = await issueToAll(world)
})
afterAll(() => world.close())

// The county as it was when the round went out: a new one for every test would cost more than all of them.
beforeEach(async () => {
  smtp = await startSmtp()
  mailTo(smtp.url)
  const { db } = world.deps
  await db.reminderMail.deleteMany()
  await db.reminder.deleteMany()
  await db.account.updateMany({ data: { email: null, language: null } })
  const back = { returnReason: null, returnWords: null, returnedById: null, returnedAt: null }
  await db.review.updateMany({ data: { state: 'unsigned', ...back } })
  await db.candidate.updateMany({ data: { state: 'passed' } })
  await db.round.updateMany({ data: { state: 'issued', closedAt: null } })
  const none = { extendedDueOn: null, extendedWords: null, extendedById: null, extendedAt: null }
  await db.roundDepartment.updateMany({ data: { ...none, chasedAt: null, chasedById: null } })
  at('2026-01-10')
})
afterEach(() => smtp.close())

const mailTo = (url: string) =>
  Object.assign(world.deps.config, {
    mail: { url, from: '联审 <lianshen@county.example>' },
    publicUrl: 'https://a.example',
  })
const at = (day: string) => world.setNow(`${day}T01:00:00Z`)
const reach = (role: 'reviewer' | 'signatory', department: string, email: string, language: string | null = null) =>
  world.deps.db.account.update({
    where: { id: actorIn(world.county, role, department).accountId },
    data: { email, language },
  })
const words = (html: string) => load(html)('main').text().replace(/\s+/g, ' ')
const desk = async (department: string) => words((await (await world.as('reviewer', department)).get('/reviews')).text)
const mails = () => world.deps.db.reminderMail.findMany({ orderBy: { id: 'asc' } })

test('the working day before, the day and the working day after are told once each, in the application', async () => {
  const made = async (day: string) => {
    at(day)
    return [await makeReminders(world.deps), await makeReminders(world.deps)]
  }
  expect(await made('2026-01-12')).toEqual([0, 0])
  world.setNow('2026-01-12T23:30:00Z')
  expect(await makeReminders(world.deps)).toBe(0)
  expect(await made('2026-01-13')).toEqual([13, 0])
  expect(await desk('court')).toContain('提醒：第 1 轮有 2 件意见应于 2026-01-14 前签字。 去办理（2 件）')
  expect(await made('2026-01-14')).toEqual([13, 0])
  expect(await desk('court')).toContain('今天（2026-01-14）截止')
  expect(await made('2026-01-15')).toEqual([13, 0])
  expect(await desk('court')).toContain('已过截止日 2026-01-14。没有签字不算通过')
  expect(await made('2026-01-16')).toEqual([0, 0])
  const entries = await world.deps.db.auditEntry.findMany({ where: { act: 'reminder.made' } })
  expect(entries).toHaveLength(39)
  expect(JSON.stringify(entries.map(({ details }) => details))).not.toMatch(/云川|王/)
})

test('an extension moves the clock, and what is signed or closed is not reminded of', async () => {
  const office = await world.as('office')
  const court = world.county.departments['court']!
  await office.post(`/rounds/${round}/departments/${court}/extension`, { words: '正在调卷' }).expect(303)
  at('2026-01-13')
  expect(await makeReminders(world.deps)).toBe(12)
  expect(await desk('court')).not.toContain('提醒')
  at('2026-01-15')
  expect(await makeReminders(world.deps)).toBe(13)
  expect(await desk('court')).toContain('应于 2026-01-16 前签字')
  await world.deps.db.round.updateMany({ data: { state: 'closed', closedAt: world.deps.clock.now() } })
  at('2026-01-16')
  expect(await makeReminders(world.deps)).toBe(0)
  expect(await desk('court')).not.toContain('提醒')
})

test('a mail goes to everybody of the department who has an address, in their language, with nothing of a person', async () => {
  await reach('reviewer', 'court', 'judge@court.example')
  await reach('signatory', 'court', 'head@court.example', 'en')
  at('2026-01-13')
  expect(await remind(world.deps)).toEqual({ made: 13, sent: 2 })
  expect(await remind(world.deps)).toEqual({ made: 0, sent: 0 })
  const [chinese, english] = ['judge@court.example', 'head@court.example'].map((to) =>
    smtp.arrived.find((one) => one.to === to)!,
  )
  expect(smtp.arrived).toHaveLength(2)
  expect(chinese!.text).toContain('联审提醒：2 件意见 2026-01-14 截止')
  expect(chinese!.text).toContain('请登录办理：https://a.example')
  expect(english!.text).toContain('Joint review: 2 opinions due on 2026-01-14')
  expect(english!.text).toContain('Sign in at https://a.example')
  for (const { idNumber, name } of world.county.candidates)
    for (const { raw, text } of smtp.arrived)
      expect(raw + text).not.toMatch(new RegExp(`${name}|${idNumber}|N0\\d|云川|王|法院|court-`))
  expect(await world.deps.db.auditEntry.count({ where: { act: 'reminder.mailed' } })).toBe(2)
})

test('two nodes at once send one mail each time, and a node that died leaves its mail to the next one', async () => {
  await reach('reviewer', 'court', 'judge@court.example')
  await reach('reviewer', 'police', 'officer@police.example')
  at('2026-01-13')
  const other = { ...world.deps }
  createApp(other)
  await Promise.all([remind(world.deps), remind(other), remind(world.deps)])
  expect(smtp.arrived.map(({ to }) => to).toSorted()).toEqual(['judge@court.example', 'officer@police.example'])
  expect((await mails()).map(({ state, tries }) => [state, tries])).toEqual([
    ['sent', 1],
    ['sent', 1],
  ])
  // Begun, and never ended: within its minutes nobody else takes it up, after them somebody does, as the same letter.
  const [first] = await mails()
  const nextTryAt = new Date('2026-01-13T01:05:00Z')
  await world.deps.db.reminderMail.update({
    where: { id: first!.id },
    data: { state: 'queued', endedAt: null, nextTryAt },
  })
  expect(await sendMails(world.deps)).toBe(0)
  world.setNow('2026-01-13T01:06:00Z')
  expect(await sendMails(world.deps)).toBe(1)
  const ids = smtp.arrived.map(({ raw }) => /^Message-ID: (.*)$/im.exec(raw)![1])
  expect(new Set(ids).size).toBe(2)
})

test('a mail server that is down delays: nothing is lost, nothing waits, and what has become needless stays unsent', async () => {
  await reach('reviewer', 'court', 'judge@court.example')
  await reach('reviewer', 'police', 'officer@police.example')
  const { port } = smtp
  await smtp.close()
  at('2026-01-13')
  expect(await remind(world.deps)).toEqual({ made: 13, sent: 0 })
  expect(await desk('court')).toContain('应于 2026-01-14 前签字')
  expect(await remind(world.deps)).toEqual({ made: 0, sent: 0 })
  expect(await mails()).toMatchObject([
    { state: 'queued', tries: 1, problem: 'ESOCKET' },
    { state: 'queued', tries: 1, problem: 'ESOCKET' },
  ])
  const signer = actorIn(world.county, 'signatory', 'police').accountId
  await world.deps.db.candidate.updateMany({ data: { state: 'withdrawn' }, where: { name: '云川2' } })
  await world.deps.db.review.updateMany({
    where: { departmentId: world.county.departments['police']! },
    data: {
      state: 'returned',
      returnReason: 'other',
      returnWords: '请核对',
      returnedById: signer,
      returnedAt: world.deps.clock.now(),
    },
  })
  smtp = await startSmtp({ port })
  world.setNow('2026-01-13T01:30:00Z')
  expect(await remind(world.deps)).toEqual({ made: 0, sent: 1 })
  expect(smtp.arrived.map(({ to }) => to)).toEqual(['judge@court.example'])
  expect(smtp.arrived[0]!.text).toContain('1 件意见')
  expect((await mails()).map(({ state }) => state).toSorted()).toEqual(['needless', 'sent'])
})

test('an address that the server refuses is not tried again, and the administrator reads why', async () => {
  await reach('reviewer', 'court', 'nobody@court.example')
  at('2026-01-13')
  await remind(world.deps)
  world.setNow('2026-01-13T09:00:00Z')
  await remind(world.deps)
  expect(await mails()).toMatchObject([{ state: 'refused', tries: 1, problem: '550' }])
  const admin = await world.as('system_admin')
  const { accountId } = actorIn(world.county, 'reviewer', 'court')
  expect(words((await admin.get(`/accounts/${accountId}`).expect(200)).text)).toContain(
    '邮件服务器拒收（550），请核对邮箱地址',
  )
})

test('a chase is a mail too, and without a mail server none is queued', async () => {
  await reach('signatory', 'court', 'head@court.example')
  at('2026-01-15')
  const office = await world.as('office')
  const place = `/rounds/${round}/departments/${world.county.departments['court']!}/reminder`
  await office.post(place).expect(303)
  expect(await sendMails(world.deps)).toBe(1)
  expect(smtp.arrived[0]!.text).toContain('换届办催办：贵单位还有 2 件意见没有签字')
  Object.assign(world.deps.config, { mail: null })
  at('2026-01-16')
  const later = await world.as('office')
  await later.post(place).expect(303)
  expect(await mails()).toHaveLength(1)
  expect(await desk('court')).toContain('催办：第 1 轮应于 2026-01-14 前签字，还有 2 件没有签')
})

test('nothing passes by silence: days after the due day every answer and every standing is what it was', async () => {
  const standings = () =>
    world.deps.db.standing.findMany({ orderBy: { candidateId: 'asc' }, select: { candidateId: true, standing: true } })
  const before = await standings()
  for (const day of ['2026-01-13', '2026-01-14', '2026-01-15', '2026-02-20']) {
    at(day)
    await remind(world.deps)
  }
  expect(await standings()).toEqual(before)
  expect(before.every(({ standing }) => standing !== 'clear')).toBe(true)
  expect(await world.deps.db.review.count({ where: { state: 'unsigned', answers: { equals: {} } } })).toBe(
    await world.deps.db.review.count(),
  )
  const office = await world.as('office')
  const list = await office.get('/outcomes?standing=clear').expect(200)
  expect(list.text).not.toContain('云川')
})

test('the administrator enters an address and a language; a wrong one is said at its field and kept', async () => {
  const admin = await world.as('system_admin')
  const { accountId, name, departmentId } = actorIn(world.county, 'reviewer', 'court')
  const path = `/accounts/${accountId}/change`
  const seen = load((await admin.get(path)).text)('[name=seen]').val() as string
  const typed = { seen, name, role: 'reviewer', departmentId: departmentId!, language: 'en' }
  const wrong = await admin.post(path, { ...typed, email: 'judge at court' }).expect(422)
  expect(load(wrong.text)('#email').val()).toBe('judge at court')
  expect(load(wrong.text)('.problems a').attr('href')).toBe('#email')
  await admin.post(path, { ...typed, email: ' judge＠court.example ' }).expect(303)
  expect(words((await admin.get(`/accounts/${accountId}`)).text)).toContain('judge@court.example · English')
  const guard = await world.as('security_admin')
  const again = load((await guard.get(path)).text)('[name=seen]').val() as string
  await guard.post(path, { seen: again, role: 'signatory', departmentId: departmentId! }).expect(303)
  expect(await world.deps.db.account.findUniqueOrThrow({ where: { id: accountId } })).toMatchObject({
    email: 'judge@court.example',
    language: 'en',
    role: 'signatory',
  })
  const [entry] = await world.deps.db.auditEntry.findMany({
    where: { act: 'account.changed' },
    orderBy: { seq: 'asc' },
  })
  expect(JSON.stringify(entry!.details)).not.toContain('court.example')
})
