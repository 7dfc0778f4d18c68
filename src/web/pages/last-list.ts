import type { Request, Response } from 'express'
import { backTo } from '../address'
import type { Crumb } from './page'

const longest = 1_000

/** Where the pages of a list's records lie, when that is not below the list. */
const recordsAt: Record<string, string> = { '/rectifications': '/outcomes' }

/** A page that is a list, as its tools know it: its address with filters, order and leaf. */
export type ListShown = { tools?: { address: string }; listing?: { tools: { address: string } } | null }

/**
 * Keeps in this browser how a list stood when it was last open, for the way back from its records. A cookie that only the
 * list and its records get: nothing is stored here, and it goes with signing out or closing.
 */
export function rememberList(res: Response, { tools, listing }: ListShown): void {
  const address = tools?.address ?? listing?.tools.address
  const { req } = res
  if (address === undefined || !req.actor || req.method !== 'GET') return
  const list = address.split('?')[0]!
  if (lastOpen(req, list) === address || address.length > longest) return
  const path = placeOf(list)
  const value = `${req.actor.accountId} ${address}`
  res.cookie(cookieOf(list), value, { httpOnly: true, sameSite: 'lax', secure: req.secure, path })
}

/** Who signs out leaves nothing of what they looked for. */
export function forgetLists(res: Response, lists: readonly string[]): void {
  for (const list of lists) res.clearCookie(cookieOf(list), { path: placeOf(list) })
}

/**
 * A list as this person had it open last in this browser, when that is the one meant: `list` with its filters, or, without
 * any, however it stood. Else the list as it comes.
 */
export function lastOpen(req: Request, list: string): string {
  const path = list.split('?')[0]!
  const value = new RegExp(`(?:^|; )${cookieOf(path)}=([^;]*)`).exec(req.headers.cookie ?? '')?.[1]
  const [whose, address] = decoded(value ?? '').split(' ')
  const kept = whose === req.actor?.accountId ? backTo(path, address) : path
  return list === path || firstLeaf(kept) === list ? kept : list
}

/** The way down to a page leads back to lists as they stood. */
export function crumbsBack(req: Request, crumbs: Crumb[]): Crumb[] {
  return crumbs.map((crumb) => (crumb.href ? { ...crumb, href: lastOpen(req, crumb.href) } : crumb))
}

function firstLeaf(address: string): string {
  const [path, query = ''] = address.split('?')
  const asked = new URLSearchParams(query)
  asked.delete('page')
  return asked.size ? `${path}?${asked}` : path!
}

function placeOf(list: string): string {
  return recordsAt[list] ?? list
}

function cookieOf(list: string): string {
  return `lianshen_list${list.replace(/[^a-z]/g, '_')}`
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return ''
  }
}
