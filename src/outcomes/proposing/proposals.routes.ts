import type { Request, Response } from 'express'
import { nearTo } from '../../candidates/structure/nearness.store'
import { currentCycle } from '../../cycles/cycles.store'
import type { Deps } from '../../deps'
import { minuteInChina } from '../../lib/clock'
import { dayFromDate } from '../../lib/day'
import { NotFound, Refused } from '../../lib/errors'
import { newId } from '../../lib/ids'
import { message } from '../../lib/message'
import type { StandingWord } from '../../standings/standing'
import { findStanding } from '../../standings/on-file.store'
import { statusOf, whyOf } from '../../standings/standings.view'
import { flash } from '../../web/pages/flash'
import { problemsOf, submitForm, typedIn, type Again, type Typed } from '../../web/pages/form'
import { isId } from '../../web/ids'
import { lastOpen } from '../../web/pages/last-list'
import { type Problem, sendPage } from '../../web/pages/page'
import type { Route } from '../../web/route'
import { leftToOthers } from './left-out.view'
import { decidedOn } from '../meetings/agenda.store'
import { countProposable, listProposable } from '../outcome-lists.store'
import { offers } from '../outcome'
import { mostInBatch, readPreview, readProposal } from '../outcome.form'
import { mayPropose } from '../outcome.policy'
import { insist } from '../outcomes.actions'
import { proposableRow } from '../outcomes.view'
import { decidedPart, type DecidedThere, proposalForm } from './proposal.view'
import { proposeOutcomes } from './proposing.actions'

/** Proposing: many at once where nothing was found, one by one where somebody has to say why. */
export function proposalsRoutes(deps: Deps): Route[] {
  const pages = proposalsPages(deps)
  return [
    { method: 'get', path: '/outcomes/new', roles: ['office'], handle: pages.show },
    { method: 'post', path: '/outcomes/preview', roles: ['office'], handle: pages.preview },
    { method: 'post', path: '/outcomes', roles: ['office'], handle: pages.propose },
  ]
}

type Asked = { standing: StandingWord; candidateId?: string }

function proposalsPages(deps: Deps) {
  const { db } = deps

  const many = async (req: Request, res: Response, standing: StandingWord, again?: Again) => {
    const cycleId = await cycleOf()
    const all = await listProposable(db, { cycleId, standing }, mostInBatch)
    const { lines: people, leftOut } = leftToOthers(all, await nearAmong(req, all), req.t)
    const counts = await countProposable(db, cycleId)
    sendPage(
      res,
      'outcomes/many',
      {
        ...headOf(req, standing, req.t('outcomes:propose.many'), again),
        lead: req.t('outcomes:propose.count', { count: people.length }),
        more: (counts.find((count) => count.standing === standing)?.people ?? 0) - all.length,
        leftOut,
        many: offers[standing].many,
        meeting: offers[standing].deliberation,
        rows: people.map((line) => proposableRow(line, req.lang, req.t)),
      },
      again?.status,
    )
  }

  /** Exactly who and how many, before anything is written; the batch has its id from here. */
  const preview = async (req: Request, res: Response) => {
    const chosen = previewIn(req)
    if ('problems' in chosen) return many(req, res, standingIn(typedIn(req)['standing']), { status: 422, ...chosen })
    const { candidateIds, standing } = chosen
    const all = await listProposable(db, { cycleId: await cycleOf(), standing }, mostInBatch)
    const people = all.filter((line) => candidateIds.includes(line.candidateId))
    if (people.length !== candidateIds.length) throw new Refused(message('outcomes:refusals.settled'), 409)
    insist(mayPropose(req.actor, (await nearAmong(req, people)).size > 0))
    sendPage(res, 'outcomes/preview', {
      ...headOf(req, standing, req.t('outcomes:propose.previewTitle', { count: people.length })),
      batchId: newId(),
      rows: people.map((line) => proposableRow(line, req.lang, req.t)),
    })
  }

  const single = async (req: Request, res: Response, asked: Required<Asked>, typed: Typed = {}, again?: Again) => {
    const { standing, candidateId } = asked
    const [person] = await listProposable(db, { cycleId: await cycleOf(), ...asked }, 1)
    const file = await findStanding(db, candidateId)
    if (!file || (!person && !again)) throw new NotFound()
    insist(mayPropose(req.actor, (await nearAmong(req, [{ candidateId }])).size > 0))
    const meets = offers[standing].deliberation
    sendPage(
      res,
      'outcomes/new',
      {
        ...headOf(req, standing, req.t('outcomes:propose.one', { name: person?.name ?? '' }), again),
        candidateId,
        batchId: typed['batchId'] || newId(),
        why: whyOf(file, req.t, req.lang, minuteInChina),
        meets,
        decided: meets ? decidedPart(file.standing, await decidedThere(candidateId), req.t) : null,
        form: proposalForm(file.standing, file.criteria, typed, req.t, req.lang),
      },
      again?.status,
    )
  }

  const decidedThere = async (candidateId: string): Promise<DecidedThere | undefined> => {
    const [row] = await decidedOn(db, [candidateId])
    return row && { ...row, until: row.until && dayFromDate(row.until), metOn: dayFromDate(row.metOn) }
  }

  const propose = (req: Request, res: Response) =>
    submitForm(
      res,
      async () => {
        const { candidateIds, seen, proposal, batchId } = readProposal(req.body)
        const proposed = candidateIds.map((candidateId) => ({ candidateId, seen, proposal }))
        const id = await proposeOutcomes(deps, req.actor, proposed, batchId)
        flash(req, message('outcomes:notice.proposed', { count: candidateIds.length }))
        return candidateIds.length > 1 ? `/outcomes/batches/${id}` : lastOpen(req, '/outcomes')
      },
      (again) => {
        const typed = typedIn(req)
        const standing = standingIn(typed['standing'])
        const [first, ...more] = (typed['candidateIds'] ?? '').split(',')
        const one = isId(first) && !more.length && !offers[standing].many
        return one ? single(req, res, { standing, candidateId: first }, typed, again) : many(req, res, standing, again)
      },
    )

  const nearAmong = (req: Request, lines: { candidateId: string }[]) => {
    const ids = lines.map((line) => line.candidateId)
    return nearTo(db, req.actor.accountId, ids)
  }

  const cycleOf = async () => {
    const cycle = await currentCycle(db)
    if (!cycle) throw new NotFound()
    return cycle.id
  }

  return {
    show: (req: Request, res: Response) => {
      const candidateId = req.query['candidate']
      const standing = standingIn(req.query['standing'])
      if (candidateId === undefined) return many(req, res, standing)
      if (!isId(candidateId)) throw new NotFound()
      return single(req, res, { standing, candidateId })
    },
    preview,
    propose,
  }
}

function previewIn(req: Request): ReturnType<typeof readPreview> | { problems: Problem[] } {
  try {
    return readPreview(req.body)
  } catch (error) {
    return { problems: problemsOf(error, req.t) }
  }
}

function headOf(req: Request, standing: StandingWord, title: string, again?: Again) {
  return {
    title,
    standing,
    status: statusOf(standing, req.t),
    breadcrumbs: [{ label: req.t('outcomes:title'), href: '/outcomes' }],
    problems: again?.problems,
  }
}

function standingIn(word: unknown): StandingWord {
  if (typeof word !== 'string' || !Object.hasOwn(offers, word)) throw new NotFound()
  return word as StandingWord
}
