import type { Request } from 'express'
import { currentCycle } from '../../cycles/cycles.store'
import type { Deps } from '../../deps'
import type { DeskReview } from '../reviews.store'
import { fillingsOf } from '../../ledgers/filling/filling.store'
import { deskHits, type DeskHits } from '../../ledgers/hits/desk-hits.view'
import { hitsOfCandidate } from '../../ledgers/hits/hits.store'

/** More rows about one person than this are for the list of hits. */
const most = 20

/** What the department's ledgers say of the person on a desk. */
export async function deskHitsOf({ db }: Deps, req: Request, review: DeskReview): Promise<DeskHits> {
  const { departmentId, accountId } = req.actor
  const cycle = await currentCycle(db)
  const of = cycle && departmentId ? { departmentId, accountId, cycleId: cycle.id } : null
  const hits = of ? await hitsOfCandidate(db, of, review.file.candidateId, most) : []
  return deskHits(req.t, { hits, fillings: await fillingsOf(db, review.id), review })
}
