import type { Request, Response } from 'express'
import { currentCycle } from '../cycles/cycles.store'
import type { Cycle } from '../cycles/cycle'
import type { Deps } from '../deps'
import { minuteInChina } from '../lib/clock'
import { NotFound } from '../lib/errors'
import { message } from '../lib/message'
import type { StandingWord } from '../standings/standing'
import { findStanding } from '../standings/on-file.store'
import { statusOf, whyOf } from '../standings/standings.view'
import { flash } from '../web/flash'
import { submitForm, typedIn, type Again, type Typed } from '../web/form'
import { isId } from '../web/ids'
import { sendPage } from '../web/page'
import type { Route } from '../web/route'
import { listDeliberations } from './deliberations.store'
import { listProposable } from './outcome-lists.store'
import { offers } from './outcome'
import { mostInBatch, readProposal } from './outcome.form'
import { proposeOutcomes } from './outcomes.actions'
import { proposableRow } from './outcomes.view'
import { proposalForm } from './proposal.view'

/** Proposing: many at once where nothing was found, one by one where somebody has to say why. */
export function proposalsRoutes(deps: Deps): Route[] {
  const pages = proposalsPages(deps)
  return [
    { method: 'get', path: '/outcomes/new', roles: ['office'], handle: pages.show },
    { method: 'post', path: '/outcomes', roles: ['office'], handle: pages.propose },
  ]
}

type Asked = { standing: StandingWord; candidateId?: string }

function proposalsPages(deps: Deps) {
  const { db } = deps

  const form = async (req: Request, res: Response, asked: Asked, typed: Typed = {}, again?: Again) => {
    const cycle = await currentCycle(db)
    if (!cycle) throw new NotFound()
    const one = asked.candidateId !== undefined
    const people = await listProposable(db, { cycleId: cycle.id, ...asked }, mostInBatch)
    if (one && !people.length && !again) throw new NotFound()
    const common = {
      title: req.t(one ? 'outcomes:propose.one' : 'outcomes:propose.many', { name: people[0]?.name ?? '' }),
      status: statusOf(asked.standing, req.t),
      breadcrumbs: [{ label: req.t('outcomes:title'), href: '/outcomes' }],
      problems: again?.problems,
      standing: asked.standing,
      rows: people.map((line) => proposableRow(line, req.lang, req.t)),
    }
    if (!one) {
      const page = {
        ...common,
        lead: req.t('outcomes:propose.count', { count: people.length }),
        many: offers[asked.standing].many,
      }
      return sendPage(res, 'outcomes/many', page, again?.status)
    }
    sendPage(
      res,
      'outcomes/new',
      { ...common, ...(await details(req, cycle, asked.candidateId!, typed)) },
      again?.status,
    )
  }

  const details = async (req: Request, cycle: Cycle, candidateId: string, typed: Typed) => {
    const [file, deliberations] = await Promise.all([findStanding(db, candidateId), listDeliberations(db, cycle.id)])
    if (!file) throw new NotFound()
    return {
      candidateId,
      why: whyOf(file, req.t, req.lang, minuteInChina),
      form: proposalForm(file.standing, file.criteria, deliberations, typed, req.t, req.lang),
    }
  }

  const propose = (req: Request, res: Response) =>
    submitForm(
      res,
      async () => {
        const { candidateIds, seen, proposal } = readProposal(req.body)
        await proposeOutcomes(deps, req.actor, candidateIds, seen, proposal)
        flash(req, message('outcomes:notice.proposed', { count: candidateIds.length }))
        return '/outcomes'
      },
      (again) => {
        const typed = typedIn(req)
        const [first, ...more] = (typed['candidateIds'] ?? '').split(',')
        const single = isId(first) && !more.length && !offers[standingIn(typed['standing'])].many
        return form(
          req,
          res,
          { standing: standingIn(typed['standing']), candidateId: single ? first : undefined },
          typed,
          again,
        )
      },
    )

  return {
    show: (req: Request, res: Response) => {
      const candidate = req.query['candidate']
      if (candidate !== undefined && !isId(candidate)) throw new NotFound()
      return form(req, res, { standing: standingIn(req.query['standing']), candidateId: candidate })
    },
    propose,
  }
}

function standingIn(word: unknown): StandingWord {
  if (typeof word !== 'string' || !Object.hasOwn(offers, word)) throw new NotFound()
  return word as StandingWord
}
