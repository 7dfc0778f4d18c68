import type { Request } from 'express'
import { pagerAt } from '../../lib/pager'

/** Rows on one page of a list. */
export const pageSize = 50

export type Leaf = { number: number; skip: number; take: number }

/** The leaf asked for by `?page=`; a number beyond the end means the last one. */
export function pageOf(req: Request, total: number, size = pageSize): Leaf {
  const last = lastLeaf(total, size)
  const asked = Number(req.query['page'])
  const number = Number.isInteger(asked) ? Math.min(Math.max(asked, 1), last) : 1
  return { number, skip: (number - 1) * size, take: size }
}

/** The number of the last leaf; an empty list has one. */
export function lastLeaf(total: number, size = pageSize): number {
  return Math.max(1, Math.ceil(total / size))
}

/** The locals of components/pager: the other filters stay in the address. */
export function pagerOf(req: Request, leaf: Leaf, total: number) {
  const { skip, take: size } = leaf
  const shown = Math.min(size, total - skip)
  return pagerAt({ skip, shown, size, total }, (start) => leafHref(req, start / size + 1))
}

function leafHref(req: Request, number: number): string {
  const query = new URLSearchParams(req.originalUrl.split('?')[1])
  query.set('page', String(number))
  return `${req.path}?${query}`
}
