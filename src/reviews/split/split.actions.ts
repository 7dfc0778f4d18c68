import type { Actor } from '../../accounts/actor'
import { recorded, type Acting } from '../../audit/recorded'
import type { Tx } from '../../db/client'
import { digestOf } from '../../lib/canonical'
import { Invalid, Refused } from '../../lib/errors'
import { message } from '../../lib/message'
import type { QueueOf } from '../queue/queue.store'
import { splitSharesOf, type Share, sharesOf, type SplitChoice, type SplitShare } from './split'
import { insertSplit, passSplitShares } from './split-shares.store'
import { colleaguesOf, lockSplit, saveAssignments, tasksOf } from './split.store'

/** What a split would do: its shares in the order of the list, each with its township, and their digest. */
export type SplitPlan = {
  shares: (Share & { township: string })[]
  splitShares: SplitShare[]
  moved: number
  digest: string
}

/** The split as things are now. @throws Invalid where nobody, or nobody of this department, is chosen. */
export async function planOf(db: Tx, of: QueueOf, { way, people }: SplitChoice): Promise<SplitPlan> {
  const here = await colleaguesOf(db, of.departmentId)
  const chosen = here.filter(({ id }) => people.includes(id)).map(({ id }) => id)
  if (!chosen.length) throw new Invalid({ people: message('split:problem.people') })
  const tasks = await tasksOf(db, of)
  const townships = new Map(tasks.map(({ id, township }) => [id, township]))
  const shares = sharesOf(way, tasks, chosen).map((share) => ({ ...share, township: townships.get(share.task.id)! }))
  const moved = shares.filter(isMoved).length
  const splitShares = splitSharesOf(way, tasks, chosen)
  return {
    shares,
    splitShares,
    moved,
    digest: digestOf(shares.map(({ task, accountId }) => [task.id, task.holderId, accountId])),
  }
}

/**
 * 分工: gives everything that nobody has drafted to the people chosen; drafts stay with who wrote them. `shown` is the
 * digest of what the preview showed. Gives how many moved.
 * @throws Refused 409 when something changed since the preview; Invalid as `planOf`.
 */
export async function splitQueue(
  acting: Acting,
  actor: Actor,
  of: QueueOf,
  { shown, ...choice }: SplitChoice & { shown: string },
): Promise<number> {
  return recorded(acting, actor, 'review.split', async (tx) => {
    await lockSplit(tx, of.departmentId)
    const { shares, splitShares, moved, digest } = await planOf(tx, of, choice)
    if (digest !== shown) throw new Refused(message('split:changed'), 409)
    const given = shares.map(({ task, accountId }) => ({ reviewId: task.id, accountId }))
    const by = { byId: actor.accountId, at: acting.clock.now() }
    await saveAssignments(tx, given, by)
    await insertSplit(tx, of, { way: choice.way, splitShares, ...by })
    const left = shares.filter(({ accountId }) => accountId === null).length
    const details = { way: choice.way, people: choice.people.length, reviews: shares.length, moved, left }
    return { result: moved, record: { type: 'department', id: of.departmentId!, details } }
  })
}

/** What this account could take over from a colleague, or (null) of what nobody has: undrafted, and not barred to it. */
export async function takeable(db: Tx, of: QueueOf, holderId: string | null): Promise<string[]> {
  const tasks = await tasksOf(db, of)
  const theirs = tasks.filter((task) => task.holderId === holderId && !task.barred.includes(of.accountId))
  return theirs.map(({ id }) => id)
}

/** 接办: somebody is away and a colleague takes over what they have not drafted. Gives how many moved. */
export async function takeOver(acting: Acting, actor: Actor, of: QueueOf, holderId: string | null): Promise<number> {
  return recorded(acting, actor, 'review.taken_over', async (tx) => {
    await lockSplit(tx, of.departmentId)
    const ids = holderId === actor.accountId ? [] : await takeable(tx, of, holderId)
    const given = ids.map((reviewId) => ({ reviewId, accountId: actor.accountId }))
    await saveAssignments(tx, given, { byId: actor.accountId, at: acting.clock.now() })
    if (ids.length && holderId) await passSplitShares(tx, of, { from: holderId, to: actor.accountId })
    const details = { from: holderId ?? '', reviews: ids.length }
    const records = ids.length ? [{ type: 'department', id: of.departmentId!, details }] : []
    return { result: ids.length, records }
  })
}

function isMoved({ task, accountId }: Share): boolean {
  return task.holderId !== accountId
}
