import { load } from 'cheerio'
import { digestId } from '../../src/lib/id-digest'
import { newId } from '../../src/lib/ids'
import { makeAccount, signedIn, signedInAs, type Browser } from '../support/accounts'
import { testApp, type TestApp } from '../support/app'
import { idNumberOf } from '../support/county'

jest.setTimeout(30_000)

const [townshipId, teamId] = [newId(), newId()]
const own = idNumberOf(77)
let world: TestApp
let admin: Browser

beforeAll(async () => {
  world = await testApp()
  await world.deps.db.township.create({ data: { id: townshipId, name: '盛乐镇' } })
  await world.deps.db.team.create({ data: { id: teamId, townshipId, name: '示范村', kind: 'village' } })
  admin = await signedInAs(world, 'system_admin')
})
afterAll(() => world.close())

const stored = (username: string) => world.deps.db.account.findUniqueOrThrow({ where: { username } })
const sent = async (id: string) => {
  const $ = load((await admin.get(`/accounts/${id}/change`)).text)
  return { seen: String($('[name=seen]').val()), name: String($('[name=name]').val()), role: 'office' }
}

test('an ID number typed once becomes a digest; no page and no audit row shows it again', async () => {
  const typed = { username: 'near.one', name: '张近', role: 'office', idNumber: ` ${own.toLowerCase()} `, teamId }
  expect((await admin.post('/accounts', typed)).status).toBe(201)
  const account = await stored('near.one')
  expect(account).toMatchObject({ teamId, idDigest: digestId(world.deps.keys, own) })
  const page = await admin.get(`/accounts/${account.id}`)
  expect(page.text).toContain('已登记')
  expect(page.text).toContain('盛乐镇 · 示范村')
  const form = await admin.get(`/accounts/${account.id}/change`)
  expect(load(form.text)('optgroup[label="盛乐镇"] option[selected]').text()).toBe('示范村')
  const audit = await world.deps.db.auditEntry.findMany()
  for (const text of [page.text, form.text, JSON.stringify(audit.map(({ details }) => details))])
    expect(text).not.toMatch(new RegExp(`${own}|${account.idDigest}`, 'i'))
})

test('an empty field leaves what is known, the box forgets it, a new number takes its place', async () => {
  const { id, idDigest } = await stored('near.one')
  const change = async (also: Record<string, string>) =>
    admin.post(`/accounts/${id}/change`, { ...(await sent(id)), teamId, ...also }).expect(303)
  await change({ name: '张近近' })
  expect(await stored('near.one')).toMatchObject({ idDigest, name: '张近近' })
  await change({ idNumber: idNumberOf(78) })
  expect((await stored('near.one')).idDigest).toBe(digestId(world.deps.keys, idNumberOf(78)))
  await change({ forgetId: 'yes', teamId: '' })
  expect(await stored('near.one')).toMatchObject({ idDigest: null, teamId: null })
  const acts = await world.deps.db.auditEntry.findMany({ where: { act: 'account.changed', recordId: id } })
  expect(acts.flatMap(({ details }) => (details as { fields: string[] }).fields).sort()).toEqual([
    'idNumber',
    'idNumber',
    'name',
    'teamId',
  ])
})

test.each([
  ['a number with a wrong check digit', { idNumber: own.slice(0, 17) + (own.endsWith('1') ? '2' : '1') }, 'idNumber'],
  ['a village that is none', { teamId: "'; --" }, 'teamId'],
  ['a village of nowhere', { teamId: newId() }, 'teamId'],
])('%s is refused beside its field, and what was typed stays', async (_, also, field) => {
  const typed = { username: 'near.two', name: '李近', role: 'office', ...also }
  const refused = await admin.post('/accounts', typed)
  expect(refused.status).toBe(422)
  const $ = load(refused.text)
  expect($('.problems a').attr('href')).toBe(`#${field}`)
  expect($('[name=name]').val()).toBe('李近')
})

test('the security administrator changes roles only, not whom a person is near to', async () => {
  const target = await makeAccount(world, 'office', { username: 'near.three' })
  const guard = await signedInAs(world, 'security_admin')
  const $ = load((await guard.get(`/accounts/${target.accountId}/change`)).text)
  expect($('[name=idNumber], [name=teamId]')).toHaveLength(0)
  const forged = { seen: String($('[name=seen]').val()), role: 'office', idNumber: own }
  expect((await guard.post(`/accounts/${target.accountId}/change`, forged)).status).toBe(403)
  expect((await stored('near.three')).idDigest).toBeNull()
})

test('one’s own account says what is kept and why', async () => {
  const target = await makeAccount(world, 'office')
  await world.deps.db.account.update({ where: { id: target.accountId }, data: { teamId } })
  const page = await (await signedIn(world, target)).get('/account')
  expect(page.text).toContain('盛乐镇 · 示范村')
  expect(page.text).toContain('未登记')
  expect(page.text).toContain('身份证号不保存')
})
