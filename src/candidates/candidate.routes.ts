import type { Request, Response } from 'express'
import { scopeOf } from '../accounts/scope'
import type { Deps } from '../deps'
import { evidenceOf } from '../evidence/evidence.actions'
import { type EvidencePart, evidencePart } from '../evidence/evidence.view'
import { NotFound } from '../lib/errors'
import { findStanding } from '../standings/on-file.store'
import { reReviewsInForce } from '../outcomes/notices/re-review/re-review.store'
import { offers } from '../outcomes/outcome'
import { listProposable } from '../outcomes/outcome-lists.store'
import type { StandingWord } from '../standings/standing'
import { latestRoundOf, listCarried } from '../rounds/carried/carried.store'
import { carriedPart } from '../rounds/carried/carried.view'
import { listTriggers } from '../rounds/triggers/trigger-lists.store'
import { candidateTriggers, shownTriggers } from '../rounds/triggers/trigger-part.view'
import { findResult } from '../teams/history.store'
import { sendPage } from '../web/pages/page'
import type { Route } from '../web/route'
import { basisOf } from './basis.store'
import { candidateEvidence } from './files/candidate-evidence.actions'
import { type ActAgain, candidatePage, type CandidateInput } from './candidate.view'
import { showNumber } from './candidates.actions'
import { type Candidate, eventsOf, findCandidate, openReturns, relativesOf } from './candidates.store'
import { historyPart } from './history/history.routes'
import { seesStandings } from './candidate.policy'
import { ownHandOf } from './steps/steps.store'
import { structureWarnings } from './structure/structure'
import { structureMatches } from './structure/structure.store'

const roles = ['township_clerk', 'township_lead', 'office', 'leading_group'] as const

/** A candidate's page. */
export function candidateRoutes(deps: Deps): Route[] {
  return [
    { method: 'get', path: '/candidates/:id', roles, handle: (req, res) => sendCandidate(deps, req, res) },
    {
      method: 'post',
      path: '/candidates/:id/number-views',
      roles: ['township_clerk', 'office'],
      handle: (req, res) => viewNumber(deps, req, res),
    },
  ]
}

/** The page as it is now; with an act that came back, 422 and what was typed. */
export async function sendCandidate(deps: Deps, req: Request, res: Response, again?: ActAgain): Promise<void> {
  const page = candidatePage(await gather(deps, req, null), again)
  sendPage(res, 'candidates/show', { ...page, ...(await partsOf(deps, req)) }, again ? 422 : 200)
}

/** The number is printed on this one answer, which no browser keeps, and nowhere else. */
async function viewNumber(deps: Deps, req: Request, res: Response): Promise<void> {
  const number = await showNumber(deps, req.actor, String(req.params['id']))
  const page = candidatePage(await gather(deps, req, number))
  sendPage(res, 'candidates/show', { ...page, ...(await partsOf(deps, req)) })
}

/** What other features say of the person; a township sees neither rounds nor triggers. */
async function partsOf(deps: Deps, req: Request) {
  const parts = { evidence: await evidenceIn(deps, req), history: await historyPart(deps, req) }
  return seesStandings(req.actor)
    ? { ...parts, ...(await roundsIn(deps, req)) }
    : { ...parts, round: null, triggers: null }
}

async function roundsIn({ db }: Deps, req: Request) {
  const candidateId = String(req.params['id'])
  const round = await latestRoundOf(db, candidateId)
  const carried = round ? await listCarried(db, { roundId: round.id, candidateId }, { skip: 0, take: 100 }) : []
  const raised = await listTriggers(db, scopeOf(req.actor), { candidateId }, { skip: 0, take: shownTriggers })
  return {
    round: carriedPart(req, round, carried),
    triggers: req.actor.role === 'office' ? candidateTriggers(req, candidateId, raised) : null,
  }
}

async function evidenceIn({ db }: Deps, req: Request): Promise<EvidencePart | null> {
  const on = { recordType: 'candidate', recordId: String(req.params['id']) } as const
  return evidencePart(req, on, await evidenceOf(db, req.actor, candidateEvidence, on))
}

async function gather({ db, clock, keys }: Deps, req: Request, number: string | null): Promise<CandidateInput> {
  const { actor, t, lang } = req
  const scope = scopeOf(actor)
  const candidate = await findCandidate(db, scope, String(req.params['id']))
  if (!candidate) throw new NotFound()
  const { id } = candidate
  const [basis, relatives, events, returns, matches, ownHand, standing, result] = await Promise.all([
    basisOf(db, candidate.cycleId, clock.today()),
    relativesOf(db, id),
    eventsOf(db, id),
    openReturns(db, id),
    structureMatches(db, scope, [id]),
    ownHandOf(db, id, actor.accountId),
    seesStandings(actor) ? findStanding(db, id) : null,
    findResult(db, id),
  ])
  const { conditions, day } = basis!
  const warnings = structureWarnings({ file: candidate, conditions, day, ...matches.get(id)! })
  const proposable = actor.role === 'office' && (await isProposable(db, candidate))
  const reReview = (await reReviewsInForce(db, [id])).get(id) ?? null
  const told = { reReview, relatives, events, returns, warnings, standing, result, ownHand, proposable }
  return { actor, candidate, ...told, day, number, keys, t, lang }
}

/** Whether the standing allows an outcome and none is under way or in force (rules §5). */
async function isProposable(db: Deps['db'], { id, cycleId, standing }: Candidate): Promise<boolean> {
  const word = standing as StandingWord | null
  if (!word || !offers[word].outcomes.length) return false
  return (await listProposable(db, { cycleId, standing: word, candidateId: id }, 1)).length > 0
}
