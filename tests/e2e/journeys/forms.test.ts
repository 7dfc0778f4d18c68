import type { Locator, Page } from 'playwright-core'
import type { TestApp } from '../../support/app'
import { type Desk, openBrowser } from '../../support/browser'
import { demoWorld } from '../../support/demo'

// The chief forms filled in wrongly, too late, and twice at once: what is wrong is said at its field, and nothing is lost.
jest.setTimeout(120_000)

let world: TestApp
let desk: Desk
beforeAll(async () => {
  world = await demoWorld()
  desk = await openBrowser(world)
})
afterAll(async () => {
  await desk?.close()
  await world?.close()
})

type Typed = Record<string, string>

test('the office: each form comes back with its problem at the field and all that was typed', async () => {
  const office = await at('office', '/settings/county')
  await refused(office, '/settings/county', { name: '云川新县', code: '15012' }, 'code')
  await office.goto('/settings/townships')
  await refused(office, '/settings/townships', { name: '新立乡', code: '15' }, 'code')
  await leads(office, office.locator('main td a').first())
  const township = new URL(office.url()).pathname
  await refused(office, `${township}/teams`, { name: '新立村', code: '12', seats: '99' }, 'team-seats')
  await office.goto(township)
  await refused(office, township, { name: '新名乡', code: 'ABC' }, 'code')
  await office.goto('/settings/departments')
  await refused(office, '/settings/departments', { name: '县体育局', nameEn: '体育' }, 'nameEn')
  await office.goto('/settings/calendar?year=2026')
  await refused(office, '/settings/calendar/days', { day: '1800-01-01', name: '调休' }, 'day')
  await office.goto('/meetings/new')
  await refused(office, '/meetings', { metOn: '1800-01-01', place: '县委三楼会议室' }, 'metOn')
  await office.goto('/rounds/new')
  await refused(office, '/rounds/preview', { referenceDate: '1800-01-01' }, 'referenceDate')
  expect(desk.complaints).toEqual([])
})

test('a notice, a decision at a meeting, a ledger and an account', async () => {
  const office = await at('office', '/notices?desk=untold')
  await leads(office, office.locator('main a[href^="/notices/new"]').first())
  await refused(office, '/notices', { documentNumber: '', gist: '只写事实概要。', basis: '清单项目' }, 'documentNumber')

  const agenda = await openAgenda(office)
  await office.goto(agenda)
  await refused(office, agenda, { until: '1800-01-01', words: '逐人会商', votesFor: '2' }, 'until')

  const reviewer = await at('reviewer.discipline', '/ledgers/import')
  await refused(reviewer, '/ledgers/imports', { source: '县纪委案管室', asOf: '1999-12-31' }, 'asOf')
  const admin = await at('admin', '/accounts/new')
  await refused(admin, '/accounts', { username: '张三', name: '张三' }, 'username')
  expect(desk.complaints).toEqual([])
})

test('a candidate: the number says who it is as soon as it is whole; late and twice nothing is lost', async () => {
  const clerk = await at('clerk1', '/candidates/new')
  await clerk.selectOption('[name=teamId]', { index: 1 })
  await clerk.selectOption('[name=position]', 'committee_member')
  await clerk.fill('[name=name]', '云试表')
  await clerk.locator('[name=idNumber]').pressSequentially('11010119900307001')
  expect(await clerk.textContent('#id-facts')).toBe('')
  await clerk.locator('[name=idNumber]').pressSequentially('1')
  expect(await clerk.textContent('#id-facts')).toMatch(/男 · 1990-03-07/)

  // The session has ended meanwhile: signing in again beside it, then the same form once more.
  await clerk.context().clearCookies()
  await sends(clerk, '/candidates')
  expect(await clerk.innerText('main')).not.toContain('110101199003070011')
  await signsIn(await clerk.context().newPage(), 'clerk1')
  await leads(clerk, clerk.locator('main form button[type=submit]'))
  if (await clerk.locator('main form[action="/candidates"]').count())
    await leads(clerk, clerk.locator('main form[action="/candidates"] button[type=submit]'))
  expect(await clerk.textContent('h1')).toContain('云试表')

  // Two tabs on the same file: the second is told what the first has saved, and keeps its own.
  const file = new URL(clerk.url()).pathname
  const other = await clerk.context().newPage()
  for (const tab of [clerk, other]) await tab.goto(`${file}/edit`)
  await clerk.fill('[name=name]', '云试表甲')
  await sends(clerk, `${file}/file`)
  await other.fill('[name=name]', '云试表乙')
  await sends(other, `${file}/file`)
  const newer = await other.innerText('main [aria-labelledby=newer-title]')
  expect([newer.includes('云试表甲'), newer.includes('云试表乙')]).toEqual([true, true])
  expect(await other.inputValue('[name=name]')).toBe('云试表乙')
  await sends(other, `${file}/file`)
  expect(await other.textContent('h1')).toContain('云试表乙')
  expect(desk.complaints).toEqual([])
})

// Last, because it is the current one from then on.
test('a new cycle and its list', async () => {
  const office = await at('office', '/settings/cycles/new')
  const cycle = { name: '明年换届', startsOn: '2027-01-01', lastTermStart: '2028-01-01' }
  await refused(office, '/settings/cycles', cycle, 'lastTermStart')
  await office.fill('main [name=lastTermStart]', '2022-01-01')
  await sends(office, '/settings/cycles')
  await office.check('[name=preset][value=main20]')
  await leads(office, office.locator('form[action$="/criteria/preset"] button'))
  const criteria = new URL(office.url()).pathname
  await office.goto(`${criteria}/new-item`)
  await refused(office, `${criteria}/items`, { code: 'N99', text: '试写的项目', text_en: 'Tried out' }, 'lead')
  expect(desk.complaints).toEqual([])
})

/** A person of the demo county, on a page. */
async function at(username: string, path: string): Promise<Page> {
  const page = await desk.person(username)
  page.setDefaultTimeout(20_000)
  await page.goto(path)
  return page
}

/** Types, sends, and finds the problem named and everything kept. */
async function refused(page: Page, action: string, typed: Typed, wrong: string): Promise<void> {
  const form = page.locator(`main form[action="${action}"]`).first()
  for (const [name, value] of Object.entries(typed)) await type(form, name, value)
  await sends(page, action)
  const summary = page.locator(`.problems a[href="#${wrong}"]`)
  expect([action, await summary.count()]).toEqual([action, 1])
  await summary.click()
  expect([action, await page.locator(`[id="${wrong}"][aria-invalid=true]`).count()]).toEqual([action, 1])
  const sent = page.locator(`main form[action="${action}"]`).first()
  for (const [name, value] of Object.entries(typed))
    expect([action, name, await kept(sent, name)]).toEqual([action, name, value])
}

async function type(form: Locator, name: string, value: string): Promise<void> {
  const field = form.locator(`[name="${name}"]`)
  if ((await field.first().getAttribute('type')) === 'radio')
    return form.locator(`[name="${name}"][value="${value}"]`).check()
  await field.first().fill(value)
}

async function kept(form: Locator, name: string): Promise<string> {
  const field = form.locator(`[name="${name}"]`)
  if ((await field.first().getAttribute('type')) !== 'radio') return field.first().inputValue()
  return (await form.locator(`[name="${name}"]:checked`).getAttribute('value')) ?? ''
}

function sends(page: Page, action: string): Promise<void> {
  return leads(page, page.locator(`main form[action="${action}"] button[type=submit]`).first())
}

/** Clicks what leads to another page, and waits for that page: going on earlier would break the first one off. */
async function leads(page: Page, link: Locator): Promise<void> {
  await page.waitForLoadState('load')
  await Promise.all([page.waitForEvent('load', { timeout: 30_000 }), link.first().click()])
}

async function signsIn(page: Page, username: string): Promise<void> {
  await page.goto('/sign-in')
  await page.fill('[name=username]', username)
  await page.fill('[name=password]', 'yunchuan-demo')
  await sends(page, '/sign-in')
  await page.close()
}

/** The first person on the agenda of a meeting that is open; one is called where none is. */
async function openAgenda(office: Page): Promise<string> {
  const open = () => world.deps.db.agendaItem.findFirst({ where: { deliberation: { state: 'called' } } })
  if (!(await open())) {
    await office.goto('/meetings/new')
    await sends(office, '/meetings')
  }
  const item = (await open())!
  return `/meetings/${item.deliberationId}/items/${item.id}`
}
