import type { Request, Response } from 'express'
import { nearTo } from '../candidates/structure/nearness.store'
import { currentCycle } from '../cycles/cycles.store'
import type { Deps } from '../deps'
import { NotFound } from '../lib/errors'
import { message } from '../lib/message'
import { findStanding } from '../standings/on-file.store'
import { whyOf } from '../standings/standings.view'
import { minuteInChina } from '../lib/clock'
import { flash } from '../web/pages/flash'
import { submitForm } from '../web/pages/form'
import { lastOpen } from '../web/pages/last-list'
import { sendPage } from '../web/pages/page'
import type { Route } from '../web/route'
import { chosenOutcomes, outcomeListRoutes } from './list/list.routes'
import { findMeeting } from './meetings/meetings.store'
import { leftToOthers } from './proposing/left-out.view'
import { findOutcome, listOutcomeLines } from './outcome-lists.store'
import { readChosen } from './outcome.form'
import { mayDecide, mayTakeBack } from './outcome.policy'
import { isCertified } from './transitions'
import { approveProposals, refuseProposals, takeBackProposals } from './outcomes.actions'
import { countsOf, gravestFirst, outcomeFacts, outcomeRow } from './outcomes.view'

const readers = ['office', 'leading_group'] as const

/** 结论: what waits for a proposal, what waits for approval, what is in force. */
export function outcomesRoutes(deps: Deps): Route[] {
  const pages = outcomesPages(deps)
  return [
    ...outcomeListRoutes(deps),
    { method: 'get', path: '/outcomes/:id', roles: readers, handle: pages.one },
    { method: 'post', path: '/outcomes/choice', roles: readers, handle: pages.choose },
    { method: 'post', path: '/outcomes/approvals', roles: ['leading_group'], handle: pages.approve },
    { method: 'post', path: '/outcomes/refusals', roles: ['leading_group'], handle: pages.refuse },
    { method: 'post', path: '/outcomes/take-backs', roles: ['office'], handle: pages.takeBack },
  ]
}

function outcomesPages(deps: Deps) {
  const { db } = deps

  const one = async (req: Request, res: Response) => {
    const outcome = await findOutcome(db, String(req.params['id']))
    const file = outcome && (await findStanding(db, outcome.candidateId))
    if (!outcome || !file) throw new NotFound()
    const minutes = outcome.deliberationId ? await findMeeting(db, outcome.deliberationId) : null
    const row = outcomeRow(outcome, req.t, req.lang)
    const decides = req.actor.role === 'leading_group' && outcome.state === 'proposed'
    const near = decides ? await nearAmong(req, [outcome]) : new Map()
    sendPage(res, 'outcomes/one', {
      title: outcome.name,
      status: row.outcome,
      lead: `${row.place} · ${row.position}`,
      breadcrumbs: [{ label: req.t('outcomes:title'), href: '/outcomes' }, { label: row.place }],
      row,
      leftOut: leftToOthers([outcome], near, req.t).leftOut,
      candidateHref: `/candidates/${outcome.candidateId}`,
      certificateHref: isCertified(outcome.state) ? `/outcomes/${outcome.id}/certificate` : '',
      facts: outcomeFacts(outcome, req.t),
      why: whyOf({ ...file, standing: outcome.snapshot.standing }, req.t, req.lang, minuteInChina),
      minutes: minutes && { text: minutes.documentNumber, href: `/meetings/${minutes.id}/minutes` },
      batchHref: `/outcomes/batches/${outcome.batchId}`,
      rectificationHref:
        outcome.outcome === 'rectify' && outcome.state === 'approved' ? `/outcomes/${outcome.id}/rectification` : '',
      may: {
        decide: mayDecide(req.actor, { ...outcome, near: near.size > 0 }, 'approve').allowed,
        takeBack: mayTakeBack(req.actor, outcome).allowed,
      },
    })
  }

  const choose = async (req: Request, res: Response) => {
    const cycle = await currentCycle(db)
    const outcomeIds = cycle ? await chosenOutcomes(deps, req, cycle.id) : []
    const lines = cycle
      ? await listOutcomeLines(db, { cycleId: cycle.id, ids: outcomeIds }, { skip: 0, take: outcomeIds.length })
      : []
    if (lines.length !== outcomeIds.length) throw new NotFound()
    const decides = req.actor.role === 'leading_group'
    const near = decides ? await nearAmong(req, lines) : new Map()
    const choice = leftToOthers(gravestFirst(lines), near, req.t)
    sendPage(res, 'outcomes/choice', {
      title: req.t(req.actor.role === 'office' ? 'outcomes:choice.takeBack' : 'outcomes:choice.approve', {
        count: choice.lines.length,
      }),
      breadcrumbs: [{ label: req.t('outcomes:title'), href: '/outcomes' }],
      decides,
      leftOut: choice.leftOut,
      counts: countsOf(choice.lines, req.t),
      rows: choice.lines.map((line) => outcomeRow(line, req.t, req.lang)),
    })
  }

  const nearAmong = (req: Request, lines: { candidateId: string }[]) => {
    const ids = lines.map(({ candidateId }) => candidateId)
    return nearTo(db, req.actor.accountId, ids)
  }

  const ended =
    (key: string, act: (req: Request, ids: string[], words: string) => Promise<void>) =>
    (req: Request, res: Response) =>
      submitForm(
        res,
        async () => {
          const { outcomeIds, words } = readChosen(req.body)
          await act(req, outcomeIds, words)
          flash(req, message(`outcomes:notice.${key}`, { count: outcomeIds.length }))
          return lastOpen(req, '/outcomes')
        },
        ({ problems, status }) =>
          sendPage(res, 'outcomes/refused', { title: req.t('outcomes:title'), problems }, status),
      )

  return {
    one,
    choose,
    approve: ended('approved', (req, ids) => approveProposals(deps, req.actor, ids)),
    refuse: ended('refused', (req, ids, words) => refuseProposals(deps, req.actor, ids, words)),
    takeBack: ended('takenBack', (req, ids, words) => takeBackProposals(deps, req.actor, ids, words)),
  }
}
