import { load } from 'cheerio'
import { contentOf, freezeCriteria } from '../../src/criteria/criteria.actions'
import { criteriaOfCycle } from '../../src/criteria/criteria.store'
import { criteriaDigest } from '../../src/criteria/digest'
import { loadPreset } from '../../src/criteria/presets'
import { Refused } from '../../src/lib/errors'
import { signedInAs, type Browser } from '../support/accounts'
import { testApp, type TestApp } from '../support/app'

let world: TestApp
let office: Browser
let cycle: string
let home: string

const cycleFields = {
  name: '2026 年换届',
  startsOn: '2026-01-01',
  lastTermStart: '2021-01-01',
  dueWorkingDays: '3',
  reuseDays: '30',
  extensionWorkingDays: '2',
  replyWorkingDays: '3',
  holdReminderDays: '7',
  quorum: '3',
  minAge: '',
  maxAge: '',
  minEducation: '',
}

beforeAll(async () => {
  world = await testApp()
  office = await signedInAs(world, 'office')
  await office.post('/settings/departments/roster', { roster: 'thirteen' }).expect(303)
  home = await newCycle('2026-01-01')
  cycle = home.split('/')[3]!
})
afterAll(() => world.close())

const db = () => world.deps.db
const setInUse = async () => (await criteriaOfCycle(db(), cycle))!
const item = {
  code: 'K01',
  text: '本县另行规定的情形',
  text_en: '',
  class: 'refer',
  lead: 'organisation',
  assisting: ['police', 'court'],
  window: 'years',
  years: '2',
  on: 'yes',
}

describe('a negative list', () => {
  test('is chosen among the presets, and says what does not fit this cycle', async () => {
    const choice = load((await office.get(home).expect(200)).text)
    expect(choice('input[name=preset]').length).toBe(5)
    await office.post(`${home}/preset`, { preset: 'main20' }).expect(303)
    const page = load((await office.get(home).expect(200)).text)
    expect(page('tbody tr[id]').length).toBe(loadPreset('main20').items.length)
    expect(page('main').text()).toContain('检查通过')
    const emergency = { department: { key: 'emergency' } }
    const row = (await db().cycleDepartment.findFirst({ where: { cycleId: cycle, ...emergency } }))!
    await db().cycleDepartment.deleteMany({ where: { cycleId: cycle, ...emergency } })
    const without = load((await office.get(home).expect(200)).text)
    expect(without('main ul').first().text()).toContain('N18 的牵头单位 应急管理 不参加本周期')
    await db().cycleDepartment.create({ data: row })
    await office.post(`${home}/preset`, { preset: 'seven' }).expect(422)
  })

  test('is worded in the reader’s language', async () => {
    const page = load((await office.get(home).set('Accept-Language', 'en').expect(200)).text)
    expect(page('#item-N03').text()).toContain('Criminal punishment')
    expect(page('#item-N03').text()).toContain("People's court")
  })

  test('gains an item, which can be changed, moved, switched off and removed', async () => {
    await office.post(`${home}/items`, item).expect(303)
    expect((await setInUse()).items.at(-1)).toEqual({
      code: 'K01',
      text: item.text,
      text_en: '',
      class: 'refer',
      lead: 'organisation',
      assisting: ['police', 'court'],
      window: 'years:2',
    })
    await office.post(`${home}/items/K01/place`, { direction: 'up' }).expect(303)
    expect((await setInUse()).items.at(-2)!.code).toBe('K01')

    const form = load((await office.get(`${home}/items/K01`).expect(200)).text)
    expect(form('#years').val()).toBe('2')
    expect(form('#window option[selected]').val()).toBe('years')
    expect(form('#assisting-police').prop('checked')).toBe(true)
    const { on: _on, ...off } = item
    await office.post(`${home}/items/K01`, { ...off, seen: String(form('input[name=seen]').val()) }).expect(303)
    expect((await setInUse()).items.at(-2)).toMatchObject({ code: 'K01', off: true })
    await office.post(`${home}/items/K01/removal`).expect(303)
    expect((await setInUse()).items.some(({ code }) => code === 'K01')).toBe(false)
    await office.get(`${home}/items/K01`).expect(404)
  })

  test.each([
    [{ code: 'N03' }, 'code', '情形代码 N03 重复'],
    [{ code: '情形' }, 'code', '不合规'],
    [{ text: '' }, 'text', 'K01 没有文字'],
    [{ class: 'maybe' }, 'class', '请选择类别'],
    [{ lead: '' }, 'lead', 'K01 没有牵头单位'],
    [{ lead: 'nobody' }, 'lead', '不在本县单位之中'],
    [{ assisting: ['organisation'] }, 'assisting', '又列为配合单位'],
    [{ years: '' }, 'years', '请填写 1 至 99 的年数'],
    [{ window: 'sometimes' }, 'window', '请选择时限'],
  ])('refuses an item with %j at its field, and keeps what was typed', async (wrong, field, sentence) => {
    const page = load((await office.post(`${home}/items`, { ...item, ...wrong }).expect(422)).text)
    expect(page(`.problems a[href="#${field}"]`).text()).toContain(sentence)
    expect(page('#code').val()).toBe('code' in wrong ? wrong.code : 'K01')
  })

  test('two people at one item: the second sees both texts and loses nothing; at two items neither notices', async () => {
    expect((await fieldsOf('N05')).assisting).toContain('united_front')
    const [first, second] = [await fieldsOf('N19'), await fieldsOf('N20')]
    await office.post(`${home}/items/N19`, { ...first, text: '长期外出，不能正常履职' }).expect(303)
    await office.post(`${home}/items/N20`, { ...second, text: '违规发展党员问题未了结' }).expect(303)

    const late = await office.post(`${home}/items/N19`, { ...first, text: '外出半年以上' }).expect(409)
    const page = load(late.text)
    expect(page('.hint-panel tbody tr').text()).toMatch(/外出半年以上\s*长期外出，不能正常履职/)
    expect(String(page('#text').val()).trim()).toBe('外出半年以上')
    expect((await setInUse()).items.find(({ code }) => code === 'N19')!.text).toBe('长期外出，不能正常履职')
  })

  test('goes out as a file and comes back; a broken one is named place by place', async () => {
    const file = await office.get(`${home}/file`).expect(200)
    expect(file.headers['content-disposition']).toContain('main20-1.json')
    const before = criteriaDigest(contentOf(await setInUse()))
    await office.upload(`${home}/file`, Buffer.from(file.text), '清单.json').expect(303)
    expect(criteriaDigest(contentOf(await setInUse()))).toBe(before)

    const wrong = JSON.parse(file.text)
    wrong.items[2].window = 'years:x'
    const page = await office.upload(`${home}/file`, Buffer.from(JSON.stringify(wrong)), 'x.json').expect(422)
    expect(load(page.text)('.problems').text()).toContain('items.2.window')
    await office.upload(`${home}/file`, Buffer.from('{'), 'x.json').expect(422)
    wrong.items[2].window = 'always'
    wrong.items[3].code = wrong.items[2].code
    const double = await office.upload(`${home}/file`, Buffer.from(JSON.stringify(wrong)), 'x.json').expect(422)
    expect(load(double.text)('.problems').text()).toContain('重复')
  })
})

describe('freezing', () => {
  const freeze = () => db().$transaction((tx) => freezeCriteria(tx, office.actor, cycle, world.deps.clock.now()))

  test('is refused while something is unsound', async () => {
    const before = await setInUse()
    const broken = before.items.map((one, place) => (place === 0 ? { ...one, lead: 'nobody' } : one))
    await db().criteriaSet.update({ where: { id: before.id }, data: { items: broken } })
    await expect(freeze()).rejects.toThrow(Refused)
    await db().criteriaSet.update({ where: { id: before.id }, data: { items: before.items } })
  })

  test('fixes the text and its digest, leaves its row in the trail, and is done once', async () => {
    const frozen = await freeze()
    expect(frozen).toMatchObject({ state: 'frozen', digest: criteriaDigest(contentOf(await setInUse())) })
    expect((await freeze()).frozenAt).toEqual(frozen.frozenAt)
    expect(await db().auditEntry.count({ where: { act: 'criteria.frozen' } })).toBe(1)
  })

  test('ends all editing', async () => {
    const refused = await office.post(`${home}/items`, item).expect(409)
    expect(refused.text).toContain('清单已在第一轮联审时固定')
    await office.post(`${home}/preset`, { preset: 'ten' }).expect(409)
    await office.post(`${home}/items/N01/removal`).expect(409)
    const page = load((await office.get(home).expect(200)).text)
    expect(page('main form').length).toBe(0)
  })

  test('fixes the days that windows count from', async () => {
    const form = load((await office.get(`/settings/cycles/${cycle}/edit`).expect(200)).text)
    const seen = String(form('input[name=seen]').val())
    const fields = { ...cycleFields, departments: ['police'], seen }
    const page = await office.post(`/settings/cycles/${cycle}`, { ...fields, startsOn: '2026-02-01' }).expect(422)
    expect(load(page.text)('#startsOn-problem').text()).toContain('清单已固定')
    await office.post(`/settings/cycles/${cycle}`, { ...fields, name: '换个名称' }).expect(303)
  })

  test('leaves the next cycle to go on from a copy, as the next version', async () => {
    const next = await newCycle('2031-01-01')
    const from = (await setInUse()).id
    await office.post(`${next}/copy`, { from }).expect(303)
    const copy = (await criteriaOfCycle(db(), next.split('/')[3]!))!
    expect(copy).toMatchObject({ key: 'main20', version: 2, state: 'draft', digest: null })
    await office.post(`${next}/items`, item).expect(303)
    await office.post(`${next}/copy`, { from: copy.id }).expect(422)
  })
})

async function newCycle(startsOn: string): Promise<string> {
  const departments = (await db().department.findMany()).map(({ key }) => key)
  const made = await office.post('/settings/cycles', { ...cycleFields, startsOn, departments }).expect(303)
  return String(made.headers['location'])
}

/** An item's form as the browser would send it back. */
async function fieldsOf(code: string): Promise<Record<string, string | string[]>> {
  const form = load((await office.get(`${home}/items/${code}`).expect(200)).text)
  const values = (name: string) =>
    form(`[name=${name}]:checked`)
      .toArray()
      .map((box) => String(form(box).val()))
  return {
    code,
    text: String(form('#text').val()).trim(),
    text_en: String(form('#text_en').val()).trim(),
    class: values('class')[0]!,
    lead: String(form('#lead').val()),
    assisting: values('assisting'),
    window: String(form('#window').val()),
    years: String(form('#years').val()),
    on: 'yes',
    seen: String(form('input[name=seen]').val()),
  }
}
