import type { Translate } from '../../locales/translate'
import { writeWorkbook } from '../../sheets/writing'
import type { Role } from '../role'
import { accountColumns, accountHeading } from './account-sheet'

type Unit = { name: string; roles: ReadonlySet<Role> }

/** The county's own list to fill in: a row for every township and department whose place is free; only names are missing. */
export function accountSampleWorkbook(
  { townships, departments }: { townships: Unit[]; departments: Unit[] },
  t: Translate,
): Promise<Buffer> {
  const rows = [
    ...rowsOf(townships, ['township_clerk', 'township_lead'], 'town', t),
    ...rowsOf(departments, ['reviewer', 'signatory'], 'dept', t),
    ...rowsOf([{ name: '', roles: new Set() }], ['leading_group', 'observer', 'security_admin', 'auditor'], '', t),
  ]
  const columns = accountColumns.map((column) => ({
    heading: accountHeading(t, column),
    width: column === 'email' || column === 'unit' ? 28 : 18,
  }))
  return writeWorkbook([{ name: t('accounts:import.sheet'), columns, rows }])
}

/** Suggested usernames: town03.lead, dept05.signatory; they may be changed. */
function rowsOf(units: Unit[], wanted: readonly Role[], prefix: string, t: Translate): string[][] {
  return units.flatMap(({ name, roles }, at) =>
    wanted
      .filter((role) => !roles.has(role))
      .map((role) => {
        const short = role.replace('township_', '').replace('_', '.')
        const username = prefix ? `${prefix}${String(at + 1).padStart(2, '0')}.${short}` : short
        return ['', username, t(`roles:${role}`), name, '']
      }),
  )
}
