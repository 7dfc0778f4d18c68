import { Invalid } from '../../lib/errors'
import { message, type Message } from '../../lib/message'
import { bare } from '../../lib/tidy'
import { languages, translator } from '../../locales/translate'
import { findPlace } from '../../organisations/organisation'
import { plainUsername } from '../account'
import { type NewAccountCommand, readNewAccount } from '../account.form'
import { boundOf, type Role, roles } from '../role'
import type { AccountRow } from './account-sheet'

/** What a row is planned against. */
export type AccountsShape = {
  townships: { id: string; name: string }[]
  departments: { id: string; name: string; nameEn: string }[]
  usernames: ReadonlySet<string>
}

/** A row that makes an account, or says why not. `there`: the username is taken, the row is left alone. */
export type PlannedAccount = {
  row: AccountRow
  role: Role | null
  effect: 'new' | 'there' | 'wrong'
  command: NewAccountCommand | null
  problems: Message[]
}

/** Every row against the accounts there are and the rows before it; taking the same list again makes nothing. */
export function planAccounts(rows: readonly AccountRow[], shape: AccountsShape): PlannedAccount[] {
  const named = new Set<string>()
  return rows.map((row) => {
    const username = plainUsername(row.username)
    const planned = planOne(row, shape)
    if (planned.effect !== 'wrong' && shape.usernames.has(username))
      return { ...planned, effect: 'there', command: null }
    if (named.has(username)) return wrong(row, planned.role, [message('accounts:import.twice')])
    named.add(username)
    return planned
  })
}

function planOne(row: AccountRow, { townships, departments }: AccountsShape): PlannedAccount {
  const role = roleOf(row.role)
  const unit = unitOf(row.unit, role && boundOf[role] === 'township' ? townships : departments)
  const bound = role && boundOf[role]
  if (bound !== 'county' && bound && !unit) return wrong(row, role, [message('accounts:import.unit')])
  try {
    const ids = { townshipId: bound === 'township' ? unit : '', departmentId: bound === 'department' ? unit : '' }
    const command = readNewAccount({ ...row, role: role ?? '', ...ids })
    return { row, role, effect: 'new', command, problems: [] }
  } catch (error) {
    if (!(error instanceof Invalid)) throw error
    return wrong(row, role, Object.values(error.problems))
  }
}

function wrong(row: AccountRow, role: Role | null, problems: Message[]): PlannedAccount {
  return { row, role, effect: 'wrong', command: null, problems }
}

/** By its name in either language. */
function roleOf(text: string): Role | null {
  const wanted = bare(text).toLowerCase()
  const says = (role: Role) =>
    languages.some((lang) => bare(translator(lang)(`roles:${role}`)).toLowerCase() === wanted)
  return roles.find(says) ?? null
}

function unitOf(text: string, units: { id: string; name: string; nameEn?: string }[]): string {
  const inEnglish = units.find(({ nameEn }) => nameEn && bare(nameEn).toLowerCase() === bare(text).toLowerCase())
  return (findPlace(text, units) ?? inEnglish)?.id ?? ''
}
