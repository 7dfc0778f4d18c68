import type { AddressInfo } from 'node:net'
import { load } from 'cheerio'
import type { Actor } from '../src/accounts/actor'
import { createApp } from '../src/app'
import type { Deps } from '../src/deps'
import { csrf, signedIn } from '../tests/support/accounts'

/** What a form sends; a field may come more than once. */
export type Fields = [string, string][] | URLSearchParams

/** The application on a port of its own, and browsers of people who are signed in to it. */
export function serve(deps: Deps) {
  const app = createApp(deps)
  const server = app.listen(0)
  const origin = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const browserOf = async (actor: Actor) => browserAt(origin(), (await signedIn({ app, deps }, actor)).cookie)
  return { browserOf, close: () => server.close() }
}

/** Requests as a browser sends them. Redirects are not followed: a form gives where it leads. */
function browserAt(origin: string, cookie: string) {
  const ask = async (path: string, init: RequestInit = {}) => {
    const answer = await fetch(origin + path, { headers: { cookie }, redirect: 'manual', ...init })
    if (answer.status !== 200 && answer.status !== 303) throw new Error(`${path}: ${answer.status}`)
    return answer
  }
  const send = (path: string, body: URLSearchParams | FormData) => ask(path, { method: 'POST', body })
  const leadsTo = (answer: Response) => answer.headers.get('location')!
  return {
    get: async (path: string) => (await ask(path)).text(),
    download: async (path: string) => Buffer.from(await (await ask(path)).arrayBuffer()),
    post: async (path: string, fields: Fields = []) => leadsTo(await send(path, withToken(fields))),
    /** A form that is answered with a page at once, as previews are. */
    page: async (path: string, fields: Fields = []) => (await send(path, withToken(fields))).text(),
    upload: async (path: string, name: string, file: Buffer, fields: Record<string, string> = {}) => {
      const form = new FormData()
      for (const [field, value] of Object.entries({ _csrf: csrf, ...fields })) form.append(field, value)
      form.append('file', new Blob([new Uint8Array(file)]), name)
      return leadsTo(await send(path, form))
    },
  }
}

export type Browser = ReturnType<typeof browserAt>

function withToken(fields: Fields): URLSearchParams {
  return new URLSearchParams([['_csrf', csrf], ...fields])
}

/** What the first form that a selector finds would send as it stands. */
export function fieldsOf(html: string, selector: string): [string, string][] {
  const $ = load(html)
  const form = $(selector).first()
  if (!form.length) throw new Error(`no ${selector}`)
  return form.serializeArray().flatMap(({ name, value }) => (name === '_csrf' ? [] : [[name, value]]))
}
