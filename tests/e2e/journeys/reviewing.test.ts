import type { Page } from 'playwright-core'
import { password, passwordHash } from '../../support/accounts'
import { barriers, type Desk, openBrowser } from '../../support/browser'
import { actorIn } from '../../support/county'
import { countyWorld, type World } from '../../support/review-world'
import { makeRound } from '../../support/round'

// From the queue to the printed list in a real browser: twelve departments have signed, discipline is still to come.
jest.setTimeout(120_000)
const own = 'discipline'
let world: World
let desk: Desk

beforeAll(async () => {
  world = await countyWorld(3)
  const out = { [own]: 'unsigned' } as const
  await makeRound(world.deps.db, world.county, { 0: out, 1: out, 2: out })
  desk = await openBrowser(world)
})
afterAll(async () => {
  await desk?.close()
  await world?.close()
})
afterEach(() => expect(desk.complaints.splice(0)).toEqual([]))

test('the reviewer answers by keyboard alone', async () => {
  const page = await desk.as('reviewer', own)
  await page.goto('/reviews')
  await page.click('tbody th a')
  const barred = (await page.textContent('h1'))!.trim()
  expect(barred).toBe('云川1')
  for (let left = 3; left > 0; left--) {
    const here = page.url()
    await answersByKeyboard(page, left === 3 ? 'N07' : undefined)
    await page.keyboard.press('Enter')
    await page.waitForURL((url) => url.href !== here)
  }
  const { db } = world.deps
  expect(await db.review.count({ where: { state: 'unsigned', complete: true } })).toBe(3)
})

test('the signatory signs, the office proposes, the leading group approves, and the name stands on the list', async () => {
  const signatory = await desk.as('signatory', own)
  await signatory.goto('/reviews/signing')
  await signatory.click('button[name=all]')
  expect(await signatory.textContent('main')).toContain('云纪〔2025〕8号')
  await signatory.click('form[action="/reviews/signing"] button')
  await signatory.waitForURL(/signing$/)

  const office = await desk.as('office')
  await office.goto('/outcomes')
  await office.click('.tile:has-text("拟取消资格") .tile-number')
  await office.click('tbody a.btn')
  await office.check('input[value=ineligible]')
  await office.click('form[action="/outcomes"] button[type=submit]')
  await office.waitForURL(/outcomes(\?.*)?$/)

  const leader = await desk.as('leading_group')
  await leader.goto('/outcomes')
  await leader.click('form[action="/outcomes/choice"] button[type=submit]')
  await leader.click('text=同意，予以审定')
  await leader.waitForURL(/outcomes(\?.*)?$/)

  await office.goto('/papers/disqualified/print')
  await office.emulateMedia({ media: 'print' })
  expect(await office.locator('.sheet tbody tr').allInnerTexts()).toEqual([expect.stringMatching(/云川1[^]*N07/)])
  expect(await office.isVisible('.no-print')).toBe(false)
})

test('signing in with the password, and out again', async () => {
  const page = await desk.stranger()
  const { username, accountId } = actorIn(world.county, 'observer')
  await world.deps.db.account.update({ where: { id: accountId }, data: { passwordHash } })
  await page.goto('/progress')
  expect(await barriers(page)).toEqual([])
  await page.fill('#username', username)
  await page.fill('#password', password)
  await page.keyboard.press('Enter')
  await page.waitForURL(/progress$/)
  await page.click('form[action="/sign-out"] button')
  await page.waitForURL(/sign-in/)
})

/** An answer to each item by its key; `found` has its facts typed and left by Tab. The last one is answered, not saved. */
async function answersByKeyboard(page: Page, found?: string): Promise<void> {
  const codes = await page.locator('.item-code').allInnerTexts()
  for (const code of codes) {
    expect(await here(page)).toBe(code)
    await page.keyboard.press(code === found ? '2' : '1')
    if (code !== found) continue
    for (const typed of ['ArrowDown', '2025-06-01', '', 'ArrowDown', '云纪〔2025〕8号', '云川县纪委监委']) {
      if (typed === 'ArrowDown') await page.keyboard.press(typed)
      else await page.keyboard.type(typed)
      await page.keyboard.press('Tab')
    }
    while ((await here(page)) === code) await page.keyboard.press('Tab')
  }
}

/** The item that has the focus. */
function here(page: Page): Promise<string> {
  const item = `document.activeElement.closest('[data-item]')`
  return page.evaluate(`${item}?.querySelector('.item-code').textContent.trim() ?? ''`)
}
