import reference from './departments.json'

/** A kind of department (domain §4): `key` is what criteria sets name, `name` what the office says. */
export type DepartmentKind = { key: string; name: string; name_en: string }

/** The kinds that a county chooses its 10–16 departments from. */
export const departmentsPreset: readonly DepartmentKind[] = reference.departments

/** Rosters of real counties, by size: keys of the departments that took part. */
export const departmentRosters: Readonly<Record<'twelve' | 'thirteen' | 'fifteen', readonly string[]>> =
  reference.rosters
