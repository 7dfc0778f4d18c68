import type { Actor } from '../../accounts/actor'
import { recorded, type Acting } from '../../audit/recorded'
import { Invalid, NotFound } from '../../lib/errors'
import { newId } from '../../lib/ids'
import { message } from '../../lib/message'
import { refuseStale } from '../../lib/stale'
import { departmentRosters, departmentsPreset, type DepartmentKind } from './departments-preset'
import { keyFrom, type DepartmentCommand, type NewDepartment, type RosterName } from '../organisation.form'
import { changedFields, nextPosition } from '../organisations.actions'
import { findDepartment, listDepartments, lockPlaces } from '../organisations.store'

/** Adds the departments of a usual roster that are not there yet, and switches on those that are; others stay. Count of both. */
export function takeRoster(acting: Acting, actor: Actor, roster: RosterName): Promise<number> {
  return takeKinds(acting, actor, departmentRosters[roster])
}

/** The same for chosen kinds, by key. */
export function takeKinds(acting: Acting, actor: Actor, keys: readonly string[]): Promise<number> {
  return recorded(acting, actor, 'department.created', async (tx) => {
    await lockPlaces(tx)
    const there = await listDepartments(tx, 'all')
    const missing = kindsOf(keys).filter((kind) => !there.some((department) => department.key === kind.key))
    const asleep = there.filter((department) => keys.includes(department.key) && !department.active)
    const from = await nextPosition(tx.department)
    const rows = missing.map((kind, place) => ({ id: newId(), position: from + place, ...columnsOf(kind) }))
    await tx.department.createMany({ data: rows })
    await tx.department.updateMany({ where: { id: { in: asleep.map(({ id }) => id) } }, data: { active: true } })
    const records = [...rows, ...asleep].map(({ id, key }) => ({ type: 'department', id, details: { key } }))
    return { result: records.length, records }
  })
}

export function addDepartment(acting: Acting, actor: Actor, command: NewDepartment): Promise<string> {
  return recorded(acting, actor, 'department.created', async (tx) => {
    await lockPlaces(tx)
    const key = keyFrom(command.nameEn)
    const there = await listDepartments(tx, 'all')
    refuseTaken(there, command.name, null)
    if (there.some((department) => department.key === key))
      throw new Invalid({ nameEn: message('organisations:problem.keyTaken', { key }) })
    const id = newId()
    await tx.department.create({ data: { id, key, ...command, position: await nextPosition(tx.department) } })
    return { result: id, record: { type: 'department', id, details: { key } } }
  })
}

/** Renames, moves, switches on or off. The key stays: criteria and signed reviews name the department by it. */
export function changeDepartment(acting: Acting, actor: Actor, id: string, command: DepartmentCommand): Promise<void> {
  return recorded(acting, actor, 'department.changed', async (tx) => {
    await lockPlaces(tx)
    const before = await findDepartment(tx, id)
    if (!before) throw new NotFound()
    const { seen, ...data } = command
    refuseStale(seen, before)
    refuseTaken(await listDepartments(tx, 'all'), data.name, id)
    await tx.department.update({ where: { id }, data })
    return { result: undefined, record: { type: 'department', id, details: { fields: changedFields(before, data) } } }
  })
}

function kindsOf(keys: readonly string[]): DepartmentKind[] {
  return keys.flatMap((key) => departmentsPreset.filter((kind) => kind.key === key))
}

function columnsOf({ key, name, name_en: nameEn }: DepartmentKind) {
  return { key, name, nameEn }
}

function refuseTaken(there: { id: string; name: string }[], name: string, ownId: string | null): void {
  if (there.some((department) => department.name === name && department.id !== ownId))
    throw new Invalid({ name: message('organisations:problem.departmentTaken', { name }) })
}
