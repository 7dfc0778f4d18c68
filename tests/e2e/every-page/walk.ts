import { type CheerioAPI, load } from 'cheerio'
import type { Page } from 'playwright-core'
import { firstOfEach, kindOf, linksIn } from '../../support/walk'

/** One page of its kind: what differs only by an id or by a filter is the same page. `parts`: what it is made of. */
export type Place = { kind: string; path: string; parts: string[] }

/**
 * Every page that somebody reaches by links, `most` of each kind, and where a link led nowhere. `from`: where they begin;
 * `isFile`: what is handed out as a file, and is not asked for.
 */
export async function pagesOf(
  page: Page,
  from: readonly string[],
  isFile: (kind: string) => boolean,
  most: number,
): Promise<{ places: Place[]; problems: string[] }> {
  const waiting = [...from]
  const wanted = firstOfEach(kindOf, most)
  const places: Place[] = []
  const problems: string[] = []
  for (let path = waiting.shift(); path; path = waiting.shift()) {
    const answer = await page.request.get(path, { maxRedirects: 0, headers: { accept: 'text/html' } })
    const isPage = answer.status() === 200 && String(answer.headers()['content-type']).startsWith('text/html')
    if (!isPage && answer.status() !== 303) problems.push(`${path}: ${answer.status()}, no page`)
    const html = load(isPage ? await answer.text() : '', quickly)
    if (isPage) places.push({ kind: kindOf(path), path, parts: partsIn(html) })
    const next = isPage ? linksIn(html) : [answer.headers()['location'] ?? '']
    waiting.push(...next.filter((href) => !isFile(kindOf(href)) && wanted(href)))
  }
  return { places, problems }
}

/** By htmlparser2, in a third of the time: the browser reads what is looked at. */
const quickly = { xml: { xmlMode: false } }

/** The elements of a page with their classes: a page of a known kind that holds a new one is worth another look. */
function partsIn(html: CheerioAPI): string[] {
  const elements = html('body *').toArray()
  return [...new Set(elements.map(({ tagName, attribs }) => `${tagName}.${attribs['class'] ?? ''}`))]
}
