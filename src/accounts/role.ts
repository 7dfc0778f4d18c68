/** Who signs in (domain §2). One account has one role; separation of duties rests on that. */
export const roles = [
  'township_clerk',
  'township_lead',
  'reviewer',
  'signatory',
  'office',
  'leading_group',
  'observer',
  'system_admin',
  'security_admin',
  'auditor',
] as const

export type Role = (typeof roles)[number]

/** What a role is bound to: an account of a township role names its township, of a department role its department. */
export type Bound = 'township' | 'department' | 'county'

export const boundOf: Record<Role, Bound> = {
  township_clerk: 'township',
  township_lead: 'township',
  reviewer: 'department',
  signatory: 'department',
  office: 'county',
  leading_group: 'county',
  observer: 'county',
  system_admin: 'county',
  security_admin: 'county',
  auditor: 'county',
}

export const townshipRoles: readonly Role[] = ['township_clerk', 'township_lead']
export const departmentRoles: readonly Role[] = ['reviewer', 'signatory']
/** The three administrators (三员): they run the system and see no case. */
export const administratorRoles: readonly Role[] = ['system_admin', 'security_admin', 'auditor']
/** Everybody else has to do with cases. */
export const caseRoles: readonly Role[] = roles.filter((role) => !administratorRoles.includes(role))
