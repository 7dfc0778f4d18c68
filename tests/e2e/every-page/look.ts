import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { projectRoot } from '../../../src/lib/root'
import { barriers, overflow } from '../../support/browser'
import type { Place } from './walk'

/** A usual screen, the same at 200 %, and a telephone. */
const widths = [1280, 640, 400]
const photographed = [1280, 400]
/** A4 upright without its margins, in CSS pixels. */
const sheet = 718

/** Where the pictures of all pages are left, for people to look at: never kept with the code. */
const folder = process.env['PICTURES'] ?? join(projectRoot, 'out', 'pictures')

/** What is wrong with a page, in the window and on paper; its pictures are left in the folder. */
export async function faultsOf(page: Page, { kind, path }: Place, language: string): Promise<string[]> {
  const faults: string[] = []
  await page.setViewportSize({ width: widths[0]!, height: 900 })
  await page.goto(path)
  faults.push(...(await barriers(page)))
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 })
    const wider = await overflow(page)
    if (wider > 0) faults.push(`${wider} px wider than a window of ${width}`)
    if (photographed.includes(width))
      await page.screenshot({ path: pictureOf(kind, language, width), fullPage: true, type: 'jpeg', quality: 60 })
  }
  faults.push(...(await onPaper(page)))
  return faults.map((fault) => `${path}: ${fault}`)
}

async function onPaper(page: Page): Promise<string[]> {
  await page.emulateMedia({ media: 'print' })
  await page.setViewportSize({ width: sheet, height: 1000 })
  const wider = await overflow(page)
  const shown = await page.locator('header nav:visible, main button:visible').count()
  await page.emulateMedia({ media: 'screen' })
  return [
    ...(wider > 0 ? [`${wider} px are cut off on paper`] : []),
    ...(shown ? [`${shown} buttons or menus are printed`] : []),
  ]
}

function pictureOf(kind: string, language: string, width: number): string {
  const name = kind.replace(/^\//, '').replace(/[^\w.-]+/g, '_') || 'home'
  mkdirSync(folder, { recursive: true })
  return join(folder, `${name.slice(0, 120)}.${language}.${width}.jpg`)
}
