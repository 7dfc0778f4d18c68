import type { County } from './county'
import { dateFromDay } from '../../src/lib/day'
import type { TestApp } from './app'

/** The smallest list that knows every class: B1 bar (court, police), H1 hold (discipline), R1 refer (petitions). */
export const smallListOwners = { court: 'B1', police: 'B1', discipline: 'H1', petitions: 'R1' } as const

/** Makes it the county's list, and its four owners the only departments of the cycle; two years have a calendar. */
export async function shrinkList({ deps, county }: TestApp & { county: County }): Promise<void> {
  const items = [
    item('B1', 'bar', 'court', ['police']),
    item('H1', 'hold', 'discipline'),
    item('R1', 'refer', 'petitions'),
  ]
  await deps.db.criteriaSet.update({ where: { id: county.criteriaSetId }, data: { items } })
  const keep = Object.keys(smallListOwners).map((key) => county.departments[key]!)
  await deps.db.cycleDepartment.deleteMany({ where: { departmentId: { notIn: keep } } })
  await deps.db.calendarYear.createMany({ data: [{ year: 2027 }] })
  await deps.db.calendarDay.create({ data: { day: dateFromDay('2027-01-01'), kind: 'holiday', name: '元旦' } })
}

function item(code: string, itemClass: string, lead: string, assisting: string[] = []) {
  return { code, class: itemClass, lead, assisting, window: 'while', text: `情形${code}`, text_en: `Item ${code}` }
}
