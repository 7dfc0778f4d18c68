import type { Page } from 'playwright-core'
import type { Language } from '../../../src/locales/catalogues'
import type { TestApp } from '../../support/app'
import { type Desk, openBrowser } from '../../support/browser'
import { demoWorld } from '../../support/demo'

// For an old laptop on a slow line: what a page weighs, and what is not sent a second time.
const mostOfList = 60 * 1024
const mostOfFirstView = 150 * 1024
const languages: Language[] = ['zh-CN', 'en']

/** The lists of fifty rows, and somebody who has as many. */
const lists: [string, string][] = [
  ['office', '/candidates'],
  ['office', '/outcomes'],
  ['clerk1', '/candidates'],
  ['reviewer.court', '/reviews'],
  ['signatory.discipline', '/reviews/signing'],
  ['auditor', '/audit'],
]

let world: TestApp
let desk: Desk
beforeAll(async () => {
  world = await demoWorld()
  desk = await openBrowser(world)
}, 120_000)
afterAll(async () => {
  await desk?.close()
  await world?.close()
})
jest.setTimeout(60_000)

test.each(languages.flatMap((language) => lists.map(([who, path]) => [language, who, path] as const)))(
  'in %s the list that %s sees at %s is light, and is not sent again while nothing in it changed',
  async (language, who, path) => {
    const page = await desk.person(who, language)
    const first = await page.request.get(path)
    expect((await first.text()).match(/<tr[ >]/g)!.length).toBeGreaterThan(50)
    expect((await first.body()).length).toBeLessThanOrEqual(mostOfList)
    const again = await page.request.get(path, { headers: { 'if-none-match': first.headers()['etag']! } })
    expect([again.status(), (await again.body()).length]).toEqual([304, 0])
  },
)

test.each(['/sign-in', '/candidates', '/progress'])('%s seen for the first time is little to load', async (path) => {
  const page = path === '/sign-in' ? await desk.stranger() : await desk.person('office')
  const loaded = await loadedBy(page, path)
  expect(loaded.bytes).toBeLessThanOrEqual(mostOfFirstView)
  // The one stylesheet: a page without it would jump when it comes.
  expect(loaded.blocking).toEqual([expect.stringMatching(/^\/assets\/.+\.css$/)])
})

test('what a page is made of is kept by the browser, and loaded anew only when it changed', async () => {
  const page = await desk.person('office')
  await page.goto('/candidates')
  const parts = await page.evaluate(`performance.getEntriesByType('resource').map((one) => one.name)`)
  expect((parts as string[]).length).toBeGreaterThan(1)
  for (const part of parts as string[]) {
    const answer = await page.request.get(part)
    expect([answer.status(), answer.headers()['cache-control']]).toEqual([200, expect.stringContaining('immutable')])
  }
})

/** Bytes over the line with an empty cache, heads and all; and which parts keep the page from being drawn. */
async function loadedBy(page: Page, path: string): Promise<{ bytes: number; blocking: string[] }> {
  const network = await page.context().newCDPSession(page)
  let bytes = 0
  network.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength))
  await network.send('Network.enable')
  await page.goto(path, { waitUntil: 'networkidle' })
  const blocking = await page.evaluate(`performance.getEntriesByType('resource')
    .filter((one) => one.renderBlockingStatus === 'blocking').map((one) => new URL(one.name).pathname)`)
  return { bytes, blocking: blocking as string[] }
}
