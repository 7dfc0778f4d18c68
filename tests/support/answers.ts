import { createHash } from 'node:crypto'
import { Workbook } from 'exceljs'
import type { Response, Test } from 'supertest'
import type { Browser } from './accounts'

/** What somebody got: the status, the headers that are not chance, and the body. */
export type Answer = { status: number; headers: Record<string, unknown>; body: string }
export type Answers = Map<string, Answer>

/**
 * Every answer that a browser gets by following all links, first from the paths given. `known` are the
 * ids of records that both worlds have; ids of others and request numbers are chance, but their order is not.
 */
export async function walkAll(
  browser: Browser,
  paths: readonly string[],
  known: ReadonlySet<string>,
): Promise<Answers> {
  const answers: Answers = new Map()
  const waiting = [...paths]
  const seen = new Set(waiting.map(placeOf))
  for (let path = waiting.shift(); path; path = waiting.shift()) {
    const answer = await asked(browser.get(path), known)
    answers.set(path, answer)
    for (const href of linksIn(answer).filter((one) => !seen.has(placeOf(one)))) {
      seen.add(placeOf(href))
      waiting.push(href)
    }
  }
  return answers
}

/**
 * A person's page is one page, whichever filter the link keeps. Each filter is walked with each of its values; where a link
 * joins several, once for each joining, and so an order, whichever rows it puts in order. Paths that are given are all walked.
 */
function placeOf(href: string): string {
  const [path, query = ''] = href.split('?') as [string, string?]
  if (/^\/reviews\/[0-9a-f-]{36}/.test(path)) return path
  const filters = query.split('&').filter((one) => one && !one.startsWith('sort='))
  if (filters.length === 0) return href
  return `${path}?${
    filters.length > 1
      ? filters
          .map((one) => one.split('=')[0])
          .sort()
          .join('&')
      : filters[0]
  }`
}

/** One answer, without what is chance. */
export async function asked(test: Test, known: ReadonlySet<string>): Promise<Answer> {
  return answerOf(await received(test), known)
}

/** What came back, with its body as bytes. */
export async function received(test: Test): Promise<Response> {
  return test.buffer(true).parse(bytes)
}

export async function answerOf(response: Response, known: ReadonlySet<string>): Promise<Answer> {
  const {
    date: _,
    etag: _tag,
    'x-request-id': _id,
    'content-length': _size,
    ...headers
  } = response.headers as Record<string, unknown>
  const numbered = new Map<string, string>()
  const plain = (text: string) =>
    text.replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, (id) => {
      if (known.has(id)) return id
      if (!numbered.has(id)) numbered.set(id, `chance-${numbered.size}`)
      return numbered.get(id)!
    })
  const body = plain(await textOf(response)).replace(/(SHA-256<\/dt><dd>)[0-9a-f ]+/, '$1of a workbook with a new id')
  return { status: response.status, headers: JSON.parse(plain(JSON.stringify(headers))) as Answer['headers'], body }
}

/** Where two walks differ: the path and the first lines that are not the same. */
export function differences(one: Answers, other: Answers): string[] {
  const paths = [...new Set([...one.keys(), ...other.keys()])]
  return paths.flatMap((path) => {
    const [a, b] = [one.get(path), other.get(path)]
    if (!a || !b) return [`${path}: only in ${a ? 'one' : 'the other'}`]
    if (a.status !== b.status) return [`${path}: ${a.status} and ${b.status}`]
    const [heads, others] = [JSON.stringify(a.headers), JSON.stringify(b.headers)]
    if (heads !== others) return [`${path}: ${heads} and ${others}`]
    return a.body === b.body ? [] : [`${path}: ${firstDifference(a.body, b.body)}`]
  })
}

function linksIn({ headers, body }: Answer): string[] {
  const to = typeof headers['location'] === 'string' ? [headers['location']] : []
  const isPage = String(headers['content-type']).startsWith('text/html')
  // Reading each page as a browser does takes longer than making it. Templates write attributes in one way only.
  const links = isPage ? [...body.matchAll(/<a\b[^>]*?\shref="(\/[^"]*)"/g)].map(([, href]) => plainText(href!)) : []
  const all = [...to, ...links.map((href) => href.replace(/#.*$/, ''))]
  return all.filter((href) => !/^\/(language|assets|sign-out)|chance-/.test(href))
}

function plainText(attribute: string): string {
  return attribute.replaceAll('&#39;', "'").replaceAll('&#34;', '"').replaceAll('&amp;', '&')
}

/** A workbook is what is in it: the moment of packing and the key of a new packet do not count. */
async function textOf({ body, type }: Response): Promise<string> {
  const content = body as Buffer
  if (!content.subarray(0, 2).equals(Buffer.from('PK')))
    return /^text|json/.test(type) ? content.toString() : digest(content)
  const workbook = new Workbook()
  await workbook.xlsx.load(content as unknown as ArrayBuffer)
  return JSON.stringify(workbook.model).replace(/"[0-9a-f]{32,64}"/g, '"a keyed digest of a new id"')
}

function digest(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex')
}

function firstDifference(a: string, b: string): string {
  const [one, other] = [a.split('\n'), b.split('\n')]
  const at = one.findIndex((line, place) => line !== other[place])
  return at < 0 ? `then ${other[one.length]?.trim()}` : `${one[at]?.trim()} ≠ ${other[at]?.trim() ?? 'nothing'}`
}

function bytes(response: unknown, done: (error: Error | null, body: Buffer) => void): void {
  const parts: Buffer[] = []
  const stream = response as NodeJS.ReadableStream
  stream.on('data', (part: Buffer) => parts.push(part))
  stream.on('end', () => done(null, Buffer.concat(parts)))
}
