import { createHash } from 'node:crypto'
import { load } from 'cheerio'
import ExcelJS from 'exceljs'
import { workOnNext, type JobKind } from '../../src/jobs/work.actions'
import { newId } from '../../src/lib/ids'
import { jobKinds } from '../../src/long-work'
import { mostPackedAtOnce } from '../../src/reviews/packets/handing-out/handing-out.actions'
import type { Browser } from '../support/accounts'
import { countyWorld, issueToAll, reviewOf, type World } from '../support/review-world'
import { wholeBody } from '../support/whole-body'

jest.setTimeout(60_000)

let world: World
let reviewer: Browser
let round: string

beforeAll(async () => {
  world = await countyWorld(3)
  round = await issueToAll(world)
  reviewer = await world.as('reviewer', 'petitions')
})
afterAll(() => world.close())

/** Makes a workbook; gives the address of its page. */
async function made(browser = reviewer): Promise<string> {
  const { headers } = await browser.post(`/reviews/packets/out/${round}`).expect(303)
  return headers['location']!
}

async function fileOf(page: string, browser = reviewer): Promise<Buffer> {
  return (await browser.get(`${page}/workbook`).expect(200).buffer(true).parse(wholeBody)).body
}

async function opened(bytes: Buffer): Promise<ExcelJS.Workbook> {
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.load(bytes as unknown as ArrayBuffer)
  return workbook
}

async function upload(workbook: ExcelJS.Workbook, name = '联审意见表.xlsx') {
  return reviewer.upload('/reviews/packets', Buffer.from(await workbook.xlsx.writeBuffer()), name)
}

const problem = (text: string) => load(text)('.problem').text().replace(/\s+/g, '')

test('a workbook comes with a check file that has the digest of its very bytes', async () => {
  world.setNow('2026-01-10T01:05:00Z')
  const page = await made()
  const $ = load((await reviewer.get(page)).text)
  expect(
    $('a[download]')
      .map((_, a) => $(a).attr('href'))
      .get(),
  ).toEqual([`${page}/workbook`, `${page}/check`])
  const file = await fileOf(page)
  const check = await reviewer.get(`${page}/check`).expect(200).buffer(true).parse(wholeBody)
  const text = (check.body as Buffer).toString()
  const digest = createHash('sha256').update(file).digest('hex')
  expect(text.startsWith('\ufeff联审意见表 校验说明\r\n')).toBe(true)
  expect(text).toContain(`SHA-256：${digest}\r\n`)
  expect(text).toContain('文件名：信访-第1轮-2026-01-10-0905.xlsx\r\n')
  expect(text).toMatch(
    /联审单位：信访\r\n轮次：第1轮（基准日 2026-01-10）\r\n人数：3\r\n制作时间：2026-01-10 09:05\r\n/,
  )
  expect(text).toContain('certutil -hashfile "信访-第1轮-2026-01-10-0905.xlsx" SHA256')
  expect(decodeURIComponent(String(check.headers['content-disposition']))).toContain('2026-01-10-0905-校验.txt')
  expect((await fileOf(page)).equals(file)).toBe(true)
  expect(await world.deps.db.auditEntry.count({ where: { act: 'packet.downloaded' } })).toBe(2)
  const stored = await world.deps.db.packet.findFirstOrThrow({ where: { direction: 'out' } })
  expect(Buffer.from(stored.cipher!).includes('xl/worksheets')).toBe(false)
})

test('another department gets neither of the two files', async () => {
  const page = await made()
  const court = await world.as('reviewer', 'court')
  for (const path of [page, `${page}/workbook`, `${page}/check`]) await court.get(path).expect(404)
})

test('each workbook with whole numbers that is taken stands in the history of whom it names, for who may know', async () => {
  const [inside, outside] = world.county.candidates.map(({ id }) => id) as [string, string]
  await world.deps.db.review.delete({ where: { id: (await reviewOf(world, 'police', 1)).id } })
  const [police, office] = [await world.as('reviewer', 'police'), await world.as('office')]
  const page = await made(police)
  const takenBy = async (browser: Browser, id: string) => {
    const $ = load((await browser.get(`/candidates/${id}/history`).expect(200)).text)
    const lines = $('.timeline-list > li').map((_, li) => $(li).text().replace(/\s+/g, ' ').trim())
    return lines.get().filter((line) => line.includes('表中有完整身份证号') && !line.includes('信访'))
  }
  expect(await takenBy(office, inside)).toEqual([])
  world.setNow('2026-01-10T01:05:00Z')
  await fileOf(page, police)
  world.setNow('2026-01-10T01:10:00Z')
  await fileOf(page, police)
  const words = '下载第 1 轮联审意见表（表中有完整身份证号） 王reviewer-police（公安 · 部门经办人）'
  const twice = ['09:10', '09:05'].map((minute) => `2026-01-10 ${minute} ${words}`)
  expect([await takenBy(office, inside), await takenBy(office, outside)]).toEqual([twice, []])
  expect(await takenBy(await world.as('signatory', 'police'), inside)).toEqual(twice)
  for (const other of [await world.as('reviewer', 'court'), reviewer]) expect(await takenBy(other, inside)).toEqual([])
  const clerk = await world.as('township_clerk', '盛乐镇')
  await office.post('/candidates/exports').expect(200)
  expect(await takenBy(clerk, inside)).toEqual([])
  await clerk.post('/candidates/exports').expect(200)
  expect(await takenBy(clerk, inside)).toEqual([expect.stringMatching(/导出人选汇总表.*王township_clerk-t1/)])
  expect(await takenBy(office, inside)).toHaveLength(4)
  const { idNumber } = world.county.candidates[0]!
  expect((await office.get(`/candidates/${inside}/history`)).text).not.toContain(idNumber)
})

test('once a newer workbook of the round is made the older one is neither handed out again nor taken', async () => {
  world.setNow('2026-01-10T01:10:00Z')
  const older = await made()
  const workbook = await opened(await fileOf(older))
  const received = (await upload(workbook)).headers['location']!
  world.setNow('2026-01-10T01:20:00Z')
  const newer = await made()
  for (const path of [`${older}/workbook`, `${older}/check`]) await reviewer.get(path).expect(409)
  expect((await reviewer.get(older)).text).toContain('2026-01-10 09:20 已制作新表，这份表不再收')
  const refused = await upload(workbook)
  expect(refused.status).toBe(422)
  expect(problem(refused.text)).toContain('2026-01-1009:10下载的旧表；2026-01-1009:20又下载过同一轮的新表')
  expect((await reviewer.post(`${received}/taking`)).status).toBe(409)
  expect((await upload(await opened(await fileOf(newer)))).status).toBe(303)
})

test('a workbook from before rows had fingerprints is still taken', async () => {
  const page = await made()
  const workbook = await opened(await fileOf(page))
  const id = page.split('/').at(-1)!
  await world.deps.db.packet.update({ where: { id }, data: { rowFingerprints: false, cipher: null } })
  const sheet = workbook.getWorksheet('审查意见')!
  sheet.spliceColumns(7, 1)
  await reviewer.get(`${page}/workbook`).expect(404)
  expect((await upload(workbook)).status).toBe(303)
  await world.deps.db.packet.update({ where: { id }, data: { rowFingerprints: true } })
  expect(problem((await upload(workbook)).text)).toContain('第7行缺少隐藏的“行指纹”列')
})

test('whole rows may change places, a formula is refused in its cell alone', async () => {
  const workbook = await opened(await fileOf(await made()))
  const sheet = workbook.getWorksheet('审查意见')!
  const [first, last] = [sheet.getRow(8).values as ExcelJS.CellValue[], sheet.getRow(10).values as ExcelJS.CellValue[]]
  sheet.getRow(8).values = last
  sheet.getRow(10).values = first
  for (const row of [8, 9, 10]) sheet.getCell(row, 8).value = '无'
  sheet.getCell(9, 8).value = { formula: 'IF(1=1,"无","有")', result: '无' }
  sheet.getRow(9).hidden = true
  const { headers } = await upload(workbook)
  const $ = load((await reviewer.get(headers['location']!)).text)
  expect($('[data-list=refused]').text()).toMatch(/审查意见 H9\s+未采用\s+此格是公式/)
  await reviewer.post(`${headers['location']}/taking`).expect(303)
  const drafted = [0, 1, 2].map(async (n) => (await reviewOf(world, 'petitions', n)).complete)
  expect((await Promise.all(drafted)).filter(Boolean)).toHaveLength(2)
})

test.each([
  ['a table of commas under another name', Buffer.from('姓名,身份证号\n王五,1'), '文件已损坏或不是表格'],
  ['an old .xls', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), '旧版.xls格式'],
  ['nothing', Buffer.alloc(0), '文件是空的'],
])('%s gets a sentence', async (_, bytes, sentence) => {
  const answer = await reviewer.upload('/reviews/packets', bytes, '联审意见表.xlsx')
  expect(answer.status).toBe(422)
  expect(problem(answer.text)).toContain(sentence)
})

describe('a workbook of many people', () => {
  let many: World
  let clerk: Browser
  let order: string
  const [here, there] = [newId(), newId()]

  beforeAll(async () => {
    many = await countyWorld(mostPackedAtOnce + 1)
    order = `/reviews/packets/out/${await issueToAll(many)}`
    clerk = await many.as('reviewer', 'petitions')
  })
  afterAll(() => many.close())

  const packets = () => many.deps.db.packet.count()
  const link = async () => load((await clerk.get('/reviews')).text)('.tab-end a')

  test('is made by a job: once, though its server dies; the header leads there until its end was seen', async () => {
    const path = (await clerk.post(order).expect(303)).headers['location']!
    expect((await clerk.post(order)).headers['location']).toBe(path)
    const colleague = await many.as('signatory', 'petitions')
    await colleague.post(order).expect(409)
    expect([(await link()).attr('href'), (await link()).text()]).toEqual([path, '后台任务：正在进行'])
    const kinds = jobKinds(many.deps)
    const dying = { ...kinds, packet: { ...kinds.packet, step: afterwards(kinds.packet.step) } }
    expect(await workOnNext(many.deps, dying, here)).toBe(true)
    expect(await packets()).toBe(0)
    many.setNow('2026-01-10T01:01:00Z')
    expect(await workOnNext(many.deps, kinds, there)).toBe(true)
    expect(await packets()).toBe(1)
    expect((await link()).text()).toBe('后台任务：已有结果')
    const page = load((await clerk.get(path)).text)('a.btn-primary').attr('href')!
    expect(await link()).toHaveLength(0)
    const workbook = await opened(await fileOf(page, clerk))
    expect(workbook.getWorksheet('审查意见')!.rowCount).toBe(7 + mostPackedAtOnce + 1)
    expect(await many.deps.db.auditEntry.count({ where: { act: 'packet.handed_out' } })).toBe(1)
  })

  test('is read by a job when it comes back, once: what was read is shown and taken, whatever becomes of the file', async () => {
    const page = `/reviews/packets/${(await many.deps.db.packet.findFirstOrThrow({ where: { direction: 'out' } })).id}`
    const workbook = await opened(await fileOf(page, clerk))
    const sheet = workbook.getWorksheet('审查意见')!
    for (let row = 8; row <= 7 + mostPackedAtOnce; row++) sheet.getCell(row, 8).value = '无'
    const bytes = Buffer.from(await workbook.xlsx.writeBuffer())
    const back = () => clerk.upload('/reviews/packets', bytes, '联审意见表.xlsx').expect(303)
    const path = (await back()).headers['location']!
    expect((await back()).headers['location']).toBe(path)
    expect(await workOnNext(many.deps, jobKinds(many.deps), here)).toBe(true)
    const preview = load((await clerk.get(path)).text)('a.btn-primary').attr('href')!
    const stored = await many.deps.db.packet.findFirstOrThrow({ where: { direction: 'in' } })
    expect(Buffer.from(stored.reading!).includes(many.county.candidates[0]!.idNumber)).toBe(false)
    await many.deps.db.packet.updateMany({ data: { cipher: null } })
    expect((await clerk.get(preview).expect(200)).text).toContain(`${mostPackedAtOnce} 人`)
    await clerk.post(`${preview}/taking`).expect(303)
    expect(await many.deps.db.review.count({ where: { complete: true } })).toBe(mostPackedAtOnce)
  })

  test('that cannot be taken, is refused by the job with the reason, and nothing is kept', async () => {
    const path = (await clerk.upload('/reviews/packets', Buffer.alloc(60_000, '否'), '联审意见表.xlsx')).headers[
      'location'
    ]!
    expect(await workOnNext(many.deps, jobKinds(many.deps), here)).toBe(true)
    expect((await clerk.get(path)).text).toContain('文件已损坏或不是表格')
    expect(await many.deps.db.packet.count({ where: { direction: 'in' } })).toBe(1)
  })

  test('is not made when it is cancelled, or its person has lost the role: the old one stays valid', async () => {
    const cancelled = (await clerk.post(order).expect(303)).headers['location']!
    await clerk.post(`${cancelled}/cancellation`).expect(303)
    expect((await clerk.get(cancelled)).text).toContain('原来的表仍然有效')
    const lost = (await clerk.post(order).expect(303)).headers['location']!
    await many.deps.db.account.updateMany({
      where: { role: 'reviewer', department: { key: 'petitions' } },
      data: { role: 'signatory' },
    })
    expect(await workOnNext(many.deps, jobKinds(many.deps), here)).toBe(true)
    await clerk.get(lost).expect(404)
    const job = await many.deps.db.job.findFirstOrThrow({ orderBy: { id: 'desc' } })
    expect([job.state, job.problem]).toEqual(['failed', { key: 'errors:doer.moved' }])
    expect(await many.deps.db.packet.count({ where: { direction: 'out', replacedById: null } })).toBe(1)
  })
})

/** A step that does its work, of which a death before the commit leaves nothing. */
function afterwards(step: JobKind['step']): JobKind['step'] {
  return async (tx, work, cursor) => {
    await step(tx, work, cursor)
    throw new Error('killed')
  }
}
