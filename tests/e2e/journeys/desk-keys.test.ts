import type { Page } from 'playwright-core'
import { barriers, type Desk, openBrowser, overflow } from '../../support/browser'
import { countyWorld, issueToAll, type World } from '../../support/review-world'

// A reviewer of one item and of seven, without a mouse.
jest.setTimeout(90_000)
let world: World
let desk: Desk

beforeAll(async () => {
  world = await countyWorld(4)
  await issueToAll(world)
  desk = await openBrowser(world)
})
afterAll(async () => {
  await desk?.close()
  await world?.close()
})
afterEach(() => expect(desk.complaints.splice(0)).toEqual([]))

test('three people are answered by keys alone, a note among them', async () => {
  const page = await openFirst('court')
  for (let done = 0; done < 3; done++) {
    const [person, address] = [await heading(page), page.url()]
    for (const code of await page.locator('.item-code').allInnerTexts()) {
      expect([person, await here(page)]).toEqual([person, code])
      if (done === 1 && code === 'N03') await noteOnItem(page)
      await page.keyboard.press(code === 'N03' ? '3' : '1')
      expect(await page.textContent('[data-said]')).toBe(`${code} ${code === 'N03' ? '正在核查' : '未发现'}`)
    }
    await page.keyboard.press('Enter')
    await page.waitForURL((url) => url.href !== address)
  }
  const answered = await world.deps.db.review.findMany({ where: { complete: true } })
  expect(answered).toHaveLength(3)
  const said = answered.map(({ answers }) => (answers as Record<string, { answer: string; words?: string }>)['N03'])
  expect(said.map((answer) => answer?.answer)).toEqual(['pending', 'pending', 'pending'])
  expect(said.filter((answer) => answer?.words === '12 案在查')).toHaveLength(1)
})

test('the help opens by ? and by its button, holds the focus, and gives it back', async () => {
  const page = await openFirst('petitions')
  await page.keyboard.press('?')
  expect(await page.isVisible('dialog[open] h2:has-text("键盘快捷键")')).toBe(true)
  expect(await barriers(page)).toEqual([])
  await page.setViewportSize({ width: 400, height: 800 })
  expect(await overflow(page)).toBe(0)
  await page.keyboard.press('2')
  await page.keyboard.press('Escape')
  expect(await page.isVisible('dialog[open]')).toBe(false)
  expect([await here(page), await page.locator('.answer-input:checked').count()]).toEqual(['N12', 0])
  await page.click('[data-keys-open]')
  await page.click('[data-keys-close]')
  expect(await page.evaluate(`document.activeElement.matches('[data-keys-open]')`)).toBe(true)
})

test('keys that are switched off do nothing, on the next page too, until they are switched on again', async () => {
  const page = await openFirst('petitions')
  await page.uncheck('[data-keys-switch]')
  await page.focus('.answer-input')
  await page.keyboard.press('1')
  await page.keyboard.press('?')
  await page.reload()
  await page.focus('.answer-input')
  await page.keyboard.press('1')
  expect(await page.locator('.answer-input:checked, dialog[open]').count()).toBe(0)
  await page.check('[data-keys-switch]')
  await page.focus('.answer-input')
  await page.keyboard.press('1')
  expect(await page.locator('.answer-input:checked').count()).toBe(1)
})

test('keys with modifiers and keys of an input method are not ours, and unsaved answers are not left without asking', async () => {
  const page = await openFirst('petitions')
  await page.keyboard.press('Alt+1')
  const composing = `new KeyboardEvent('keydown', { key: '1', isComposing: true, bubbles: true })`
  await page.evaluate(`document.activeElement.dispatchEvent(${composing})`)
  expect(await page.locator('.answer-input:checked').count()).toBe(0)
  await page.keyboard.press('1')
  const here = page.url()
  const asked = page.waitForEvent('dialog').then(async (dialog) => {
    await dialog.dismiss()
    return dialog.type()
  })
  await page.keyboard.press(']')
  expect(await asked).toBe('beforeunload')
  expect([page.url(), await page.locator('.answer-input:checked').count()]).toEqual([here, 1])
})

test('the next person is shown without being asked for again, and counted as looked at only then', async () => {
  const page = await openFirst('justice', 'signatory')
  const asked: string[] = []
  const navigated: string[] = []
  page.on('request', (request) => {
    if (/\/reviews\/[^/]+\?/.test(request.url()) && request.method() === 'GET')
      asked.push(request.headers()['purpose'] ?? 'shown')
    if (request.isNavigationRequest()) navigated.push(request.url())
  })
  await page.reload()
  await page.waitForLoadState('networkidle')
  const address = page.url()
  for (const _code of await page.locator('.item-code').allInnerTexts()) await page.keyboard.press('1')
  await page.keyboard.press('Enter')
  await page.waitForURL((url) => url.href !== address)
  await page.waitForLoadState('networkidle')
  await page.waitForSelector('.notices:has-text("云川1：已保存")')
  expect(await heading(page)).not.toBe('云川1')
  expect(navigated).toHaveLength(1)
  expect(asked).toEqual(['shown', 'prefetch', 'shown', 'prefetch'])
  await page.goBack()
  await page.waitForSelector('h1:has-text("云川1")')
})

test('what a colleague saved meanwhile is told, with everything typed kept', async () => {
  const page = await openFirst('emergency')
  await page.waitForLoadState('networkidle')
  const id = /reviews\/([^?]+)/.exec(page.url())![1]!
  await world.deps.db.review.update({ where: { id }, data: { version: { increment: 1 } } })
  for (const _code of await page.locator('.item-code').allInnerTexts()) await page.keyboard.press('3')
  await page.keyboard.press('Enter')
  await page.waitForSelector('.problems')
  expect(await page.locator('.answer-input[value=pending]:checked').count()).toBeGreaterThan(0)
  // The answer 409 is what was expected here.
  expect(desk.complaints.splice(0).filter((line) => !line.includes('409'))).toEqual([])
})

/** Digits in the note are words; Esc leads back to the item. */
async function noteOnItem(page: Page): Promise<void> {
  await page.keyboard.press('n')
  await page.keyboard.type('12 案在查')
  await page.keyboard.press('Escape')
  expect(await here(page)).toBe('N03')
}

async function openFirst(department: string, role: 'reviewer' | 'signatory' = 'reviewer'): Promise<Page> {
  const page = await desk.as(role, department)
  await page.goto('/reviews?show=all')
  await page.click('tbody th a')
  await page.waitForSelector('[data-keys]:not([hidden])')
  return page
}

async function heading(page: Page): Promise<string> {
  return (await page.textContent('h1'))!.trim()
}

/** The item that has the focus. */
function here(page: Page): Promise<string> {
  const item = `document.activeElement.closest('[data-item]')`
  return page.evaluate(`${item}?.querySelector('.item-code').textContent.trim() ?? ''`)
}
