import { load } from 'cheerio'
import { readCalendar } from '../../src/cycles/calendar/calendar.store'
import { currentCycle, cycleDepartments } from '../../src/cycles/cycles.store'
import { addWorkingDays } from '../../src/cycles/calendar/working-days'
import { signedInAs, type Browser } from '../support/accounts'
import { testApp, type TestApp } from '../support/app'

let world: TestApp
let office: Browser

beforeAll(async () => {
  world = await testApp()
  office = await signedInAs(world, 'office')
  await office.post('/settings/departments/roster', { roster: 'thirteen' }).expect(303)
})
afterAll(() => world.close())

const db = () => world.deps.db

const fields = {
  name: '2026 年村（社区）“两委”换届',
  startsOn: '2026-01-01',
  lastTermStart: '2021-01-01',
  dueWorkingDays: '3',
  reuseDays: '30',
  extensionWorkingDays: '2',
  replyWorkingDays: '5',
  holdReminderDays: '10',
  quorum: '4',
  minAge: '18',
  maxAge: '',
  minEducation: '60',
  partyPostsNeedMembership: 'yes',
  departments: ['police', 'discipline', 'court'],
}

describe('a cycle', () => {
  test('is made with its departments in the county’s order', async () => {
    const made = await office.post('/settings/cycles', fields).expect(303)
    expect(made.headers['location']).toMatch(/^\/settings\/cycles\/[0-9a-f-]{36}\/criteria$/)
    const cycle = (await currentCycle(db()))!
    expect(cycle).toMatchObject({ state: 'preparing', minAge: 18, maxAge: null, minEducation: '60', dueWorkingDays: 3 })
    expect(cycle).toMatchObject({ extensionWorkingDays: 2, replyWorkingDays: 5, holdReminderDays: 10, quorum: 4 })
    const keys = (await cycleDepartments(db(), cycle.id)).map(({ key }) => key)
    expect(keys).toEqual(['discipline', 'court', 'police'])
  })

  test.each([
    [{ name: '' }, 'name', '请填写名称'],
    [{ startsOn: '0001-01-01' }, 'startsOn', '请填写本届起始日'],
    [{ startsOn: '2026-02-30' }, 'startsOn', '请填写本届起始日'],
    [{ lastTermStart: '2026-01-01' }, 'lastTermStart', '上届起始日应早于本届起始日'],
    [{ dueWorkingDays: '' }, 'dueWorkingDays', '办理时限应为'],
    [{ quorum: '0' }, 'quorum', '法定人数应为'],
    [{ replyWorkingDays: '一周' }, 'replyWorkingDays', '申辩期限应为'],
    [{ holdReminderDays: '61' }, 'holdReminderDays', '提醒天数应为'],
    [{ extensionWorkingDays: '-1' }, 'extensionWorkingDays', '可延长的工作日数应为'],
    [{ minAge: '60', maxAge: '35' }, 'maxAge', '最高年龄不应小于最低年龄'],
    [{ departments: ['police', 'nobody'] }, 'departments', '有的单位不存在'],
    [{ name: '名'.repeat(61) }, 'name', '不超过 60 个字'],
    [{ minEducation: '99' }, 'minEducation', '请从列表中选择'],
  ])('with %j is refused at its field', async (wrong, field, sentence) => {
    const page = load((await office.post('/settings/cycles', { ...fields, ...wrong }).expect(422)).text)
    expect(page(`.problems a[href="#${field}"]`).text()).toContain(sentence)
    expect(page(`#${field}-problem`).text()).toContain(sentence)
    expect(page('#departments-police').prop('checked')).toBe(true)
    expect(await db().cycle.count()).toBe(1)
  })

  test('is changed, and a form that came too late says what is there now', async () => {
    const { id } = (await currentCycle(db()))!
    const form = load((await office.get(`/settings/cycles/${id}/edit`).expect(200)).text)
    const seen = String(form('input[name=seen]').val())
    await office.post(`/settings/cycles/${id}`, { ...fields, seen, dueWorkingDays: '5' }).expect(303)
    const late = await office.post(`/settings/cycles/${id}`, { ...fields, seen, dueWorkingDays: '4' }).expect(409)
    const page = load(late.text)
    expect(page('.hint-panel tbody tr').text()).toMatch(/办理时限（工作日）\s*4\s*5/)
    expect(page('.hint-panel tbody tr').length).toBe(1)
    expect((await currentCycle(db()))!.dueWorkingDays).toBe(5)
  })

  test('opens only with a list, closes once, and then nothing in it changes', async () => {
    const { id } = (await currentCycle(db()))!
    const refused = await office.post(`/settings/cycles/${id}/opening`).expect(409)
    expect(refused.text).toContain('还没有选择负面清单')
    await office.post(`/settings/cycles/${id}/criteria/preset`, { preset: 'main20' }).expect(303)
    await office.post(`/settings/cycles/${id}/opening`).expect(303)
    await office.post(`/settings/cycles/${id}/opening`).expect(409)
    const page = load((await office.get(`/settings/cycles/${id}`).expect(200)).text)
    expect(page('.title-words .state').text()).toBe('进行中')
    expect(page('.confirm').text()).toContain('结束周期')

    await office.post(`/settings/cycles/${id}/closing`).expect(303)
    expect(await currentCycle(db())).toBeNull()
    const seen = String(
      load((await office.get(`/settings/cycles/${id}/edit`).expect(200)).text)('input[name=seen]').val(),
    )
    const late = await office.post(`/settings/cycles/${id}`, { ...fields, seen }).expect(409)
    expect(late.text).toContain('周期已经结束')
    const acts = await db().auditEntry.findMany({ where: { recordId: id }, orderBy: { seq: 'asc' } })
    expect(acts.map(({ act }) => act)).toEqual(['cycle.created', 'cycle.changed', 'cycle.opened', 'cycle.closed'])
  })

  test('is read, not changed, by the leading group', async () => {
    const { id } = (await db().cycle.findFirst())!
    const group = await signedInAs(world, 'leading_group')
    const page = load((await group.get(`/settings/cycles/${id}`).expect(200)).text)
    expect(page('main form').length).toBe(0)
    await group.post(`/settings/cycles/${id}/closing`).expect(403)
  })
})

describe('the calendar', () => {
  test('takes the public holidays of a year in one click, and counts with them', async () => {
    const before = load((await office.get('/settings/calendar').expect(200)).text)
    expect(before('h1').text()).toBe('2026 年节假日')
    await office.post('/settings/calendar/public', { year: '2026' }).expect(303)
    const page = load((await office.get('/settings/calendar?year=2026').expect(200)).text)
    expect(page('tbody tr').length).toBe(39)
    expect(addWorkingDays('2026-02-13', 2, await readCalendar(db()))).toBe('2026-02-24')
  })

  test('is corrected day by day, and a slip is told', async () => {
    const day = { day: '2026-03-03', kind: 'holiday', name: '那达慕' }
    await office.post('/settings/calendar/days', day).expect(303)
    expect(addWorkingDays('2026-03-02', 1, await readCalendar(db()))).toBe('2026-03-04')
    await office.post('/settings/calendar/days/removal', { day: '2026-03-03' }).expect(303)
    expect(addWorkingDays('2026-03-02', 1, await readCalendar(db()))).toBe('2026-03-03')
    await office.post('/settings/calendar/days/removal', { day: '2026-03-03' }).expect(404)

    const slip = await office.post('/settings/calendar/days', { ...day, kind: 'workday' }).expect(422)
    expect(load(slip.text)('.problems').text()).toContain('这一天本来就要上班')
    const otherYear = await office.post('/settings/calendar/days', { ...day, day: '2031-03-03' }).expect(422)
    expect(load(otherYear.text)('.problems').text()).toContain('2031 年的节假日还没有录入')
  })

  test('of a year that nobody has announced is typed in', async () => {
    await office.post('/settings/calendar/public', { year: '2031' }).expect(404)
    const empty = load((await office.get('/settings/calendar?year=2031').expect(200)).text)
    expect(empty('main').text()).toContain('系统没有 2031 年的放假安排')
    await office.post('/settings/calendar/years', { year: '2031' }).expect(303)
    expect((await readCalendar(db())).years.has(2031)).toBe(true)
    await office.get('/settings/calendar?year=x').expect(404)
  })
})
