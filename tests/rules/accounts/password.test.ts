import fc from 'fast-check'
import { readNewAccount } from '../../../src/accounts/account.form'
import { commonPasswords } from '../../../src/accounts/passwords/common-passwords'
import { passwordProblem, shortestPassword, strengthOf } from '../../../src/accounts/passwords/password'
import { linkStateOf, newLinkSecret } from '../../../src/accounts/passwords/password-link'
import { endOf, isDueToBeSeen } from '../../../src/accounts/sign-in/session-life'
import { Invalid } from '../../../src/lib/errors'

const id = '0195c0de-0000-7000-8000-000000000001'

describe('a password', () => {
  test.each([
    ['short one', 'tooShort'],
    ['九个汉字也是太短的', 'tooShort'],
    ['x'.repeat(201), 'tooLong'],
    ['I am Zhang.San here', 'hasUsername'],
    ['Password123', 'common'],
    ['１２３４５６７８９０', 'common'],
    ['abababababababab', 'common'],
  ])('%s is refused: %s', (password, why) => {
    expect(passwordProblem(password, 'zhang.san')?.key).toBe(`accounts:password.${why}`)
  })

  test.each(['correct horse', '村里的石榴树开花了吗', 'x7#kQ9!mVb'])('%s is taken', (password) => {
    expect(passwordProblem(password, 'zhang.san')).toBeNull()
  })

  test('the list holds nothing that its length refuses already', () => {
    for (const one of commonPasswords) expect(one.length).toBeGreaterThanOrEqual(shortestPassword)
  })

  test('a longer one is never called weaker', () => {
    const order = ['fair', 'good', 'strong']
    fc.assert(
      fc.property(fc.string({ minLength: 10 }), fc.string(), (password, more) => {
        expect(order.indexOf(strengthOf(password + more))).toBeGreaterThanOrEqual(order.indexOf(strengthOf(password)))
      }),
    )
    expect([strengthOf('abcdefghij'), strengthOf('correct horse'), strengthOf('four unrelated words here 7')]).toEqual([
      'fair',
      'good',
      'strong',
    ])
  })
})

describe('a link', () => {
  const now = new Date('2026-01-10T00:00:00Z')
  test.each([
    [null, 'unknown'],
    [{ usedAt: now, expiresAt: new Date('2026-01-11') }, 'used'],
    [{ usedAt: null, expiresAt: now }, 'expired'],
    [{ usedAt: null, expiresAt: new Date('2026-01-10T00:00:01Z') }, 'open'],
  ])('%j is %s', (link, state) => expect(linkStateOf(link, now)).toBe(state))

  test('carries 256 bits', () => expect(Buffer.from(newLinkSecret(), 'base64url')).toHaveLength(32))
})

describe('a session', () => {
  const began = new Date('2026-01-10T00:00:00Z')
  test.each([
    ['2026-01-10T00:00:00Z', '2026-01-10T00:30:00.000Z'],
    ['2026-01-10T11:29:59Z', '2026-01-10T11:59:59.000Z'],
    ['2026-01-10T11:45:00Z', '2026-01-10T12:00:00.000Z'],
  ])('seen at %s ends at %s', (seen, end) => expect(endOf(began, new Date(seen)).toISOString()).toBe(end))

  test('is written down as seen once a minute', () => {
    expect(isDueToBeSeen(began, new Date('2026-01-10T00:00:59.999Z'))).toBe(false)
    expect(isDueToBeSeen(began, new Date('2026-01-10T00:01:00Z'))).toBe(true)
  })
})

describe('a new account', () => {
  const good = { username: ' Zhang.San ', name: '张 三', role: 'office', townshipId: id, departmentId: id }

  test('keeps no unit that its role does not have', () => {
    expect(readNewAccount(good)).toEqual({
      username: 'zhang.san',
      name: '张三',
      role: 'office',
      townshipId: null,
      departmentId: null,
      teamId: null,
      email: null,
      language: null,
    })
    expect(readNewAccount({ ...good, role: 'township_lead' })).toMatchObject({ townshipId: id, departmentId: null })
    expect(readNewAccount({ ...good, role: 'signatory' })).toMatchObject({ townshipId: null, departmentId: id })
  })

  test.each([
    [{ username: '' }, 'username'],
    [{ username: 'ab' }, 'username'],
    [{ username: '11010519491231002X' }, 'username'],
    [{ username: 'z13812345678' }, 'username'],
    [{ username: ['a', 'b'] }, 'username'],
    [{ name: '  ' }, 'name'],
    [{ name: '名'.repeat(4000) }, 'name'],
    [{ role: 'emperor' }, 'role'],
    [{ role: 'township_clerk', townshipId: '' }, 'townshipId'],
    [{ role: 'reviewer', departmentId: "'; --" }, 'departmentId'],
  ])('%j is refused at its field', (wrong, field) => {
    expect(problemFields(() => readNewAccount({ ...good, ...wrong }))).toEqual([field])
  })

  test('everything wrong is told at once', () => {
    expect(problemFields(() => readNewAccount({ username: '?', name: '', role: '' }))).toEqual([
      'username',
      'name',
      'role',
    ])
    expect(problemFields(() => readNewAccount(undefined))).toEqual(['username', 'name', 'role'])
  })
})

function problemFields(read: () => unknown): string[] {
  try {
    read()
    return []
  } catch (error) {
    return Object.keys((error as Invalid).problems)
  }
}
