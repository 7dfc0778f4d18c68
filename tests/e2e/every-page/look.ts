import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { barriers, overflow } from '../../support/browser'
import { dropLikeRows } from './like-rows'

/** A usual screen, the same at 200 %, and a telephone. */
const widths = [1280, 640, 400]
const photographed = [1280, 400]
/** A4 without its margins, in CSS pixels: upright, or on its side where the page asks for it (print.css). */
const sheet = { upright: 718, wide: 1016 }

/** PICTURES=folder leaves pictures of all pages there, for people to look at: never kept with the code. */
const folder = process.env['PICTURES']

/** What is wrong with the page that is open, in the window and on paper. */
export async function faultsOf(page: Page, kind: string, language: string): Promise<string[]> {
  const faults = await twice(page)
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 })
    const wider = await overflow(page)
    if (wider > 0) faults.push(`${wider} px wider than a window of ${width}`)
    if (folder && photographed.includes(width))
      await page.screenshot({
        path: pictureOf(folder, kind, language, width),
        fullPage: true,
        type: 'jpeg',
        quality: 60,
      })
  }
  faults.push(...(await onPaper(page)))
  await page.setViewportSize({ width: widths[0]!, height: 900 })
  await page.evaluate(dropLikeRows)
  faults.push(...(await barriers(page)))
  return faults.map((fault) => `${kind} ${fault}`)
}

async function onPaper(page: Page): Promise<string[]> {
  await page.emulateMedia({ media: 'print' })
  const wide = (await page.evaluate('getComputedStyle(document.body).page')) === 'wide'
  await page.setViewportSize({ width: wide ? sheet.wide : sheet.upright, height: 1000 })
  const wider = await overflow(page)
  const shown = await page.locator('header nav:visible, main button:visible').count()
  await page.emulateMedia({ media: 'screen' })
  return [
    ...(wider > 0 ? [`${wider} px are cut off on paper`] : []),
    ...(shown ? [`${shown} buttons or menus are printed`] : []),
  ]
}

/** Looked for before rows are dropped. */
async function twice(page: Page): Promise<string[]> {
  const ids = (await page.evaluate("[...document.querySelectorAll('[id]')].map((one) => one.id)")) as string[]
  return ids.filter((id, place) => ids.indexOf(id) !== place).map((id) => `the id ${id} twice`)
}

function pictureOf(folder: string, kind: string, language: string, width: number): string {
  const name = kind.replace(/^\//, '').replace(/[^\w.-]+/g, '_') || 'home'
  mkdirSync(folder, { recursive: true })
  return join(folder, `${name.slice(0, 120)}.${language}.${width}.jpg`)
}
