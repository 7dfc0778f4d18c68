import type { Page } from 'playwright-core'
import { firstAdministratorLink } from '../../../src/accounts/operator.actions'
import { cellText } from '../../../src/lib/cell'
import { readWorkbook } from '../../../src/sheets/reading'
import { writeCsv } from '../../../src/sheets/writing'
import { testApp, type TestApp } from '../../support/app'
import { type Desk, openBrowser } from '../../support/browser'

// From an empty server to an issued round, in a real browser, along the set-up list and with its sample workbooks.
const language = process.env['FIRST_DAY_LANGUAGE'] === 'en' ? 'en' : 'zh-CN'
const password = '换届联审要认真看每一个人2026'

let world: TestApp
let desk: Desk
beforeAll(async () => {
  world = await testApp({ now: '2026-01-05T01:00:00Z' })
  desk = await openBrowser(world, language)
})
afterAll(async () => {
  await desk?.close()
  await world.close()
})
jest.setTimeout(180_000)

test('an administrator with an empty database gets to a running round along the set-up list', async () => {
  const admin = await startsWith(new URL((await firstAdministratorLink(world.deps))!, 'http://here').pathname, 'admin')
  await nextStep(admin)
  await fill(admin, { username: 'office', name: '换届办经办' })
  await press(admin, '/accounts')
  const office = await startsWith(await linkOn(admin), 'office')

  await office.goto('/settings')
  await nextStep(office)
  await fill(office, { name: '云川县', code: '150123' })
  await press(office, '/settings/county')
  await upload(office, '/settings/import', 'teams.xlsx', await sampleAt(office, '/settings/import/sample'))
  await press(office, '/settings/import/rows')
  await office.goto('/settings')
  await nextStep(office)
  await leads(office, 'form:has([name=roster][value=thirteen]) button')
  await office.goto('/settings')
  await nextStep(office)
  await fill(office, { name: '2026 年换届', startsOn: '2026-01-01', lastTermStart: '2021-01-01' })
  await press(office, '/settings/cycles')
  await office.check('[name=preset][value=main20]')
  await leads(office, 'form[action$="/criteria/preset"] button')
  await office.goto('/settings')
  await nextStep(office)
  await press(office, '/settings/calendar/public')

  await admin.goto('/settings')
  await nextStep(admin)
  await upload(
    admin,
    '/accounts/import',
    'accounts.csv',
    await withNames(await sampleAt(admin, '/accounts/import/sample')),
  )
  await press(admin, '/accounts/import/rows')
  await press(admin, '/accounts/invitations')
  const links = await slipsOn(admin)
  // Two townships with two people each, thirteen departments with two, and four of the county.
  expect(links.size).toBe(2 * 2 + 13 * 2 + 4)

  await office.goto('/settings')
  await nextStep(office)
  await leads(office, 'form[action$="/opening"] button')
  await clerkHandsIn(await startsWith(links.get('town01.clerk')!, 'town01.clerk'))
  const lead = await startsWith(links.get('town01.lead')!, 'town01.lead')
  await lead.goto('/candidates?stage=submitted')
  await leads(lead, 'button[name=which][value=page]')
  await leads(lead, 'main form .form-acts .btn-primary')

  await office.goto('/settings')
  await nextStep(office)
  await office.goto('/rounds/new')
  await fill(office, { referenceDate: '2026-01-10', dueOn: '2026-01-13' })
  await press(office, '/rounds/preview')
  await press(office, '/rounds')
  await office.goto('/progress')
  expect(await world.deps.db.round.count({ where: { state: 'issued' } })).toBe(1)
  expect(await office.locator('svg a[href*="milestone=in_review"]').count()).toBe(2)
  expect(desk.complaints).toEqual([])
})

/** The one act that the set-up list offers to whoever reads it. */
async function nextStep(page: Page): Promise<void> {
  if (!page.url().endsWith('/settings')) await page.goto('/settings')
  await leads(page, '.title-acts .btn-primary')
}

async function clerkHandsIn(clerk: Page): Promise<void> {
  const sample = await readWorkbook({ name: 'a.xlsx', file: await sampleAt(clerk, '/candidates/import/sample') })
  if (!sample.ok) throw new Error('The sample roster cannot be read')
  // The example's two people stand on the second sheet.
  const [head, ...rows] = sample.sheets[1]!.rows.map(({ cells }) => cells.map(cellText))
  await upload(clerk, '/candidates/imports', 'roster.csv', writeCsv(head!, rows), '/candidates/import')
  await leads(clerk, 'form[action$="/acceptance"] button')
  await clerk.goto('/candidates?stage=draft')
  await leads(clerk, 'button[name=which][value=page]')
  await leads(clerk, 'main form .form-acts .btn-primary')
  expect(await world.deps.db.candidate.count({ where: { state: 'submitted' } })).toBe(2)
}

async function startsWith(link: string, username: string): Promise<Page> {
  const page = await desk.stranger()
  await page.goto(link)
  await fill(page, { password, password_again: password })
  await press(page, '/set-password')
  await page.goto('/sign-in')
  await fill(page, { username, password })
  await press(page, '/sign-in')
  return page
}

async function fill(page: Page, values: Record<string, string>): Promise<void> {
  for (const [name, value] of Object.entries(values)) await page.locator(`main [name=${name}]`).first().fill(value)
}

function press(page: Page, action: string): Promise<void> {
  return leads(page, `main form[action="${action}"] button[type=submit]`)
}

/** Clicks what leads to another page, and waits for that page: going on earlier would break the first one off. */
async function leads(page: Page, selector: string): Promise<void> {
  await page.waitForLoadState('load')
  await Promise.all([page.waitForEvent('load'), page.locator(selector).first().click()])
}

async function upload(page: Page, action: string, name: string, buffer: Buffer, from = action): Promise<void> {
  if (!page.url().endsWith(from)) await page.goto(from)
  await page.setInputFiles('main [type=file]', { name, mimeType: 'application/octet-stream', buffer })
  await press(page, action)
}

async function sampleAt(page: Page, path: string): Promise<Buffer> {
  const answer = await page.request.get(path)
  expect(answer.status()).toBe(200)
  return answer.body()
}

/** The sample as an administrator fills it in: every row gets a name. */
async function withNames(sample: Buffer): Promise<Buffer> {
  const read = await readWorkbook({ name: 'a.xlsx', file: sample })
  if (!read.ok) throw new Error('The sample list cannot be read')
  const [head, ...rows] = read.sheets[0]!.rows.map(({ cells }) => cells.map(cellText))
  return writeCsv(
    head!,
    rows.map(([, ...rest], at) => [`经办${at + 1}`, ...rest]),
  )
}

async function linkOn(page: Page): Promise<string> {
  return new URL(await page.locator('main code').first().innerText()).pathname
}

async function slipsOn(page: Page): Promise<Map<string, string>> {
  const texts = await page
    .locator('.slips > li')
    .evaluateAll((slips) =>
      slips.map((slip) => [...slip.querySelectorAll('code')].map((code) => code.textContent ?? '')),
    )
  return new Map(texts.map(([username, url]) => [username!, new URL(url!).pathname]))
}
