import { execFileSync } from 'node:child_process'
import { load } from 'cheerio'
import type { Page } from 'playwright-core'

/** A printed sheet as a reader of PDF finds it: its words as they were drawn; lengths in points of 1/72 inch. */
export type Sheet = { width: number; height: number; words: PrintedWord[] }
export type PrintedWord = { text: string; left: number; right: number; top: number }

/** What the browser's printer makes of the page that is open. Read by poppler's pdftotext. */
export async function printed(page: Page): Promise<Sheet[]> {
  const pdf = await page.pdf({ preferCSSPageSize: true })
  const found = execFileSync('pdftotext', ['-raw', '-bbox', '-', '-'], { input: pdf, maxBuffer: 64 * 1024 * 1024 })
  const $ = load(found, { xml: true })
  const length = (of: Parameters<typeof $>[0], name: string) => Number($(of).attr(name))
  const word = (of: Parameters<typeof $>[0]): PrintedWord => ({
    text: $(of).text(),
    left: length(of, 'xMin'),
    right: length(of, 'xMax'),
    top: length(of, 'yMin'),
  })
  return $('page')
    .toArray()
    .map((sheet) => ({
      width: length(sheet, 'width'),
      height: length(sheet, 'height'),
      words: $(sheet).find('word').toArray().map(word),
    }))
}

/** All of a sheet's text without blanks, which a reader of PDF puts where it likes. */
export const textOf = ({ words }: Sheet): string => textIn(words)

/** The same, from its upper edge down. */
export const downwards = ({ words }: Sheet): string => textIn([...words].sort((one, other) => one.top - other.top))

export const bare = (text: string): string => text.replace(/\s/g, '')

const textIn = (words: PrintedWord[]): string => bare(words.map(({ text }) => text).join(''))
