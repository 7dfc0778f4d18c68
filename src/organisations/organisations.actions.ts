import type { Actor } from '../accounts/actor'
import { recorded, type Acting } from '../audit/recorded'
import type { Tx } from '../db/client'
import { Invalid, NotFound } from '../lib/errors'
import { newId } from '../lib/ids'
import { message } from '../lib/message'
import { refuseStale } from '../lib/stale'
import type { CountyCommand, NewTeam, NewTownship, TeamCommand, TownshipCommand } from './organisation.form'
import { unnamedCounty } from './organisation'
import { findCounty, findTeam, findTownship, lockPlaces } from './organisations.store'

/** Names the county; the first time makes its row. @throws Stale */
export function nameCounty(acting: Acting, actor: Actor, command: CountyCommand): Promise<void> {
  return recorded(acting, actor, 'county.named', async (tx) => {
    await lockPlaces(tx)
    const before = await findCounty(tx)
    const { seen, ...data } = command
    refuseStale(seen, before ?? unnamedCounty)
    const id = before?.id ?? newId()
    const create = { id, ...data, createdAt: acting.clock.now() }
    await tx.county.upsert({ where: { id }, create, update: data })
    return { result: undefined, record: { type: 'county', id, details: { code: data.code } } }
  })
}

export function createTownship(acting: Acting, actor: Actor, command: NewTownship): Promise<string> {
  return recorded(acting, actor, 'township.created', async (tx) => {
    await lockPlaces(tx)
    await refuseTakenTownship(tx, command.name, null)
    const id = newId()
    await tx.township.create({ data: { id, ...command, position: await nextPosition(tx.township) } })
    return { result: id, record: { type: 'township', id } }
  })
}

export function changeTownship(acting: Acting, actor: Actor, id: string, command: TownshipCommand): Promise<void> {
  return recorded(acting, actor, 'township.changed', async (tx) => {
    await lockPlaces(tx)
    const before = await findTownship(tx, id)
    if (!before) throw new NotFound()
    const { seen, ...data } = command
    refuseStale(seen, before)
    await refuseTakenTownship(tx, data.name, id)
    await tx.township.update({ where: { id }, data })
    return { result: undefined, record: { type: 'township', id, details: { fields: changedFields(before, data) } } }
  })
}

export function createTeam(acting: Acting, actor: Actor, townshipId: string, command: NewTeam): Promise<string> {
  return recorded(acting, actor, 'team.created', async (tx) => {
    await lockPlaces(tx)
    if (!(await findTownship(tx, townshipId))) throw new NotFound()
    await refuseTakenTeam(tx, { ...command, townshipId }, null)
    const id = newId()
    await tx.team.create({ data: { id, townshipId, ...command, position: await nextPosition(tx.team) } })
    return { result: id, record: { type: 'team', id } }
  })
}

export function changeTeam(acting: Acting, actor: Actor, id: string, command: TeamCommand): Promise<string> {
  return recorded(acting, actor, 'team.changed', async (tx) => {
    await lockPlaces(tx)
    const before = await findTeam(tx, id)
    if (!before) throw new NotFound()
    const { seen, ...data } = command
    refuseStale(seen, before)
    await refuseTakenTeam(tx, { ...data, townshipId: before.townshipId }, id)
    await tx.team.update({ where: { id }, data })
    return { result: before.townshipId, record: { type: 'team', id, details: { fields: changedFields(before, data) } } }
  })
}

/** Names of the fields that a change gives another value. */
export function changedFields<T extends object>(before: T, after: Partial<T>): string[] {
  return Object.keys(after).filter((field) => before[field as keyof T] !== after[field as keyof T])
}

/** One after the last. */
export async function nextPosition(table: Positioned): Promise<number> {
  const { _max } = await table.aggregate({ _max: { position: true } })
  return (_max.position ?? -1) + 1
}

type Positioned = { aggregate(wanted: { _max: { position: true } }): Promise<{ _max: { position: number | null } }> }

async function refuseTakenTownship(tx: Tx, name: string, ownId: string | null): Promise<void> {
  const taken = await tx.township.findFirst({ where: { name } })
  if (taken && taken.id !== ownId) throw new Invalid({ name: message('organisations:problem.townshipTaken', { name }) })
}

async function refuseTakenTeam(
  tx: Tx,
  team: { townshipId: string; name: string; code: string | null },
  ownId: string | null,
): Promise<void> {
  const { townshipId, name, code } = team
  const sameName = await tx.team.findFirst({ where: { townshipId, name } })
  if (sameName && sameName.id !== ownId)
    throw new Invalid({ name: message('organisations:problem.teamTaken', { name }) })
  const sameCode = code ? await tx.team.findFirst({ where: { code } }) : null
  if (sameCode && sameCode.id !== ownId)
    throw new Invalid({ code: message('organisations:problem.codeTaken', { name: sameCode.name }) })
}
