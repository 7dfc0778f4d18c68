import ExcelJS from 'exceljs'
import { load } from 'cheerio'
import { signedIn, type Browser } from '../support/accounts'
import { testApp, type TestApp } from '../support/app'
import { actorIn, idNumberOf, makeCounty, type County } from '../support/county'
import { wholeBody } from '../support/whole-body'

let world: TestApp
let county: County
let clerk: Browser
let office: Browser

beforeAll(async () => {
  world = await testApp()
  county = await makeCounty(world.deps.db, world.deps.keys, { candidates: 0 })
  clerk = await signedIn(world, actorIn(county, 'township_clerk', '盛乐镇'))
  office = await signedIn(world, actorIn(county, 'office'))
}, 60_000)
afterAll(() => world.close())
beforeEach(() => world.deps.db.$executeRaw`TRUNCATE candidate, roster_preview CASCADE`)

const heading = ['序号', '乡镇（街道）', '村（社区）', '姓名', '身份证号', '学历', '拟任职务']

function row(
  serial: number,
  changes: Partial<Record<'township' | 'team' | 'name' | 'id' | 'education' | 'post', string>> = {},
) {
  const {
    township = '盛乐镇',
    team = '示范村',
    name = '张三丰',
    id = idNumberOf(serial),
    education = '大专',
    post = '书记',
  } = changes
  return [String(serial), township, team, name, id, education, post]
}

function csv(rows: string[][]): Buffer {
  return Buffer.from([heading, ...rows].map((cells) => cells.join(',')).join('\n'))
}

const words = (html: string) => load(html)('main').text().replace(/\s+/g, ' ')

/** New, corrected, unchanged, with hints, refused, as the preview's figures say. */
const figures = (html: string) =>
  load(html)('.tile-number')
    .map((_, figure) => Number(load(html)(figure).text()))
    .get()

async function preview(rows: string[][], by = clerk) {
  const sent = await by.upload('/candidates/imports', csv(rows), '名单.csv').expect(303)
  const path = sent.headers['location']!
  const page = await by.get(path).expect(200)
  const seen = load(page.text)('[name=seen]').val() as string
  return { path, html: page.text, take: (more = {}) => by.post(`${path}/acceptance`, { seen, ...more }) }
}

const people = () => world.deps.db.candidate.count()

it('writes nothing before the preview is confirmed, and everything in one act with one audit row', async () => {
  const shown = await preview([row(1), row(2), row(3, { township: '' })])
  expect(figures(shown.html)).toEqual([3, 0, 0, 0, 0])
  expect(await people()).toBe(0)
  await shown.take().expect(303)
  expect(await people()).toBe(3)
  expect(await world.deps.db.candidateEvent.count({ where: { kind: 'import' } })).toBe(3)
  expect(await world.deps.db.auditEntry.count({ where: { act: 'roster.imported' } })).toBe(1)
  expect(words((await clerk.get(shown.path)).text)).toContain('新增 3 人')
})

it('changes nothing when the same file comes again, or the button is pressed twice', async () => {
  const shown = await preview([row(1), row(2)])
  await Promise.all([shown.take(), shown.take()])
  expect(await people()).toBe(2)
  const again = await preview([row(1), row(2)])
  expect(figures(again.html)).toEqual([0, 0, 2, 0, 0])
  expect(words(again.html)).toContain('没有可写入的内容')
})

it('names row, column and mending of what is wrong, and takes the good rows only when that is ticked', async () => {
  const bad = [row(2, { id: '150123197503120000' }), row(3, { team: '不存在村' }), row(4, { township: '巧什营镇' })]
  const shown = await preview([row(1), ...bad, row(5, { education: '看不懂' })])
  expect(figures(shown.html)).toEqual([2, 0, 0, 1, 3])
  const rows = load(shown.html)('tbody tr')
    .map((_, tr) => load(shown.html)(tr).text().replace(/\s+/g, ' ').trim())
    .get()
  expect(rows.map((text) => text.split(' ').slice(0, 2).join(' '))).toEqual([
    '3 身份证号',
    '4 村（社区）',
    '5 乡镇（街道）',
    '6 学历',
  ])
  const without = await shown.take().expect(422)
  expect(load(without.text)('.problems a').attr('href')).toBe('#onlyGood')
  expect(await people()).toBe(0)
  await shown.take({ onlyGood: 'yes' }).expect(303)
  expect(await people()).toBe(2)
})

it('shows corrections field by field, writes them only while the file may change', async () => {
  await (await preview([row(1), row(2)])).take().expect(303)
  const shown = await preview([row(1, { education: '本科' }), row(2)])
  expect(figures(shown.html)).toEqual([0, 1, 1, 0, 0])
  expect(words(shown.html)).toContain('学历：大学专科 → 大学本科')
  await shown.take().expect(303)
  await world.deps.db.candidate.updateMany({ data: { state: 'submitted' } })
  expect(figures((await preview([row(1, { education: '高中' })])).html)).toEqual([0, 0, 0, 0, 1])
})

it('tells one person in another team (R3) from a correction', async () => {
  await (await preview([row(1)])).take().expect(303)
  const shown = await preview([row(1, { team: '前进村' })], office)
  expect(figures(shown.html)).toEqual([1, 0, 0, 1, 0])
  expect(words(shown.html)).toContain('此人已在盛乐镇示范村被提名')
})

it('asks again when the list changed after the preview', async () => {
  const [first, second] = [await preview([row(1)]), await preview([row(1, { education: '高中' })])]
  await first.take().expect(303)
  const moved = await second.take().expect(409)
  expect(figures(moved.text)).toEqual([0, 1, 0, 0, 0])
})

it('gives the file back with a column of problems', async () => {
  const shown = await preview([row(1), row(2, { id: '12' })])
  const sent = await clerk.get(`${shown.path}/problems`).buffer(true).parse(wholeBody)
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.load(sent.body as ArrayBuffer)
  const sheet = workbook.worksheets[0]!
  expect(sheet.getRow(1).getCell(8).value).toBe('问题说明')
  expect(sheet.getRow(2).getCell(8).value ?? '').toBe('')
  expect(String(sheet.getRow(3).getCell(8).value)).toContain('身份证号')
})

it('is one person’s own, encrypted, and says of a file that is none what is wrong', async () => {
  const shown = await preview([row(1)])
  await office.get(shown.path).expect(404)
  const kept = await world.deps.db.rosterPreview.findFirstOrThrow()
  expect(Buffer.from(kept.cipher).includes('张三丰')).toBe(false)
  for (const file of [Buffer.from('PK nonsense'), Buffer.from('a,b\n1,2'), Buffer.alloc(0)]) {
    const refused = await clerk.upload('/candidates/imports', file, '名单.xlsx').expect(422)
    expect(load(refused.text)('.problems a')).toHaveLength(1)
  }
})

it('previews a thousand rows in under three seconds', async () => {
  const rows = Array.from({ length: 1000 }, (_, serial) => row(serial, { name: `云川${serial}` }))
  const start = performance.now()
  const shown = await preview(rows)
  const taken = performance.now() - start
  expect(figures(shown.html)).toEqual([1000, 0, 0, 0, 0])
  expect(taken).toBeLessThan(3000)
  await shown.take().expect(303)
  expect(await people()).toBe(1000)
})
