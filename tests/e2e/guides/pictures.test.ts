import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { projectRoot } from '../../../src/lib/root'
import { openBrowser } from '../../support/browser'
import { demoWorld } from '../../support/demo'
import { smallPng } from '../../support/small-png'

/** The pictures of README and guides, taken anew each time; GUIDE_PICTURES=docs/pictures npm run e2e -- guides keeps them. */
const folder = process.env['GUIDE_PICTURES'] ?? join(projectRoot, 'out', 'pictures', 'guides')
const mostBytes = 60_000

type Motif = { name: string; username: string; path: string; ready?: (page: Page) => Promise<unknown> }

/** One motif a guide; all people are invented. */
const motifs: readonly Motif[] = [
  { name: 'township', username: 'clerk1', path: '/township' },
  {
    name: 'desk',
    username: 'reviewer.natural_resources',
    path: '/reviews',
    ready: (page) => page.click('main tbody th a'),
  },
  { name: 'signing', username: 'signatory.natural_resources', path: '/reviews/signing' },
  {
    name: 'board',
    username: 'office',
    path: '/progress',
    ready: (page) => page.locator('#map-title').evaluate((title) => title.closest('section')!.scrollIntoView()),
  },
  { name: 'outcomes', username: 'leader', path: '/outcomes' },
  { name: 'set-up', username: 'admin', path: '/settings' },
]

test('the pictures of the guides, in both languages', async () => {
  mkdirSync(folder, { recursive: true })
  const world = await demoWorld()
  const desk = await openBrowser(world)
  const large: string[] = []
  for (const { name, username, path, ready } of motifs)
    for (const language of ['zh-CN', 'en'] as const) {
      const page = await desk.person(username, language)
      await page.setViewportSize({ width: 1000, height: 620 })
      await page.goto(path)
      await ready?.(page)
      await page.waitForLoadState()
      const file = join(folder, `${name}.${language}.png`)
      const picture = smallPng(await page.screenshot())
      writeFileSync(file, picture)
      if (picture.length > mostBytes) large.push(`${file}: ${picture.length}`)
    }
  await desk.close()
  await world.close()
  expect(large).toEqual([])
}, 300_000)
