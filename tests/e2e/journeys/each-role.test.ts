import type { BrowserContextOptions, Page } from 'playwright-core'
import type { Role } from '../../../src/accounts/role'
import { password } from '../../support/accounts'
import { type Desk, openBrowser, overflow } from '../../support/browser'
import { countyWorld, type World } from '../../support/review-world'
import { shrinkList, smallListOwners } from '../../support/small-list'

// From the first file to the printed list, everybody at their own desk: as usual, and on a telephone without scripts.
jest.setTimeout(180_000)

const ways: [string, BrowserContextOptions][] = [
  ['as usual', {}],
  ['on a telephone, without scripts', { javaScriptEnabled: false, viewport: { width: 400, height: 800 } }],
]

describe.each(ways)('%s', (_way, means) => {
  let world: World
  let desk: Desk

  beforeAll(async () => {
    world = await countyWorld(0)
    await shrinkList(world)
    desk = await openBrowser(world)
  })
  afterAll(async () => {
    await desk?.close()
    await world?.close()
  })
  afterEach(() => expect(desk.complaints.splice(0)).toEqual([]))

  const opened = async (path: string, role: Role, unit?: string): Promise<Page> => {
    const page = await desk.as(role, unit, 'zh-CN', means)
    page.setDefaultTimeout(15_000)
    await page.goto(path)
    return page
  }

  test('the clerk enters a file; what is wrong is said at its field and nothing typed is lost', async () => {
    const page = await opened('/candidates', 'township_clerk')
    await page.click('a[href="/candidates/new"]')
    await page.selectOption('[name=teamId]', { index: 1 })
    await page.fill('[name=name]', '云试一')
    await page.fill('[name=idNumber]', '110101199003070012')
    await page.selectOption('[name=position]', 'committee_member')
    await send(page, 'form[action="/candidates"]')
    expect(await page.locator('[role=alert]').innerText()).toContain('身份证号校验位不对')
    expect([await page.inputValue('[name=name]'), await fits(page)]).toEqual(['云试一', true])
    await page.fill('[name=idNumber]', '110101199003070011')
    await send(page, 'form[action="/candidates"]')
    expect(await page.textContent('h1')).toContain('云试一')
    await send(page, 'form[action$="/submission"]')
    expect(await page.innerText('main')).toContain('待乡镇初审')
  })

  test('the lead passes it, the office sends it out', async () => {
    const lead = await opened('/candidates', 'township_lead')
    await lead.click('text=云试一')
    await send(lead, 'form:has([name=act][value=pass])')
    expect(await lead.innerText('main')).toContain('初审通过')
    const office = await opened('/rounds/new', 'office')
    await send(office, 'form[action="/rounds/preview"]')
    expect(await office.innerText('main')).toContain('云试一')
    await send(office, 'form[action="/rounds"]')
    expect(await office.textContent('h1')).toContain('第 1 轮')
  })

  test.each(Object.entries(smallListOwners))('%s answers %s and signs', async (unit, code) => {
    const reviewer = await opened('/reviews', 'reviewer', unit)
    await reviewer.click('text=云试一')
    await reviewer.press(`[name="${code}.answer"][value=none]`, 'Space')
    expect(await fits(reviewer)).toBe(true)
    const here = reviewer.url()
    await reviewer.click('.btn-primary[name=onward]')
    await reviewer.waitForURL((url) => url.href !== here)
    const signatory = await opened('/reviews/signing', 'signatory', unit)
    await send(signatory, 'form[action="/reviews/signing/preview"]', 'button[name=all]')
    await send(signatory, 'form[action="/reviews/signing"]')
    expect(await world.deps.db.review.count({ where: { department: { key: unit }, state: 'signed' } })).toBe(1)
  })

  test('the office proposes, the leading group approves, and the name stands on the printed list', async () => {
    const office = await opened('/outcomes/new?standing=clear', 'office')
    await send(office, 'form[action="/outcomes/preview"]')
    await send(office, 'form[action="/outcomes"]')
    const leader = await opened('/outcomes', 'leading_group')
    await send(leader, 'form[action="/outcomes/choice"]')
    await send(leader, 'form[action="/outcomes/approvals"]')
    expect(await world.deps.db.outcome.count({ where: { state: 'approved', outcome: 'eligible' } })).toBe(1)
    await office.goto('/papers')
    expect(await fits(office)).toBe(true)
  })

  test('the administrator invites somebody, who chooses a password and sees the county and changes nothing', async () => {
    const admin = await opened('/accounts/new', 'system_admin')
    await admin.fill('[name=username]', 'guest')
    await admin.fill('[name=name]', '来宾')
    await admin.selectOption('[name=role]', 'observer')
    await send(admin, 'form[action="/accounts"]')
    const link = new URL(await admin.locator('code').first().innerText()).pathname
    const guest = await desk.stranger(means)
    await guest.goto(link)
    await guest.fill('[name=password]', password)
    await guest.fill('[name=password_again]', password)
    await send(guest, 'form[action="/set-password"]')
    await guest.goto('/sign-in')
    await guest.fill('#username', 'guest')
    await guest.fill('#password', password)
    await send(guest, 'form[action="/sign-in"]')
    expect(new URL(guest.url()).pathname).toBe('/progress')
    expect(await guest.innerText('main')).toContain('盛乐镇')
    expect((await guest.request.get('/candidates/new')).status()).toBe(403)
  })

  test('the auditor reads who did what, without the number', async () => {
    const auditor = await opened('/audit', 'auditor')
    const told = await auditor.innerText('main')
    expect(told).toContain('登录')
    expect([told.includes('110101199003070011'), await fits(auditor)]).toEqual([false, true])
  })
})

/** Presses a form's own button, and waits for the page that it leads to. */
async function send(page: Page, form: string, button = 'button[type=submit]'): Promise<void> {
  await page.waitForLoadState('load')
  await Promise.all([page.waitForEvent('load'), page.locator(`${form} ${button}`).first().click()])
}

const fits = async (page: Page): Promise<boolean> => (await overflow(page)) === 0
