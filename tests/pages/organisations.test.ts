import ExcelJS from 'exceljs'
import { load } from 'cheerio'
import request from 'supertest'
import { countyShape, findTeamByNames, listDepartments } from '../../src/organisations/organisations.store'
import { csrf, signedInAs, type Browser } from '../support/accounts'
import { testApp, type TestApp } from '../support/app'
import { wholeBody } from '../support/whole-body'

let world: TestApp
let office: Browser

beforeAll(async () => {
  world = await testApp()
  office = await signedInAs(world, 'office')
})
afterAll(() => world.close())

const db = () => world.deps.db
const acts = async () => (await db().auditEntry.findMany({ orderBy: { seq: 'asc' } })).map(({ act }) => act)

describe('the settings', () => {
  test('lead a new office from step to step', async () => {
    const before = load((await office.get('/settings').expect(200)).text)
    expect(before('.set-up-next').text()).toContain('县（区、旗）名称')
    expect(before('.title-acts .btn-primary').attr('href')).toBe('/settings/county')

    const blank = load((await office.get('/settings/county').expect(200)).text)
    const seen = String(blank('input[name=seen]').val())
    await office.post('/settings/county', { name: '和林格尔县', code: '150123', seen }).expect(303)
    const late = load((await office.post('/settings/county', { name: '和县', code: '150123', seen }).expect(409)).text)
    expect([late('.hint-panel tbody tr').text(), late('#name').val()]).toEqual([expect.stringContaining('和林格尔县'), '和县']) // prettier-ignore
    const after = load((await office.get('/settings').expect(200)).text)
    expect(after('.set-up-next').text()).toContain('乡镇和村（社区）')
    expect(after('.set-up').text()).toContain('和林格尔县')
    const elsewhere = load((await office.get('/settings/calendar').expect(200)).text)
    expect(elsewhere('.title-acts a').text()).toBe('下一步：乡镇和村（社区）')
    const admin = load((await (await signedInAs(world, 'system_admin')).get('/administration').expect(200)).text)
    expect([admin('#set-up-title').text(), admin('.btn-primary').length]).toEqual(['下一步：乡镇和村（社区）', 0])
    expect(await acts()).toContain('county.named')
  })

  test('say what is wrong with a field beside it, and keep what was typed', async () => {
    const page = load((await office.post('/settings/county', { name: '某县', code: '15' }).expect(422)).text)
    expect(page('.problems a').attr('href')).toBe('#code')
    expect(page('#name').val()).toBe('某县')
    expect(page('#code').attr('aria-invalid')).toBe('true')
  })
})

describe('townships and teams', () => {
  test('are typed in, changed, and refused a second time under the same name', async () => {
    const added = await office.post('/settings/townships', { name: ' 盛乐镇 ', code: '150123100' }).expect(303)
    const township = String(added.headers['location'])
    await office.post(`${township}/teams`, { name: '示范村', kind: 'village', code: '', seats: '7' }).expect(303)

    const again = load((await office.post('/settings/townships', { name: '盛乐镇', code: '' }).expect(422)).text)
    expect(again('.problems').text()).toContain('已有名为“盛乐镇”的乡镇')
    const twice = await office.post(`${township}/teams`, { name: '示范村', kind: 'village', code: '', seats: '' })
    expect(twice.status).toBe(422)
    const page = load(twice.text)
    expect(page('.problems a').attr('href')).toBe('#team-name')
    expect(page('#name').attr('aria-invalid')).toBeUndefined()

    expect(await findTeamByNames(db(), '盛乐', '示范村民委员会')).toMatchObject({ name: '示范村', seats: 7 })
  })

  test('a form that somebody else overtook comes back with both texts, and nothing is lost', async () => {
    const team = (await findTeamByNames(db(), '盛乐镇', '示范村'))!
    const form = load((await office.get(`/settings/teams/${team.id}`).expect(200)).text)
    const seen = String(form('input[name=seen]').val())
    const fields = { name: '示范村', kind: 'village', code: '', seats: '9', position: '0', seen }
    await office.post(`/settings/teams/${team.id}`, fields).expect(303)

    const late = await office.post(`/settings/teams/${team.id}`, { ...fields, seats: '5' }).expect(409)
    const page = load(late.text)
    expect(page('.hint-panel tbody tr').text()).toMatch(/职数\s*5\s*9/)
    expect(page('#seats').val()).toBe('5')

    const knowingly = { ...fields, seats: '5', seen: String(page('input[name=seen]').val()) }
    await office.post(`/settings/teams/${team.id}`, knowingly).expect(303)
    expect((await db().team.findUniqueOrThrow({ where: { id: team.id } })).seats).toBe(5)
  })

  test('a wrong id does not exist', async () => {
    const wrong = await office.get('/settings/townships/nonsense')
    const unknown = await office.get('/settings/teams/018f0000-0000-7000-8000-000000000001')
    expect([wrong.status, unknown.status]).toEqual([404, 404])
  })
})

describe('a list of teams from a sheet', () => {
  test('is looked at, then taken, and changes nothing the second time', async () => {
    const file = await workbook([
      ['乡镇', '村（社区）', '类别', '代码', '职数'],
      ['盛乐镇', '示范村', '', '', 7],
      ['盛乐镇', '前进村', '', '150123100202', 5],
      ['城关镇', '和平社区', '', '', 9],
    ])
    const preview = await office.upload('/settings/import', file, '名单.xlsx').expect(200)
    const page = load(preview.text)
    expect(page('.btn-primary').text()).toBe('导入全部 3 行')
    expect(await db().team.count()).toBe(1)

    const rows = String(page('input[name=rows]').val())
    await take(rows).expect(303)
    const shape = await countyShape(db())
    expect(shape.map(({ name, teams }) => [name, teams.map((team) => team.name)])).toEqual([
      ['盛乐镇', ['示范村', '前进村']],
      ['城关镇', ['和平社区']],
    ])
    const count = await db().auditEntry.count({ where: { act: 'teams.imported' } })
    await take(rows).expect(303)
    expect(await db().team.count()).toBe(3)
    expect(await db().auditEntry.count({ where: { act: 'teams.imported' } })).toBe(count)
    const same = load((await office.upload('/settings/import', file, '名单.xlsx').expect(200)).text)
    expect(same('main').text()).toContain('名单与系统中的一致')
  })

  test('shows every problem by row and column, and takes the good rows only when asked', async () => {
    const file = Buffer.from('乡镇,村,职数\n盛乐镇,新村,厂\n盛乐镇,旧村,3\n', 'utf8')
    const page = load((await office.upload('/settings/import', file, 'a.csv').expect(200)).text)
    expect(page('tbody tr').first().text()).toContain('C 职数 列：应为 1 至 50 的整数')
    expect(page('.btn-primary').text()).toBe('只导入没有问题的 1 行')
    await take(String(page('input[name=rows]').val())).expect(303)
    expect(await db().team.count({ where: { name: { in: ['新村', '旧村'] } } })).toBe(1)
  })

  test.each([
    ['no table', Buffer.from('PK\x03\x04 broken'), 'x.xlsx', '已损坏'],
    ['other columns', Buffer.from('姓名,身份证号\n甲,1\n'), 'x.csv', '没有找到表头'],
  ])('that is %s gets one sentence', async (_, file, name, sentence) => {
    const page = load((await office.upload('/settings/import', file, name).expect(422)).text)
    expect(page('.problems').text()).toContain(sentence)
  })

  test('comes with a sample that can be imported as it is', async () => {
    const sample = await office.get('/settings/import/sample').buffer(true).parse(wholeBody).expect(200)
    const page = load((await office.upload('/settings/import', sample.body as Buffer, '样表.xlsx').expect(200)).text)
    expect(page('tbody tr').length).toBe(3)
    expect(page('tbody').text()).not.toContain('列：')
  })

  test('rows that no preview made are refused whole', async () => {
    const before = await db().team.count()
    await take('[["甲镇","乙村","v","12",7]]').expect(422)
    await take('').expect(422)
    expect(await db().team.count()).toBe(before)
  })
})

describe('departments', () => {
  test('come by roster, twice without harm, and are renamed, added and switched off', async () => {
    await office.post('/settings/departments/roster', { roster: 'thirteen' }).expect(303)
    await office.post('/settings/departments/roster', { roster: 'thirteen' }).expect(303)
    await office.post('/settings/departments/kinds', { kinds: ['tax', 'labour'] }).expect(303)
    await office.post('/settings/departments', { name: '体育局', nameEn: 'Sports bureau' }).expect(303)
    const all = await listDepartments(db())
    expect(all).toHaveLength(16)
    expect(all.at(-1)).toMatchObject({ key: 'sports_bureau', name: '体育局' })

    const police = all.find(({ key }) => key === 'police')!
    const form = load((await office.get(`/settings/departments/${police.id}`).expect(200)).text)
    const seen = String(form('input[name=seen]').val())
    const fields = { name: '县公安局', nameEn: 'Public security', position: '6', seen }
    await office.post(`/settings/departments/${police.id}`, fields).expect(303)
    expect(await listDepartments(db())).toHaveLength(15)
    expect((await listDepartments(db(), 'all')).find(({ key }) => key === 'police')).toMatchObject({
      name: '县公安局',
      active: false,
    })
  })

  test.each([
    [{ name: '体育局', nameEn: 'Other' }, '已有名为“体育局”的单位'],
    [{ name: '文旅局', nameEn: 'Sports Bureau' }, '代号 sports_bureau 已被使用'],
    [{ name: '文旅局', nameEn: '文旅' }, '请填写英文名称'],
  ])('%j is refused', async (fields, sentence) => {
    const page = load((await office.post('/settings/departments', fields).expect(422)).text)
    expect(page('.problems').text()).toContain(sentence)
  })

  test('have English names in English', async () => {
    const page = await office.get('/settings/departments').set('Accept-Language', 'en').expect(200)
    expect(load(page.text)('tbody').text()).toContain("People's court")
  })
})

test('others than the office are told whose page this is', async () => {
  const clerk = await signedInAs(world, 'township_clerk')
  const page = await clerk.get('/settings').expect(403)
  expect(page.text).toContain('这一页由县换届办、系统管理员使用')
  await clerk.post('/settings/county', { name: '某县', code: '150123' }).expect(403)
})

function take(rows: string) {
  return request(world.app).post('/settings/import/rows').set('Cookie', office.cookie).field({ _csrf: csrf, rows })
}

async function workbook(rows: unknown[][]): Promise<Buffer> {
  const book = new ExcelJS.Workbook()
  book.addWorksheet('Sheet1').addRows(rows)
  return Buffer.from(await book.xlsx.writeBuffer())
}
