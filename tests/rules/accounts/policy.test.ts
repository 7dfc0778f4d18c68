import { accountActs, mayAct, mayCreate, type AccountAct } from '../../../src/accounts/account.policy'
import { roles, type Role } from '../../../src/accounts/role'

const other = { id: 'other', state: 'active' as const }
const as = (role: Role) => ({ accountId: 'me', role })

const allowedTo: Record<AccountAct, Role[]> = {
  create: ['system_admin'],
  rename: ['system_admin'],
  change_role: ['system_admin', 'security_admin'],
  issue_link: ['system_admin'],
  disable: ['system_admin', 'security_admin'],
  enable: ['system_admin'],
  unlock: ['security_admin'],
  end_sessions: ['security_admin'],
}

const walk = roles.flatMap((role) => accountActs.map((act) => [role, act] as const))

test.each(walk)('%s: %s', (role, act) => {
  const account = { ...other, state: act === 'enable' ? ('disabled' as const) : ('active' as const) }
  const verdict = act === 'create' ? mayCreate(as(role)) : mayAct(as(role), account, act, false)
  const expected = allowedTo[act].includes(role)
  expect(verdict).toEqual(
    expected ? { allowed: true } : { allowed: false, reason: { key: `accounts:refused.role.${act}` } },
  )
})

test.each(['system_admin', 'security_admin'] as const)('a %s changes nothing about themselves', (role) => {
  for (const act of accountActs) expect(mayAct(as(role), { id: 'me', state: 'active' }, act, false).allowed).toBe(false)
  expect(reason(mayAct(as(role), { id: 'me', state: 'active' }, 'disable', false))).toBe('self')
})

test('the last system administrator is neither disabled nor given another role, but gets a new link', () => {
  expect(reason(mayAct(as('security_admin'), other, 'disable', true))).toBe('lastAdmin')
  expect(reason(mayAct(as('security_admin'), other, 'change_role', true))).toBe('lastAdmin')
  expect(mayAct(as('system_admin'), other, 'issue_link', true).allowed).toBe(true)
})

test('a disabled account can only be enabled, an active one not', () => {
  const disabled = { ...other, state: 'disabled' as const }
  expect(reason(mayAct(as('system_admin'), disabled, 'issue_link', false))).toBe('disabled')
  expect(reason(mayAct(as('system_admin'), disabled, 'disable', false))).toBe('disabled')
  expect(mayAct(as('system_admin'), disabled, 'enable', false).allowed).toBe(true)
  expect(reason(mayAct(as('system_admin'), other, 'enable', false))).toBe('alreadyActive')
})

function reason(verdict: ReturnType<typeof mayAct>): string {
  return verdict.allowed ? 'allowed' : verdict.reason.key.replace('accounts:refused.', '')
}
