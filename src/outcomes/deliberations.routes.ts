import type { Request, Response } from 'express'
import { currentCycle } from '../cycles/cycles.store'
import type { Deps } from '../deps'
import { NotFound } from '../lib/errors'
import { message } from '../lib/message'
import { flash } from '../web/flash'
import { submitForm, typedIn, type Again, type Typed } from '../web/form'
import { sendPage } from '../web/page'
import type { Route } from '../web/route'
import { recordDeliberation } from './deliberations.actions'
import { findDeliberation } from './deliberations.store'
import { readMinutes } from './outcome.form'
import { deliberationFacts } from './outcomes.view'

/** 会商纪要: entered once, read often, never changed. */
export function deliberationsRoutes(deps: Deps): Route[] {
  const form = (_req: Request, res: Response, typed: Typed = {}, again?: Again) => {
    const { t } = res.req
    const breadcrumbs = [{ label: t('outcomes:title'), href: '/outcomes' }]
    const page = { title: t('outcomes:newMinutes'), breadcrumbs, typed, problems: again?.problems }
    sendPage(res, 'outcomes/minutes-form', page, again?.status)
  }

  const record = (req: Request, res: Response) =>
    submitForm(
      res,
      async () => {
        const cycle = await currentCycle(deps.db)
        if (!cycle) throw new NotFound()
        const minutes = { ...readMinutes(req.body, deps.clock.today()), cycleId: cycle.id }
        const id = await recordDeliberation(deps, req.actor, minutes)
        flash(req, message('outcomes:notice.minutes'))
        return `/deliberations/${id}`
      },
      (again) => form(req, res, typedIn(req), again),
    )

  const one = async (req: Request, res: Response) => {
    const minutes = await findDeliberation(deps.db, String(req.params['id']))
    if (!minutes) throw new NotFound()
    const breadcrumbs = [{ label: req.t('outcomes:title'), href: '/outcomes' }]
    const title = req.t('outcomes:minutesOf', { documentNumber: minutes.documentNumber })
    sendPage(res, 'outcomes/minutes', { title, breadcrumbs, facts: deliberationFacts(minutes, req.t) })
  }

  return [
    { method: 'get', path: '/deliberations/new', roles: ['office'], handle: (req, res) => form(req, res) },
    { method: 'post', path: '/deliberations', roles: ['office'], handle: record },
    { method: 'get', path: '/deliberations/:id', roles: ['office', 'leading_group'], handle: one },
  ]
}
