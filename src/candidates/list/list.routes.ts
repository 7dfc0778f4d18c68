import type { Request, Response } from 'express'
import { sendListWorkbook } from '../../accounts/own-lists/list-workbook'
import { ownSetUp } from '../../accounts/own-lists/own-lists.store'
import { scopeOf } from '../../accounts/scope'
import type { Deps } from '../../deps'
import { digestId } from '../../lib/id-digest'
import { NotFound } from '../../lib/errors'
import { readIdNumber } from '../../lib/id-number'
import { message } from '../../lib/message'
import { reReviewsInForce } from '../../outcomes/notices/re-review/re-review.store'
import { listDepartments, listTeams, listTownships } from '../../organisations/organisations.store'
import { findRound } from '../../rounds/rounds.store'
import { flash } from '../../web/pages/flash'
import { sendPage } from '../../web/pages/page'
import { lastLeaf } from '../../web/pages/paging'
import type { Route } from '../../web/route'
import { basisOf } from '../basis.store'
import { findByNumber, type Candidate } from '../candidates.store'
import { type ListBasis, listHref, type ListFilter, looksLikeNumber } from './list'
import { readListFilter } from './list.form'
import { movesSeen } from './move'
import { countCandidates, listCandidates } from './list.store'
import { bulkStage, listPage } from './list.view'
import { columnsFor } from './columns.view'
import { rowOf } from './row.view'
import { seesStandings } from '../candidate.policy'
import { structureMatches } from '../structure/structure.store'

/** The list of candidates and its search. Words travel in the address; an ID number only in a form, never in an address. */
export function listRoutes(deps: Deps): Route[] {
  const roles = ['township_clerk', 'township_lead', 'office', 'leading_group', 'observer'] as const
  return [
    { method: 'get', path: '/candidates', roles, handle: (req, res) => list(deps, req, res) },
    { method: 'get', path: '/candidates/workbook', roles, handle: (req, res) => workbook(deps, req, res) },
    { method: 'post', path: '/candidates/searches', roles, handle: (req, res) => search(deps, req, res) },
  ]
}

/** A filter from another page's address, without what this person may not ask for: a filter tells as much as a column. */
function filterFor(req: Request, query: unknown): ListFilter {
  const filter = readListFilter(query)
  const asked = seesStandings(req.actor) ? filter : { ...filter, ...withoutStandings }
  const { move } = asked
  const told = move && movesSeen(req.actor.role).includes(move) ? asked : { ...asked, move: null, from: null, to: null }
  return req.actor.role === 'observer' ? { ...told, flag: null } : told
}

const withoutStandings = { standing: null, waiting: null, signed: null, milestone: null }

/** The filter that a form carries along as an address. */
export function filterSent(req: Request): ListFilter {
  const href = String((req.body as { filter?: unknown } | undefined)?.filter ?? '')
  return filterFor(req, Object.fromEntries(new URLSearchParams(href.split('?')[1] ?? '')))
}

async function list(deps: Deps, req: Request, res: Response): Promise<void> {
  const filter = filterFor(req, req.query)
  if (!looksLikeNumber(filter.q)) return sendList(deps, req, res, filter)
  // Away from the address bar, the history and every link of the page.
  flash(req, message('candidates:search.numberInAddress'))
  res.redirect(303, listHref({ ...filter, q: '' }))
}

async function search(deps: Deps, req: Request, res: Response): Promise<void> {
  const q = String((req.body as { q?: unknown } | undefined)?.q ?? '').trim()
  const filter = { ...filterSent(req), q: q.slice(0, 60) }
  if (!looksLikeNumber(q)) return res.redirect(303, listHref(filter))
  if (req.actor.role === 'observer') return sendList(deps, req, res, { ...filter, q: '' })
  await searchNumber(deps, req, res, q)
}

/** One person found: their page. None, or one in several teams: the list says so. */
async function searchNumber(deps: Deps, req: Request, res: Response, text: string): Promise<void> {
  const filter = readListFilter({})
  const reading = readIdNumber(text)
  const basis = await basisOf(deps.db, null, deps.clock.today())
  if (!reading.ok || !basis) return sendList(deps, req, res, filter, { problem: 'candidates:search.notANumber' })
  const found = await findByNumber(deps.db, scopeOf(req.actor), basis.cycleId, digestId(deps.keys, reading.number))
  if (found.length === 1) return res.redirect(303, `/candidates/${found[0]!.id}`)
  if (found.length === 0) return sendList(deps, req, res, filter, { problem: 'candidates:search.nobody' })
  await sendList(deps, req, res, filter, { rows: found })
}

type Instead = { problem?: string; rows?: Candidate[] }

async function sendList(
  deps: Deps,
  req: Request,
  res: Response,
  filter: ListFilter,
  instead: Instead = {},
): Promise<void> {
  const basis = await basisOf(deps.db, filter.cycle, deps.clock.today())
  if (!basis) return sendPage(res, 'candidates/no-cycle', { title: req.t('candidates:list.title') })
  const gathered = await gather(deps, req, basis, filter, instead.rows)
  const last = lastLeaf(gathered.total)
  // An act has emptied the last leaf.
  if (!gathered.rows.length && filter.page > last) return res.redirect(303, listHref(filter, { page: last }))
  const page = listPage({ ...gathered, basis, filter })
  const problems = instead.problem ? [{ field: 'q', text: req.t(instead.problem) }] : []
  sendPage(res, 'candidates/list', { ...page, problems }, problems.length ? 422 : 200)
}

async function gather(deps: Deps, req: Request, basis: ListBasis, filter: ListFilter, found?: Candidate[]) {
  const { db } = deps
  const scope = scopeOf(req.actor)
  const townshipId = req.actor.townshipId ?? filter.township
  const [rows, total, townships, teams, departments, round, own, actable] = await Promise.all([
    found ?? listCandidates(db, scope, basis, filter),
    found?.length ?? countCandidates(db, scope, basis, filter),
    listTownships(db),
    townshipId ? listTeams(db, townshipId) : [],
    filter.waiting || filter.signed ? listDepartments(db, 'all') : [],
    filter.round ? findRound(db, filter.round) : null,
    ownSetUp(db, req.actor.accountId, 'candidates'),
    countActable(deps, req, basis, filter),
  ])
  return { ...(await rowsOf(deps, req, rows)), total, townships, teams, departments, round, own, actable }
}

/** How many behind the filter this person's act on many could take. */
async function countActable({ db }: Deps, req: Request, basis: ListBasis, filter: ListFilter): Promise<number> {
  const stage = bulkStage(req.actor)
  if (!stage || (filter.stage && filter.stage !== stage)) return 0
  return countCandidates(db, scopeOf(req.actor), basis, { ...filter, stage })
}

/** Rows with all that their cells are made from. */
async function rowsOf({ db, keys }: Deps, req: Request, rows: Candidate[]) {
  const { actor, t, lang } = req
  const ids = rows.map(({ id }) => id)
  const struckOff = rows
    .filter(({ outcome }) => actor.role !== 'observer' && outcome === 'ineligible')
    .map(({ id }) => id)
  const [matches, reReviews] = await Promise.all([
    structureMatches(db, scopeOf(actor), ids),
    reReviewsInForce(db, struckOff),
  ])
  return { rows, matches, reReviews, actor, keys, t, lang }
}

/** What the list shows, all leaves of it, in the columns that the person chose. */
async function workbook(deps: Deps, req: Request, res: Response): Promise<void> {
  const filter = filterFor(req, req.query)
  if (looksLikeNumber(filter.q)) throw new NotFound()
  const basis = await basisOf(deps.db, filter.cycle, deps.clock.today())
  if (!basis) throw new NotFound()
  const scope = scopeOf(req.actor)
  await sendListWorkbook(deps, req, res, {
    list: 'candidates',
    title: req.t('candidates:list.title'),
    note: req.t('ownLists:masked'),
    columns: columnsFor({ actor: req.actor, filter, t: req.t }),
    rowsOf: async (part) => {
      const input = { ...(await rowsOf(deps, req, await listCandidates(deps.db, scope, basis, filter, part))), basis }
      return input.rows.map((candidate) => rowOf(candidate, input))
    },
  })
}
