import type { Actor } from '../accounts/actor'
import { recorded, type Acting } from '../audit/recorded'
import type { Tx } from '../db/client'
import { dateFromDay } from '../lib/day'
import { Invalid, NotFound, Refused } from '../lib/errors'
import { newId } from '../lib/ids'
import { message } from '../lib/message'
import { refuseStale } from '../lib/stale'
import { listDepartments } from '../organisations/organisations.store'
import { cycleEditing, nextCycleState, type Cycle, type CycleAct } from './cycle'
import type { CycleCommand } from './cycle.form'
import { cycleDepartments, cycleParts, lockCycle } from './cycles.store'

/** Makes a cycle that is being prepared; its departments come in the county's order. */
export function createCycle(acting: Acting, actor: Actor, command: CycleCommand): Promise<string> {
  return recorded(acting, actor, 'cycle.created', async (tx) => {
    const id = newId()
    const { departments, seen: _, ...rest } = command
    await tx.cycle.create({ data: { id, ...rest, ...daysOf(command), createdAt: acting.clock.now() } })
    await saveDepartments(tx, id, departments)
    return { result: id, record: { type: 'cycle', id, details: { departments } } }
  })
}

/** Changes what may still change; once the list is frozen the two days stand, because windows count from them. */
export function changeCycle(acting: Acting, actor: Actor, id: string, command: CycleCommand): Promise<void> {
  return recorded(acting, actor, 'cycle.changed', async (tx) => {
    const cycle = await lockedCycle(tx, id)
    const before = { ...cycle, departments: (await cycleDepartments(tx, id)).map(({ key }) => key) }
    refuseStale(command.seen, before)
    await refuseFixed(tx, cycle, command)
    const { departments, seen: _, ...rest } = command
    await tx.cycle.update({ where: { id }, data: { ...rest, ...daysOf(command) } })
    await saveDepartments(tx, id, departments)
    const fields = Object.keys(rest).filter((field) => rest[field as keyof typeof rest] !== cycle[field as keyof Cycle])
    return { result: undefined, record: { type: 'cycle', id, details: { fields, departments } } }
  })
}

/** Opens or closes a cycle, as its transitions allow. */
export function moveCycle(acting: Acting, actor: Actor, id: string, act: CycleAct): Promise<void> {
  return recorded(acting, actor, act === 'open' ? 'cycle.opened' : 'cycle.closed', async (tx) => {
    const cycle = await lockedCycle(tx, id)
    const moved = nextCycleState(cycle.state, act, await cycleParts(tx, id))
    if (!moved.ok) throw new Refused(moved.reason, 409)
    await tx.cycle.update({ where: { id }, data: { state: moved.next } })
    return { result: undefined, record: { type: 'cycle', id } }
  })
}

async function lockedCycle(tx: Tx, id: string): Promise<Cycle> {
  const cycle = await lockCycle(tx, id)
  if (!cycle) throw new NotFound()
  return cycle
}

async function refuseFixed(tx: Tx, cycle: Cycle, command: CycleCommand): Promise<void> {
  const editing = cycleEditing(cycle.state, (await cycleParts(tx, cycle.id)).frozen)
  if (editing === 'nothing') throw new Refused(message('cycles:refused.closed'), 409)
  if (editing === 'all') return
  const fixed = message('cycles:problem.dayFixed')
  if (command.startsOn !== cycle.startsOn) throw new Invalid({ startsOn: fixed })
  if (command.lastTermStart !== cycle.lastTermStart) throw new Invalid({ lastTermStart: fixed })
}

async function saveDepartments(tx: Tx, cycleId: string, keys: string[]): Promise<void> {
  const chosen = (await listDepartments(tx, 'all')).filter(({ key }) => keys.includes(key))
  if (chosen.length < keys.length) throw new Invalid({ departments: message('cycles:problem.departments') })
  await tx.cycleDepartment.deleteMany({ where: { cycleId } })
  await tx.cycleDepartment.createMany({
    data: chosen.map(({ id: departmentId }, position) => ({ cycleId, departmentId, position })),
  })
}

function daysOf({ startsOn, lastTermStart }: CycleCommand) {
  return { startsOn: dateFromDay(startsOn), lastTermStart: dateFromDay(lastTermStart) }
}
