import { type CheerioAPI, load } from 'cheerio'
import type { Express } from 'express'
import request from 'supertest'

/** The page, or file, that somebody has in front of them. `words` is what a page says, blanks squeezed. */
export type Page = { path: string; status: number; $: CheerioAPI; words: string; file: Buffer }
export type Fields = Record<string, string | string[]>
/** `status` is what must come in the end; `button` is the name and value of the one that is pressed; `to` its own address. */
type Sending = { status?: number; button?: [string, string]; file?: [string, Buffer]; to?: string }
export type Person = ReturnType<typeof person>

/**
 * Somebody at a browser without scripts: it keeps cookies, follows redirections, and fills in only what a page asks for.
 * With `cookie` they are signed in already.
 */
export function person(app: Express, cookie?: string) {
  const agent = request.agent(app)
  if (cookie) void agent.set('Cookie', cookie)
  let page: Page = { path: '', status: 0, $: load(''), words: '', file: Buffer.alloc(0) }

  const open = async (path: string, status: number): Promise<Page> => {
    page = await arrive(agent.get(path), path)
    while (page.status === 303) page = await arrive(agent.get(page.path), page.path)
    return checked(page, status)
  }
  return {
    page: () => page,
    opens: (path: string, status = 200) => open(path, status),
    /** Clicks a link of the page in front by its words. */
    follows: (words: string) => open(linkIn(page, words), 200),
    /** Fills in the form of the page in front that goes to `action` (or begins so) and sends it. */
    async sends(action: string, fields: Fields = {}, { status = 200, ...sending }: Sending = {}): Promise<Page> {
      const form = filledIn(page, action, fields, sending)
      const post = agent.post(sending.to ?? form.action)
      const answer = await arrive(sending.file ? withFile(post, form, sending.file) : asForm(post, form), form.action)
      page = answer
      return answer.status === 303 ? open(answer.path, status) : checked(answer, status)
    },
  }
}

type Form = { action: string; pairs: [string, string][] }

/** What a browser would send: every field as the page has it, with these answers in place of their own. */
function filledIn({ $, path }: Page, action: string, fields: Fields, { button, file }: Sending): Form {
  const forms = $('form').filter((_, form) => ($(form).attr('action') ?? '').startsWith(action))
  const form = forms.filter((_, one) => Object.keys(fields).every((name) => fieldsOf($, one).includes(name))).first()
  if (!form.length) {
    const there = $('form').map((_, one) => `${$(one).attr('action')}: ${fieldsOf($, one).join(' ')}`)
    throw new Error(
      `${path} has no form to ${action} with ${Object.keys(fields).join(' ')}; but\n${there.get().join('\n')}`,
    )
  }
  refuseUnofferedAnswers($, form.get(0)!, fields)
  if (file && form.attr('enctype') !== 'multipart/form-data') throw new Error(`${action} takes no file`)
  const left = form.serializeArray().filter(({ name }) => !(name in fields))
  const typed = Object.entries(fields).flatMap(([name, value]) =>
    [value].flat().map((one) => [name, one] as [string, string]),
  )
  const pairs = [...left.map(({ name, value }) => [name, value] as [string, string]), ...typed]
  return { action: form.attr('action')!, pairs: button ? [...pairs, button] : pairs }
}

function fieldsOf($: CheerioAPI, form: Parameters<CheerioAPI>[0]): string[] {
  const fields = $(form as never).find('input, select, textarea')
  return [...new Set(fields.map((_, field) => $(field).attr('name')).get())]
}

/** Nobody can tick a box, press a choice or pick a line that is not on the page. */
function refuseUnofferedAnswers($: CheerioAPI, form: object, fields: Fields): void {
  for (const [name, value] of Object.entries(fields)) {
    const choices = $(form as never).find(`[name="${name}"]`)
    const fixed = choices.is('select, input[type=radio], input[type=checkbox]')
    const offered = choices.is('select') ? choices.find('option') : choices.not('[disabled]')
    const values = offered.map((_, one) => $(one).attr('value') ?? '').get()
    const missing = fixed ? [value].flat().find((one) => !values.includes(one)) : undefined
    if (missing !== undefined) throw new Error(`${name} offers ${values.join(' ')}, not ${missing}`)
  }
}

function asForm(post: request.Test, { pairs }: Form): request.Test {
  return post.type('form').send(new URLSearchParams(pairs).toString())
}

function withFile(post: request.Test, { pairs }: Form, [name, file]: [string, Buffer]): request.Test {
  return pairs.reduce((sent, [field, value]) => sent.field(field, value), post).attach('file', file, name)
}

async function arrive(sent: request.Test, path: string): Promise<Page> {
  const answer = await sent.redirects(0).buffer(true).parse(wholeBody)
  const file = answer.body as Buffer
  const $ = load(String(answer.headers['content-type']).includes('html') ? file.toString() : '')
  const words = $('body').text().replace(/\s+/g, ' ').trim()
  return {
    path: answer.status === 303 ? String(answer.headers['location']) : path,
    status: answer.status,
    $,
    words,
    file,
  }
}

function wholeBody(res: request.Response, done: (error: Error | null, body: unknown) => void): void {
  const parts: Buffer[] = []
  res.on('data', (part: Buffer) => parts.push(part))
  res.on('end', () => done(null, Buffer.concat(parts)))
}

function checked(page: Page, status: number): Page {
  if (page.status === status) return page
  throw new Error(`${page.path} answers ${page.status}, not ${status}: ${page.words.slice(0, 1500)}`)
}

function linkIn({ $, path, words: all }: Page, words: string): string {
  const link = $('a').filter((_, one) => $(one).text().replace(/\s+/g, ' ').trim() === words)
  const href = link.first().attr('href')
  if (!href) throw new Error(`${path} has no link ${words}: ${all.slice(0, 800)}`)
  return href
}
