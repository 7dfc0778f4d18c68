import type { Request, Response } from 'express'
import { auditHead, countSince, lastOf } from '../../audit/audit.store'
import { nextStep } from '../../cycles/settings.view'
import type { Deps } from '../../deps'
import { startOfDay } from '../../lib/clock'
import { newsSince } from '../../progress/home/last-visit.store'
import { setUpAhead } from '../../progress/set-up/set-up.store'
import { sendPage } from '../../web/pages/page'
import type { Route } from '../../web/route'
import { unusedDays } from '../list/account-list.store'
import { administratorRoles, type Role } from '../role'
import { accountFigures, accountsToWatch, failedSignIns } from './watch.store'
import { watchPage } from './watch.view'

/** Where the three administrators start. */
export function watchRoutes(deps: Deps): Route[] {
  return [
    { method: 'get', path: '/administration', roles: administratorRoles, handle: (req, res) => show(deps, req, res) },
  ]
}

/** Duties are kept apart: who makes accounts does not see the trail, and the auditor does not look after accounts. */
const sees: Record<'accounts' | 'failed' | 'chain', readonly Role[]> = {
  accounts: ['system_admin', 'security_admin'],
  failed: ['security_admin', 'auditor'],
  chain: ['auditor'],
}

const [daysBack, mostShown] = [30, 10]

async function show({ db, clock }: Deps, req: Request, res: Response): Promise<void> {
  const { role, name } = req.actor
  const [now, since] = [clock.now(), new Date(clock.now().getTime() - daysBack * 86_400_000)]
  const day = await newsSince(db, req.actor.accountId, clock.today())
  const news = startOfDay(day)
  const [accounts, figures, failed, head, last, acts] = await Promise.all([
    sees.accounts.includes(role) ? accountsToWatch(db, now) : null,
    sees.accounts.includes(role) ? accountFigures(db, news) : null,
    sees.failed.includes(role) ? failedSignIns(db, since, mostShown) : null,
    sees.chain.includes(role) ? auditHead(db) : null,
    sees.chain.includes(role) ? lastOf(db, 'audit.verified') : null,
    sees.chain.includes(role) ? countSince(db, news) : null,
  ])
  // The first days: the set-up waits for the system administrator before any account does.
  const ahead = role === 'system_admin' ? await setUpAhead(db, clock.today()) : null
  const setUp = ahead && nextStep(req.t, ahead, role)
  const chain = head && { length: head.seq, last }
  const given = { setUp, accounts, figures, failed, chain, acts, since: day, role, name, unusedDays, t: req.t }
  sendPage(res, 'accounts/watch', watchPage(given))
}
