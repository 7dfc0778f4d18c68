import type { CheerioAPI } from 'cheerio'

/** Where a link leads, if that is another page of ours: not assets, not the door out, not the other language. */
function leadsOn(href: string): boolean {
  return href.startsWith('/') && !/^\/(language|assets|sign-out)/.test(href)
}

export function linksIn(page: CheerioAPI): string[] {
  const links = page('a[href^="/"]').toArray()
  return links.map((link) => link.attribs['href']!)
}

/** An address without what makes two records two: their ids, an item's code. */
export function kindOf(href: string): string {
  const { pathname } = new URL(href, 'http://here')
  return pathname.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id').replace(/\/items\/\w+/, '/items/:code')
}

/** The same, told apart by what is filtered by: the names in the query. */
export function variantOf(href: string): string {
  const { searchParams } = new URL(href, 'http://here')
  const keys = [...searchParams.keys()].filter((key) => key !== 'page').sort()
  return kindOf(href) + [...new Set(keys)].join()
}

/** Of each kind of page so many: what one record has and another has not, both languages have. */
export function recordsIn(language: string): number {
  return language === 'zh-CN' ? 4 : 2
}

/** Says yes to the first few addresses of each kind, once to each: records that differ by an id are soon all the same. */
export function firstOfEach(kindIn: (href: string) => string, most: number): (href: string) => boolean {
  const [asked, counted] = [new Set<string>(), new Map<string, number>()]
  return (href) => {
    const [path, kind] = [href.replace(/#.*/, ''), kindIn(href)]
    const before = counted.get(kind) ?? 0
    if (!leadsOn(href) || asked.has(path) || before >= most) return false
    asked.add(path)
    counted.set(kind, before + 1)
    return true
  }
}
