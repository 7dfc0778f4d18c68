import type { Request, Response } from 'express'
import { scopeOf, type Scope } from '../../accounts/scope'
import { findCriteria } from '../../criteria/criteria.store'
import type { CriteriaSet } from '../../criteria/criteria'
import type { Deps } from '../../deps'
import { NotFound } from '../../lib/errors'
import { maskIdNumber } from '../../lib/id-number'
import { outcomeHistory } from '../../outcomes/history.store'
import { reviewHistory } from '../../reviews/history.store'
import { roundHistory } from '../../rounds/history.store'
import { proofsOf } from '../../standings/proofs.store'
import { electionHistory } from '../../teams/history.store'
import { sendPage } from '../../web/pages/page'
import { pageOf, pagerOf } from '../../web/pages/paging'
import type { Route } from '../../web/route'
import { isReviewing } from '../files/candidate-evidence.store'
import { seesStandings } from '../candidate.policy'
import { type Candidate, findCandidate, relativesOf } from '../candidates.store'
import { copyHistory } from './copies.store'
import { type HistoryEntry, newestFirst } from './history'
import { fileHistory, teamNames } from './history.store'
import { historyLines, type HistoryWords } from './history.view'
import { openId } from '../id-seal'
import { versionPage } from './version.view'
import { versionsOf } from './versions'

const roles = ['township_clerk', 'township_lead', 'reviewer', 'signatory', 'office', 'leading_group'] as const

/** 经过: who did what with a case, when and on what ground, and every version of its file. */
export function historyRoutes(deps: Deps): Route[] {
  return [
    { method: 'get', path: '/candidates/:id/history', roles, handle: (req, res) => show(deps, req, res) },
    {
      method: 'get',
      path: '/candidates/:id/versions/:number',
      roles,
      handle: (req, res) => showVersion(deps, req, res),
    },
  ]
}

/** The steps of a case that this scope may know, newest first: each feature tells its own. */
async function historyOf(db: Deps['db'], scope: Scope, candidateId: string): Promise<HistoryEntry[]> {
  const [file, copies, rounds, reviews, outcomes, elections] = await Promise.all([
    fileHistory(db, scope, candidateId),
    copyHistory(db, scope, candidateId),
    roundHistory(db, scope, candidateId),
    reviewHistory(db, scope, candidateId),
    outcomeHistory(db, scope, candidateId),
    electionHistory(db, scope, candidateId),
  ])
  return newestFirst([...elections, ...outcomes, ...reviews, ...rounds, ...copies, ...file])
}

/** What the sentences need: the versions of the file, the lists of the opinions shown, names of teams. */
async function historyWords(
  { db, keys }: Deps,
  req: Request,
  candidate: Candidate,
  { all, shown }: { all: HistoryEntry[]; shown: HistoryEntry[] },
): Promise<HistoryWords> {
  const { id, teamId } = candidate
  const relatives = await relativesOf(db, id)
  const idNumber = maskIdNumber(openId(keys, candidate.idCipher, id))
  const corrections = all.filter(({ kind }) => kind === 'correct')
  const versions = versionsOf({ ...candidate, relatives, idNumber }, candidate.createdAt, corrections)
  const teams = await teamNames(db, [...new Set([teamId, ...versions.map(({ file }) => file.teamId)])])
  const signed = shown.flatMap(({ opinion }) => opinion?.reviewId ?? [])
  const proofs = signed.length ? await proofsOf(db, signed) : []
  return { t: req.t, lang: req.lang, candidateId: id, versions, lists: await listsOf(db, shown), proofs, teams }
}

/** As many of the newest steps as a candidate's own page shows. */
const mostOnCandidate = 12

/** The newest steps for the candidate's page, without the opinions themselves. */
export async function historyPart(deps: Deps, req: Request) {
  const candidate = await find(deps, req)
  const all = await historyOf(deps.db, scopeOf(req.actor), candidate.id)
  const shown = all.slice(0, mostOnCandidate).map((entry) => ({ ...entry, opinion: null, digest: null }))
  const words = await historyWords(deps, req, candidate, { all, shown })
  return { lines: historyLines(shown, words), href: `/candidates/${candidate.id}/history` }
}

async function show(deps: Deps, req: Request, res: Response): Promise<void> {
  const candidate = await find(deps, req)
  const all = await historyOf(deps.db, scopeOf(req.actor), candidate.id)
  const leaf = pageOf(req, all.length)
  const shown = all.slice(leaf.skip, leaf.skip + leaf.take)
  const words = await historyWords(deps, req, candidate, { all, shown })
  const page = {
    title: req.t('history:of', { name: candidate.name }),
    lead: `${candidate.township} · ${candidate.team}`,
    breadcrumbs: crumbs(req, candidate),
    lines: historyLines(shown, words),
    pager: pagerOf(req, leaf, all.length),
  }
  sendPage(res, 'candidates/history', page)
}

async function showVersion(deps: Deps, req: Request, res: Response): Promise<void> {
  const candidate = await find(deps, req)
  const all = await historyOf(deps.db, scopeOf(req.actor), candidate.id)
  const words = await historyWords(deps, req, candidate, { all, shown: [] })
  const version = words.versions.find(({ number }) => String(number) === req.params['number'])
  if (!version) throw new NotFound()
  sendPage(res, 'candidates/version', versionPage(candidate, version, words))
}

/** Who keeps away from a person does not read their case either. */
async function find({ db }: Deps, req: Request): Promise<Candidate> {
  const candidate = await findCandidate(db, scopeOf(req.actor), String(req.params['id']))
  const isAway = req.actor.departmentId !== null && candidate && !(await isReviewing(db, req.actor, candidate.id))
  if (!candidate || isAway) throw new NotFound()
  return candidate
}

/** A department has no candidates' pages: it came from its desk. */
function crumbs(req: Request, { id, name }: Candidate) {
  const file = seesStandings(req.actor) || req.actor.townshipId !== null
  return file
    ? [{ label: name, href: `/candidates/${id}` }]
    : [{ label: req.t('reviews:queue.title'), href: '/reviews' }]
}

async function listsOf(db: Deps['db'], entries: HistoryEntry[]): Promise<Map<string, CriteriaSet>> {
  const lists = new Map<string, CriteriaSet>()
  for (const id of new Set(entries.flatMap(({ opinion }) => opinion?.criteriaSetId ?? []))) {
    const list = await findCriteria(db, id)
    if (list) lists.set(id, list)
  }
  return lists
}
