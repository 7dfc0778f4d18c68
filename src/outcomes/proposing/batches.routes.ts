import type { Request, Response } from 'express'
import type { Deps } from '../../deps'
import { minuteInChina } from '../../lib/clock'
import { NotFound } from '../../lib/errors'
import { message } from '../../lib/message'
import { flash } from '../../web/pages/flash'
import { submitForm } from '../../web/pages/form'
import { sendPage } from '../../web/pages/page'
import { pageOf, pagerOf } from '../../web/pages/paging'
import type { Route } from '../../web/route'
import { batchTally, findBatchLine, idsInBatch } from './batches.store'
import { listOutcomeLines } from '../outcome-lists.store'
import { readWords } from '../outcome.form'
import { takeBackProposals } from '../outcomes.actions'
import { outcomeRow, stateStatus } from '../outcomes.view'

const readers = ['office', 'leading_group'] as const

/** 批次: what was proposed in one act, what became of it, and the way to take back what is not yet decided. */
export function batchesRoutes(deps: Deps): Route[] {
  const { db } = deps

  const show = async (req: Request, res: Response) => {
    const id = String(req.params['id'])
    const batch = await findBatchLine(db, id)
    if (!batch) throw new NotFound()
    const tally = await batchTally(db, id)
    const leaf = pageOf(req, batch.size)
    const lines = await listOutcomeLines(db, { cycleId: batch.cycleId, batchId: id }, leaf)
    const open = tally.find(({ state }) => state === 'proposed')?.people ?? 0
    sendPage(res, 'outcomes/batch', {
      title: req.t('outcomes:batch.title', { count: batch.size }),
      lead: `${batch.proposer} ${minuteInChina(batch.proposedAt)}`,
      breadcrumbs: [{ label: req.t('outcomes:title'), href: '/outcomes' }],
      id,
      open,
      mayTakeBack: req.actor.role === 'office' && open > 0,
      tally: tally.map(({ state, people }) => ({ ...stateStatus(state, req.t), people })),
      rows: lines.map((line) => outcomeRow(line, req.t, req.lang)),
      pager: pagerOf(req, leaf, batch.size),
    })
  }

  const takeBack = (req: Request, res: Response) =>
    submitForm(
      res,
      async () => {
        const id = String(req.params['id'])
        const ids = await idsInBatch(db, id, 'proposed')
        if (!ids.length) throw new NotFound()
        await takeBackProposals(deps, req.actor, ids, readWords(req.body))
        flash(req, message('outcomes:notice.takenBack', { count: ids.length }))
        return `/outcomes/batches/${id}`
      },
      ({ problems, status }) => sendPage(res, 'outcomes/refused', { title: req.t('outcomes:title'), problems }, status),
    )

  return [
    { method: 'get', path: '/outcomes/batches/:id', roles: readers, handle: show },
    { method: 'post', path: '/outcomes/batches/:id/taking-back', roles: ['office'], handle: takeBack },
  ]
}
