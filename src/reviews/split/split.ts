/** 按乡镇 · 平均 */
export const splitWays = ['township', 'evenly'] as const
export type SplitWay = (typeof splitWays)[number]

/** `people`: accounts, whether of this department or not. */
export type SplitChoice = { way: SplitWay; people: string[] }

/** A review that waits and that nobody has drafted. `barred`: accounts that may not answer it. */
export type Task = { id: string; townshipId: string; barred: readonly string[]; holderId: string | null }

/** Whom a task goes to; null where every one of those chosen is barred. */
export type Share = { task: Task; accountId: string | null }

/**
 * Splits tasks, given in the order of the county's lists, among accounts. `evenly` cuts the list into stretches that
 * differ by one at most; by `township` each township goes as a whole, the largest first, to who has least so far. What a
 * person may not answer goes to who has least of the others. The same tasks and people always give the same shares.
 */
export function sharesOf(way: SplitWay, tasks: readonly Task[], people: readonly string[]): Share[] {
  const homes = way === 'township' ? homesByTownship(tasks, people) : stretches(tasks, people)
  const fits = (task: Task) => isFree(task, homes.get(task.id))
  const load = loadOf(
    people,
    tasks.filter(fits).map(({ id }) => homes.get(id)!),
  )
  return tasks.map((task) => {
    if (fits(task)) return { task, accountId: homes.get(task.id)! }
    const accountId = leastOf(load, (id) => isFree(task, id))
    if (accountId !== null) load.set(accountId, load.get(accountId)! + 1)
    return { task, accountId }
  })
}

/** A part of a split, for people who come later: a township and whose it is, or (null) somebody among whom it is even. */
export type SplitShare = { accountId: string; townshipId: string | null }

/** What people who come later go by. */
export function splitSharesOf(way: SplitWay, tasks: readonly Task[], people: readonly string[]): SplitShare[] {
  if (way === 'evenly') return people.map((accountId) => ({ accountId, townshipId: null }))
  return [...townshipHomes(tasks, people)].map(([townshipId, accountId]) => ({ accountId, townshipId }))
}

function stretches(tasks: readonly Task[], people: readonly string[]): Map<string, string> {
  return new Map(tasks.map(({ id }, place) => [id, people[Math.floor((place * people.length) / tasks.length)]!]))
}

function homesByTownship(tasks: readonly Task[], people: readonly string[]): Map<string, string> {
  const homes = townshipHomes(tasks, people)
  return new Map(tasks.map(({ id, townshipId }) => [id, homes.get(townshipId)!]))
}

/** Whose each township is, with those that they must leave to others. */
function townshipHomes(tasks: readonly Task[], people: readonly string[]): Map<string, string> {
  const load = loadOf(people, [])
  const sizes = new Map<string, number>()
  for (const { townshipId } of tasks) sizes.set(townshipId, (sizes.get(townshipId) ?? 0) + 1)
  const homes = new Map<string, string>()
  for (const [townshipId, size] of [...sizes].sort(([, one], [, other]) => other - one)) {
    const accountId = leastOf(load, () => true)!
    homes.set(townshipId, accountId)
    load.set(accountId, load.get(accountId)! + size)
  }
  return homes
}

function loadOf(people: readonly string[], given: readonly string[]): Map<string, number> {
  const load = new Map(people.map((id) => [id, 0]))
  for (const id of given) load.set(id, load.get(id)! + 1)
  return load
}

/** The first of those with the least. */
function leastOf(load: ReadonlyMap<string, number>, may: (id: string) => boolean): string | null {
  const free = [...load].filter(([id]) => may(id))
  return (
    free.reduce<[string, number] | null>((least, one) => (least && least[1] <= one[1] ? least : one), null)?.[0] ?? null
  )
}

function isFree({ barred }: Task, accountId: string | undefined): boolean {
  return accountId !== undefined && !barred.includes(accountId)
}
