import { startOfDay } from '../lib/clock'
import { isDay } from '../lib/day'
import { Invalid } from '../lib/errors'
import { message, type Message } from '../lib/message'
import { acts } from './act'
import type { AuditFilter, AuditSearch } from './list/audit-list'

type Read = { search: AuditSearch; filter: AuditFilter; problems: Record<string, Message> }

/** The filters of the list; days are days in China, both included. */
export function readSearch(query: unknown): Read {
  const given = (query ?? {}) as Record<string, unknown>
  const text = (name: string) => (typeof given[name] === 'string' ? given[name].trim().slice(0, 80) : '')
  const search = {
    act: text('act'),
    username: text('username').toLowerCase(),
    recordType: text('recordType'),
    recordId: text('recordId'),
    from: text('from'),
    to: text('to'),
  }
  return { search, filter: filterOf(search), problems: problemsOf(search) }
}

/** The filters, for what would do harm when a wrong one were left out. @throws Invalid */
export function readFilter(query: unknown): AuditFilter {
  const { filter, problems } = readSearch(query)
  if (Object.keys(problems).length) throw new Invalid(problems)
  return filter
}

/** The place in the chain that a leaf begins past; null for the first. */
export function readPast(value: unknown): number | null {
  return typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : null
}

function filterOf(search: AuditSearch): AuditFilter {
  return {
    act: acts.find((act) => act === search.act),
    username: search.username || undefined,
    recordType: search.recordType || undefined,
    recordId: search.recordId || undefined,
    from: isDay(search.from) ? startOfDay(search.from) : undefined,
    to: isDay(search.to) ? new Date(startOfDay(search.to).getTime() + 86_400_000) : undefined,
  }
}

function problemsOf({ from, to }: AuditSearch): Record<string, Message> {
  const wrong = message('audit:problem.day')
  if (from && !isDay(from)) return { from: wrong }
  if (to && !isDay(to)) return { to: wrong }
  return from && to && from > to ? { to: message('audit:problem.order') } : {}
}
