import type { Route } from '../../../src/web/route'

/** Routes that answer with something to keep, or with another address, and no page. */
const noPages: readonly string[] = [
  '/',
  '/language/:lang',
  '/password/:secret',
  '/settings/cycles/:id/criteria/file',
  '/jobs/:id/file',
  '/outcomes/:id/certificate.json',
  '/candidates/imports/:id/problems',
  '/evidence/:id',
  '/reviews/packets/:id/check',
  '/ledgers/samples/:kind',
  '/ledgers/hits/next',
]
const sheets = /\/(workbook|sample)$/

/** The route that answers an address (ids as `:id`): the first that fits, as Express chooses. */
export function routeOf(routes: readonly Route[], kind: string): string | undefined {
  const words = kind.split('/')
  return routes.find(({ method, path }) => {
    const parts = path.split('/')
    return method === 'get' && parts.length === words.length && parts.every((part, at) => fits(part, words[at]!))
  })?.path
}

export function isFile(routes: readonly Route[]): (kind: string) => boolean {
  return (kind) => sheets.test(kind) || noPages.includes(routeOf(routes, kind) ?? '')
}

function fits(part: string, word: string): boolean {
  return part.startsWith(':') ? word !== '' : part === word
}
