import { load } from 'cheerio'
import type { Page } from 'playwright-core'

/** One page of its kind: what differs only by an id or by a filter is the same page. */
export type Place = { kind: string; path: string }

/** Every page that somebody reaches by links, one of each kind, and where a link led nowhere. */
export async function pagesOf(page: Page): Promise<{ places: Place[]; problems: string[] }> {
  const waiting = ['/']
  const known = new Set(['/'])
  const places: Place[] = []
  const problems: string[] = []
  for (let path = waiting.shift(); path; path = waiting.shift()) {
    const answer = await page.request.get(path, { maxRedirects: 0, headers: { accept: 'text/html' } })
    const isPage = answer.status() === 200 && String(answer.headers()['content-type']).startsWith('text/html')
    if (answer.status() !== 200 && answer.status() !== 303) problems.push(`${path}: ${answer.status()}`)
    if (isPage) places.push({ kind: kindOf(path).replace(/\?.*/, ''), path })
    const next = isPage ? linksIn(await answer.text()) : [answer.headers()['location'] ?? '']
    for (const href of next.filter((one) => leadsOn(one) && !known.has(kindOf(one)))) {
      known.add(kindOf(href))
      waiting.push(href)
    }
  }
  return { places, problems }
}

function linksIn(html: string): string[] {
  const links = load(html)('a[href^="/"]').toArray()
  return links.map((link) => link.attribs['href']!)
}

function leadsOn(href: string): boolean {
  return href.startsWith('/') && !/^\/(language|assets|sign-out)/.test(href)
}

function kindOf(href: string): string {
  const { pathname, searchParams } = new URL(href, 'http://here')
  const keys = [...searchParams.keys()].filter((key) => key !== 'page').sort()
  const path = pathname.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id').replace(/\/items\/\w+/, '/items/:code')
  return keys.length ? `${path}?${[...new Set(keys)].join('&')}` : path
}
