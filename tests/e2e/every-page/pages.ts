import type { Page } from 'playwright-core'
import type { Language } from '../../../src/locales/catalogues'
import { allRoutes } from '../../../src/routes'
import type { TestApp } from '../../support/app'
import { type Desk, openBrowser } from '../../support/browser'
import { demoWorld } from '../../support/demo'
import { firstDay } from './first-day'
import { fillUp, nextRound, type Starts } from './fuller'
import { isFile, routeOf } from './kinds'
import { faultsOf } from './look'
import { press, presses } from './pressed'
import { recordsIn } from '../../support/walk'
import { pagesOf } from './walk'

/** Somebody for each role, the office first: its pages are the fullest. The last four have what the first ones have not. */
const people = [
  'office',
  'leader',
  'clerk1',
  'lead1',
  'reviewer.discipline',
  'signatory.discipline',
  'observer',
  'admin',
  'security',
  'auditor',
  'reviewer.court',
  'reviewer.natural_resources',
  'signatory.natural_resources',
]

/** Every page in one language: each kind, and each part of pages, looked at once in a real browser. */
export function everyPage(language: Language): void {
  let world: TestApp
  let desk: Desk
  let starts: Starts
  const [kinds, parts] = [new Set<string>(), new Set<string>()]
  jest.setTimeout(600_000)
  beforeAll(async () => {
    world = await demoWorld()
    starts = await fillUp(world)
    desk = await openBrowser(world, language)
  })
  afterAll(async () => {
    await desk?.close()
    await world?.close()
  })

  /** Walks from these pages on; what is wrong with the pages that show something new. */
  const walked = async (page: Page, from: readonly string[]): Promise<string[]> => {
    const { places, problems } = await pagesOf(page, from, isFile(allRoutes(world.deps)), recordsIn(language))
    for (const place of places) {
      if (kinds.has(place.kind) && place.parts.every((part) => parts.has(part))) continue
      kinds.add(place.kind)
      for (const part of place.parts) parts.add(part)
      await page.goto(place.path)
      problems.push(...(await faultsOf(page, place.kind, language)))
    }
    return [...problems, ...desk.complaints.splice(0)]
  }

  test.each(people)('nothing on the pages of %s keeps anybody out, is cut off, or complains', async (username) => {
    const page = await desk.person(username, language)
    expect(await walked(page, ['/', ...(starts[username] ?? [])])).toEqual([])
    const faults: string[] = []
    for (const one of presses[username] ?? []) {
      await press(page, one)
      faults.push(...(await faultsOf(page, `${one.at} ${one.button}`, language)))
    }
    expect([...faults, ...desk.complaints.splice(0)]).toEqual([])
  })

  test('nor on the pages of who is not signed in', async () => {
    expect(await walked(await desk.stranger(), starts['nobody']!)).toEqual([])
  })

  test('nor on those of a second round', async () => {
    const round = await nextRound(world)
    expect(await walked(await desk.person('office', language), [round, `${round}/carried`])).toEqual([])
  })

  test('nor in a county on its first day', async () => {
    const first = await firstDay()
    const other = await openBrowser(first, language)
    const found = await walked(await other.person('office', language), ['/'])
    expect([...found, ...other.complaints]).toEqual([])
    await other.close()
    await first.close()
  })

  test('all pages of the table of contents were looked at', () => {
    const routes = allRoutes(world.deps)
    const seen = new Set([...kinds].map((kind) => routeOf(routes, kind)))
    const pages = routes.filter(({ method, path }) => method === 'get' && !isFile(routes)(path))
    expect(pages.map(({ path }) => path).filter((path) => !seen.has(path))).toEqual([])
  })
}
