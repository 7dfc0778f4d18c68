import type { Request } from 'express'
import type { Cycle } from '../cycles/cycle'
import { findCycle } from '../cycles/cycles.store'
import type { Db } from '../db/client'
import { Invalid, NotFound } from '../lib/errors'
import { message } from '../lib/message'
import { nameableDepartments } from '../organisations/departments/departments-preset'
import { listDepartments } from '../organisations/organisations.store'
import type { CriteriaSet } from './criteria'
import { contentOf } from './criteria.actions'
import { criteriaOfCycle, listCriteriaToCopy, type StoredCriteria } from './criteria.store'
import type { Reader } from './criteria.view'
import { mayEdit } from './transitions'

/** The cycle that the address names. */
export async function seenCycle(db: Db, req: Request): Promise<Cycle> {
  const cycle = await findCycle(db, String(req.params['id']))
  if (!cycle) throw new NotFound()
  return cycle
}

/** The list in use in the cycle that the address names. */
export async function seenSet(db: Db, req: Request): Promise<StoredCriteria> {
  const set = await criteriaOfCycle(db, (await seenCycle(db, req)).id)
  if (!set) throw new NotFound()
  return set
}

export async function readerOf(db: Db, req: Request): Promise<Reader> {
  return { t: req.t, lang: req.lang, departments: nameableDepartments(await listDepartments(db, 'all')) }
}

/** Buttons are shown to whom the acts would let. */
export function mayEditHere(req: Request, cycle: Cycle, set: StoredCriteria): boolean {
  return req.actor.role === 'office' && cycle.state !== 'closed' && mayEdit(set.state).ok
}

/** A copy for another cycle is the next version of the same list. */
export async function copiedSet(db: Db, cycleId: string, from: string): Promise<CriteriaSet> {
  const set = (await listCriteriaToCopy(db, cycleId)).find(({ id }) => id === from)
  if (!set) throw new Invalid({ from: message('criteria:form.copy') })
  return { ...contentOf(set), version: set.version + 1 }
}

const largestFile = 1024 * 1024

/** The uploaded file as JSON; null (which is no list) when it is not JSON at all. */
export function fileOf(req: Request): unknown {
  if (!req.file || req.file.size > largestFile) return null
  try {
    return JSON.parse(req.file.buffer.toString('utf8').replace(/^\ufeff/, ''))
  } catch {
    return null
  }
}
