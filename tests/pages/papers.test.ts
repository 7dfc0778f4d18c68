import { load } from 'cheerio'
import ExcelJS from 'exceljs'
import { actorIn, makeCounty, type County } from '../support/county'
import { signedIn, type Browser } from '../support/accounts'
import { testApp, type TestApp } from '../support/app'
import { found, makeRound } from '../support/round'
import { wholeBody } from '../support/whole-body'

let world: TestApp
let county: County
let office: Browser

// Candidates 0, 1, 3 are of 盛乐镇, 2 of 巧什营镇; 0 and 2 are barred, the file of 3 was sent back.
beforeAll(async () => {
  world = await testApp()
  county = await makeCounty(world.deps.db, world.deps.keys, { candidates: 4 })
  const said = { court: { N03: found() } }
  const { candidateIds } = await makeRound(world.deps.db, county, {
    0: said,
    2: said,
    3: { police: 'returned' },
  })
  office = await signedIn(world, actorIn(county, 'office'))
  const leader = await signedIn(world, actorIn(county, 'leading_group'))
  for (const id of [candidateIds[0]!, candidateIds[2]!]) {
    await office.post('/outcomes', { standing: 'bar', candidateIds: id, outcome: 'ineligible', groundItems: 'N03' })
  }
  await office.post('/outcomes', { standing: 'clear', candidateIds: candidateIds[1]!, outcome: 'eligible' })
  const outcomeIds = (await world.deps.db.outcome.findMany()).map((outcome) => outcome.id)
  await leader.post('/outcomes/approvals', { outcomeIds }).expect(303)
})
afterAll(() => world.close())

test('the workbook holds the same rows as the page, and its taking out is recorded', async () => {
  const answer = await office.get('/papers/disqualified/workbook').buffer(true).parse(wholeBody).expect(200)
  expect(answer.headers['content-disposition']).toContain('attachment')
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.load(answer.body)
  const sheet = workbook.worksheets[0]!
  const texts = sheet.getSheetValues().flat().map(String)
  expect(texts.filter((text) => /^云川\d$/.test(text))).toEqual(['云川1', '云川3'])
  expect(texts.some((text) => /\b\d{17}[\dX]\b/.test(text))).toBe(false)
  const rows = await world.deps.db.auditEntry.findMany({ where: { act: 'paper.exported' } })
  expect(rows.at(-1)!.details).toEqual({ kind: 'disqualified', form: 'workbook', people: 2 })
})

test('a township reads outcome and item of its own people, and no department', async () => {
  const clerk = await signedIn(world, actorIn(county, 'township_clerk', '盛乐镇'))
  const page = await clerk.get('/papers/feedback').expect(200)
  const body = load(page.text)
  expect(body('tbody tr')).toHaveLength(3)
  expect(body('tbody').text()).toContain('退回补正')
  expect(body('tbody').text()).toContain('N03')
  expect(body('tbody').text()).not.toMatch(/法院|公安|缺推荐表|云川3|示〔2025〕/)
  const forged = await clerk.get(`/papers/feedback?township=${county.townships[1]!.id}`).expect(200)
  expect(load(forged.text)('tbody tr')).toHaveLength(0)
  await clerk.get('/papers/disqualified').expect(403)
  await clerk.get('/papers').expect(403)
})

test('the print page says who took it out and when, and whose hands the county’s lists rest on', async () => {
  const page = await office.get('/papers/passed/print').expect(200)
  expect(load(page.text)('.sheet-mark').text()).toContain('2026-01-10')
  expect(load(page.text)('[data-approval]').text()).toMatch(
    /2026-01-1\d 审批 \d+ 人：提出 王office-county.*，审批 王leading_group/,
  )
  expect(load((await office.get('/papers/feedback/print').expect(200)).text)('[data-approval]')).toHaveLength(0)
})

test('a list that does not exist is not found', async () => {
  await office.get('/papers/everything').expect(404)
  await office.get('/papers/passed?township=x').expect(404)
  await office.get('/papers/passed?cycle=x').expect(404)
})

test('a file that was sent back stands with those held, with the reason and without a decision', async () => {
  const page = load((await office.get('/papers/held').expect(200)).text)
  const cells = page('tbody td')
    .toArray()
    .map((cell) => page(cell).text())
  expect(page('tbody tr')).toHaveLength(1)
  expect(cells).toEqual(expect.arrayContaining(['云川4', '退回补正', '材料不全或有误']))
})
