import reference from './departments.json'

/** A kind of department (domain §4): `key` is what criteria sets name, `name` what the office says. */
export type DepartmentKind = { key: string; name: string; name_en: string }

/** The kinds that a county chooses its 10–16 departments from. */
export const departmentsPreset: readonly DepartmentKind[] = reference.departments

/** Rosters of real counties, by size: keys of the departments that took part. */
export const departmentRosters: Readonly<Record<'twelve' | 'thirteen' | 'fifteen', readonly string[]>> =
  reference.rosters

/**
 * Departments that a list may name: the county's own, then the kinds that it has not taken. A list names whom it needs;
 * an assisting department that takes no part is simply no owner (rules of standing §1), and must not be lost in editing.
 */
export function nameableDepartments<D extends { key: string; name: string; nameEn: string }>(
  own: readonly D[],
): { key: string; name: string; nameEn: string }[] {
  const others = departmentsPreset.filter((kind) => !own.some(({ key }) => key === kind.key))
  return [...own, ...others.map(({ key, name, name_en: nameEn }) => ({ key, name, nameEn }))]
}
