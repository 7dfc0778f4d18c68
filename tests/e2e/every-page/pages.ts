import type { Language } from '../../../src/locales/catalogues'
import type { TestApp } from '../../support/app'
import { type Desk, openBrowser } from '../../support/browser'
import { demoWorld } from '../../support/demo'
import { faultsOf } from './look'
import { pagesOf } from './walk'

/** Somebody for each role, the office first: its pages are the fullest. */
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
]

/** Every page of the demo that anybody reaches by links, in one language: looked at once, in a real browser. */
export function everyPage(language: Language): void {
  let world: TestApp
  let desk: Desk
  const seen = new Set<string>()
  beforeAll(async () => {
    world = await demoWorld()
    desk = await openBrowser(world)
  }, 240_000)
  afterAll(async () => {
    await desk?.close()
    await world?.close()
  })

  test.each(people)(
    'nothing on the pages of %s keeps anybody out, is cut off, or complains',
    async (username) => {
      const page = await desk.person(username, language)
      const { places, problems } = await pagesOf(page)
      expect(places.length).toBeGreaterThan(3)
      for (const place of places.filter(({ kind }) => !seen.has(kind))) {
        seen.add(place.kind)
        problems.push(...(await faultsOf(page, place, language)))
      }
      expect([...problems, ...desk.complaints.splice(0)]).toEqual([])
    },
    600_000,
  )
}
