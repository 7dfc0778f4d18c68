import type { Request } from 'express'

/** Rows on one page of a list. */
export const pageSize = 50

export type Leaf = { number: number; skip: number; take: number }

/** The leaf asked for by `?page=`; a number beyond the end means the last one. */
export function pageOf(req: Request, total: number, size = pageSize): Leaf {
  const last = Math.max(1, Math.ceil(total / size))
  const asked = Number(req.query['page'])
  const number = Number.isInteger(asked) ? Math.min(Math.max(asked, 1), last) : 1
  return { number, skip: (number - 1) * size, take: size }
}

/** The locals of components/pager: the other filters stay in the address. */
export function pagerOf(req: Request, leaf: Leaf, total: number) {
  return {
    from: total === 0 ? 0 : leaf.skip + 1,
    to: Math.min(leaf.skip + leaf.take, total),
    total,
    previous: leaf.number > 1 ? leafHref(req, leaf.number - 1) : undefined,
    next: leaf.skip + leaf.take < total ? leafHref(req, leaf.number + 1) : undefined,
  }
}

function leafHref(req: Request, number: number): string {
  const query = new URLSearchParams(req.originalUrl.split('?')[1])
  query.set('page', String(number))
  return `${req.path}?${query}`
}
