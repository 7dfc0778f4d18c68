import type { Cycle } from '../../cycles/cycle'
import type { CriteriaSet } from '../../criteria/criteria'
import type { Tx } from '../../db/client'
import type { Day } from '../../lib/day'
import { groupBy } from '../../lib/group'
import type { Department } from '../../organisations/organisation'
import { dutiesOf } from '../../standings/duties'
import { carryOf, departmentsBehind } from '../carry'
import { reasonsTaken } from '../reason'
import type { RoundPlan } from '../round'
import { type EarlierReviews, earlierReviews, type PersonBefore, peopleBefore } from './earlier.store'
import type { LeftOut, Selectable, Selection, Selected } from './selection'
import { listSelectable } from './selection.store'

/** What a selection is worked out with: the list in use, the departments that would review, the day of issue. */
export type SelectionBasis = {
  cycle: Pick<Cycle, 'id' | 'reuseDays'>
  criteria: CriteriaSet
  departments: Department[]
  issueDay: Day
}

/** Who goes into this round and why, which departments are asked about each, and who is left out. Changes nothing. */
export async function selectPeople(
  db: Tx,
  plan: Pick<RoundPlan, 'which' | 'townshipId' | 'referenceDate'>,
  basis: SelectionBasis,
): Promise<Selection> {
  const all = await listSelectable(db, { cycleId: basis.cycle.id, ...plan })
  const wanted = all
    .map((person) => ({ ...person, reasons: reasonsTaken(person.reasons, plan.which) }))
    .filter(({ reasons }) => reasons.length > 0)
  const people = wanted.filter((person) => !isKeptOut(person))
  const ids = people.filter(({ reasons }) => !reasons.includes('new')).map(({ id }) => id)
  const earlier = ids.length ? await earlierReviews(db, ids) : new Map()
  const before = await peopleBefore(
    db,
    people.map(({ id }) => id),
  )
  return {
    people: people.map((person) => selected(person, before.get(person.id)!, earlier, basis)),
    leftOut: leftOutOf(wanted.filter(isKeptOut)),
  }
}

function isKeptOut({ openRound, sentBack }: Selectable): boolean {
  return openRound !== null || sentBack
}

function selected(
  { id, name, townshipId, township, team, reasons }: Selectable,
  before: PersonBefore,
  earlier: EarlierReviews,
  { cycle, criteria, departments, issueDay }: SelectionBasis,
): Selected {
  const behind = departmentsBehind({ ...before, reasons })
  const keys = departments.map(({ key }) => key)
  const { codes } = dutiesOf(criteria, keys)
  const person: Selected = { id, name, townshipId, township, team, reasons, asked: [], carried: [] }
  for (const department of departments) {
    const review = earlier.get(id)?.get(department.id) ?? null
    const carry = carryOf({
      earlier: review,
      owned: codes.get(department.key) ?? [],
      issueDay,
      reuseDays: cycle.reuseDays,
      identifiedAt: before.identifiedAt,
      triggered: before.triggered.some((asked) => asked === null || asked === department.id),
      behind: behind === 'all' || behind.includes(department.key),
    })
    if (carry === 'carried') person.carried.push({ departmentId: department.id, originId: review!.id })
    else person.asked.push({ departmentId: department.id, why: carry.ask })
  }
  return person
}

function leftOutOf(people: Selectable[]): LeftOut[] {
  const groups = groupBy(people, ({ openRound }) => openRound?.id ?? '')
  const leftOut = [...groups.values()].map((group) => ({ people: group.length, openRound: group[0]!.openRound }))
  return leftOut.sort((a, b) => (a.openRound?.number ?? 0) - (b.openRound?.number ?? 0))
}
