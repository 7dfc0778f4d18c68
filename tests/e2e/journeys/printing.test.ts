import type { Page } from 'playwright-core'
import type { Language } from '../../../src/locales/catalogues'
import type { TestApp } from '../../support/app'
import { type Desk, openBrowser } from '../../support/browser'
import { demoWorld } from '../../support/demo'
import { bare, downwards, printed, type Sheet, textOf } from '../../support/paper'

// What comes out of the printer, as sheets: the look at every page measures only whether its width is cut.
jest.setTimeout(60_000)

const languages: Language[] = ['zh-CN', 'en']
/** Lists that go over several sheets, and who prints them: in the other language the two with the longest words. */
const lists: [Language, string, string][] = [
  ['zh-CN', 'office', '/candidates'],
  ['zh-CN', 'office', '/outcomes'],
  ['zh-CN', 'lead1', '/candidates'],
  ['zh-CN', 'reviewer.court', '/reviews'],
  ['zh-CN', 'signatory.discipline', '/reviews/signing'],
  ['zh-CN', 'auditor', '/audit'],
  ['en', 'office', '/candidates'],
  ['en', 'auditor', '/audit'],
]
const a4 = { upright: [595, 842], wide: [842, 595] }
/** The narrowest margin of print.css, 14 mm, less a millimetre for what leans over its box. */
const margin = (13 / 25.4) * 72

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
afterEach(() => expect(desk.complaints.splice(0)).toEqual([]))

test.each(lists)('in %s: all rows that %s sees at %s, under their heads on each sheet', async (language, who, path) => {
  const page = await opened(path, who, language)
  const sheets = await sheetsOf(page, a4.wide)
  const { heads, rows, foot } = await listOn(page)
  expect([sheets.length > 1, rows.length > 20]).toEqual([true, true])
  expect(rows.filter((row) => !sheets.some((sheet) => textOf(sheet).includes(row)))).toEqual([])
  const withRows = sheets.filter((sheet, at) => at === 0 || rows.some((row) => textOf(sheet).includes(row)))
  expect(withRows.slice(1).map((sheet) => letters(downwards(sheet).slice(0, heads.length)))).toEqual(
    withRows.slice(1).map(() => letters(heads)),
  )
  expect(without(foot, sheets)).toEqual([])
})

test.each(languages)('in %s: a person’s file and the board say on each sheet who printed them', async (language) => {
  const page = await opened('/candidates', 'office', language)
  await page.goto((await page.locator('th[scope=row] a').first().getAttribute('href'))!)
  for (const path of [page.url(), '/progress']) {
    await page.goto(path)
    const sheets = await sheetsOf(page, path === '/progress' ? a4.wide : a4.upright)
    const { foot } = await listOn(page)
    expect(without(foot, sheets)).toEqual([])
  }
})

test('a letter is nothing but the letter, under its number', async () => {
  const { id, documentNumber } = await world.deps.db.notice.findFirstOrThrow({ where: { state: 'served' } })
  const page = await opened(`/notices/${id}/letters/notice`, 'office', 'zh-CN')
  const text = (await sheetsOf(page, a4.upright)).map(textOf).join('')
  expect(text).toContain(bare(documentNumber))
  expect(text).not.toContain((await listOn(page)).foot)
})

async function opened(path: string, who: string, language: Language): Promise<Page> {
  const page = await desk.person(who, language)
  await page.goto(path)
  return page
}

/** Of every sheet: it is A4, says the how manieth of how many it is, and nothing leaves its margins. */
async function sheetsOf(page: Page, size: number[]): Promise<Sheet[]> {
  const sheets = await printed(page)
  for (const [at, sheet] of sheets.entries()) {
    expect([Math.round(sheet.width), Math.round(sheet.height)]).toEqual(size)
    expect(textOf(sheet)).toContain(`${at + 1}/${sheets.length}`)
    const outside = sheet.words.filter(({ left, right }) => left < margin || right > sheet.width - margin)
    expect(outside).toEqual([])
  }
  return sheets
}

/** As the browser would show it on paper, without blanks. */
async function listOn(page: Page): Promise<{ heads: string; rows: string[]; foot: string }> {
  await page.emulateMedia({ media: 'print' })
  const heads = await page.locator('main table thead th:visible').allInnerTexts()
  const rows = await page.locator('main tbody th[scope=row] a:visible').allInnerTexts()
  const foot = (await page.locator('.print-foot').textContent()) ?? ''
  await page.emulateMedia({ media: null })
  return { heads: bare(heads.join('')), rows: rows.map(bare), foot: bare(foot) }
}

/** The texts of those sheets that do not say it. */
const without = (words: string, sheets: Sheet[]): string[] => sheets.map(textOf).filter((text) => !text.includes(words))

const letters = (text: string): string => [...text].sort().join('')
