import { load } from 'cheerio'
import type { Response } from 'supertest'
import type { Browser } from './accounts'

type Typed = Record<string, string | string[]>

/** What a form of a page would send as it stands, and where to. */
export function formIn(html: string, selector: string): { action: string; fields: Typed } {
  const form = load(html)(selector).first()
  const fields: Typed = {}
  for (const { name, value } of form.serializeArray()) {
    const before = fields[name]
    fields[name] = before === undefined ? value : [before, value].flat()
  }
  return { action: form.attr('action') ?? `no form ${selector}`, fields }
}

/** Opens a page and sends one of its forms as a browser would, with `typed` over what stands in it. */
export async function sendForm(by: Browser, path: string, selector: string, typed: Typed = {}): Promise<Response> {
  const { text } = await by.get(path).expect(200)
  const { action, fields } = formIn(text, selector)
  return by.post(action, { ...fields, ...typed })
}
