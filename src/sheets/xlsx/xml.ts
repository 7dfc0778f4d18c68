import type { Readable } from 'node:stream'
import { StringDecoder } from 'node:string_decoder'
import { SaxesParser } from 'saxes'
import { message } from '../../lib/message'
import { SheetRefused } from '../refused'

/** What happens at a tag; names come without their namespace prefix (some writers say `x:row`). */
export type Handlers = {
  open: (name: string, attributes: Record<string, string>) => void
  close?: (name: string) => void
  text?: (text: string) => void
}

/** Walks one part of the package. Entities of a document type are never expanded, so no text can grow in here. */
export async function walk(part: Readable | null, handlers: Handlers): Promise<void> {
  if (!part) return
  const parser = prepared(handlers)
  const decoder = new StringDecoder('utf8')
  for await (const chunk of part) parser.write(decoder.write(chunk as Buffer))
  parser.write(decoder.end()).close()
}

function prepared(handlers: Handlers): SaxesParser {
  const parser = new SaxesParser()
  parser.on('error', () => {
    throw new SheetRefused(message('sheets:broken'))
  })
  parser.on('opentag', (tag) => handlers.open(local(tag.name), tag.attributes as Record<string, string>))
  if (handlers.close) parser.on('closetag', (tag) => handlers.close?.(local(tag.name)))
  if (handlers.text) parser.on('text', handlers.text)
  if (handlers.text) parser.on('cdata', handlers.text)
  return parser
}

function local(name: string): string {
  const colon = name.indexOf(':')
  return colon < 0 ? name : name.slice(colon + 1)
}

/** The value of an attribute whatever its prefix (`r:id`, `ns2:id`). */
export function anyPrefix(attributes: Record<string, string>, name: string): string | undefined {
  const key = Object.keys(attributes).find((k) => k.endsWith(':' + name))
  return key === undefined ? undefined : attributes[key]
}
