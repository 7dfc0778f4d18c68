import { load } from 'cheerio'
import type { Response } from 'supertest'
import { recorded } from '../../src/audit/recorded'
import { Refused } from '../../src/lib/errors'
import { newId } from '../../src/lib/ids'
import { makeAccount, signedIn, type Browser } from '../support/accounts'
import { idNumberOf } from '../support/county'
import { countyWorld, type World } from '../support/review-world'

// Somebody's account is disabled or moved while their request is under way: the request knows them as they were.
let world: World
beforeAll(async () => (world = await countyWorld(3)), 60_000)
afterAll(() => world.close())

const said = ({ text }: Response) => load(text)('main').text().replace(/\s+/g, ' ')

/** Changes the account in another transaction, which commits as soon as the request waits for it. */
async function whileChanging(browser: Browser, change: string, request: () => Promise<Response>): Promise<Response> {
  const { pool } = world.deps
  const other = await pool.connect()
  try {
    await other.query('BEGIN')
    await other.query(`UPDATE account SET ${change} WHERE id = '${browser.actor.accountId}'`)
    const answer = request()
    await Promise.race([answer, somebodyWaits()])
    await other.query('COMMIT')
    return await answer
  } finally {
    // Does nothing after the commit.
    await other.query('ROLLBACK')
    other.release()
  }
}

async function somebodyWaits(): Promise<void> {
  for (let tries = 0; tries < 500; tries++) {
    const { rows } = await world.deps.pool.query(`
      SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`)
    if (rows.length) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

async function written() {
  const { db } = world.deps
  return { candidates: await db.candidate.count(), entries: await db.auditEntry.count() }
}

const person = () => ({
  teamId: world.county.teams[0]!.id,
  name: '曾小明',
  idNumber: idNumberOf(501),
  position: 'committee_member',
})

test('who was disabled a second ago does nothing more, and is told so', async () => {
  const clerk = await world.as('township_clerk', '盛乐镇')
  const before = await written()
  const answer = await whileChanging(clerk, `state = 'disabled'`, async () => clerk.post('/candidates', person()))
  expect(answer.status).toBe(403)
  expect(said(answer)).toContain('您的账号刚刚被停用，这一步没有执行')
  expect(await written()).toEqual(before)
})

test.each([
  ['another role', `role = 'township_lead'`],
  ['another township', `township_id = (SELECT id FROM township WHERE name = '盛乐镇')`],
])('who was given %s between the page and the act does nothing as what they were', async (_what, change) => {
  const clerk = await signedIn(world, await makeAccount(world, 'township_clerk', township('巧什营镇')))
  const before = await written()
  const mine = { ...person(), teamId: world.county.teams[2]!.id }
  const answer = await whileChanging(clerk, change, async () => clerk.post('/candidates', mine))
  expect([answer.status, said(answer)]).toEqual([403, expect.stringContaining('您的角色或所属单位刚刚变更')])
  expect(await written()).toEqual(before)
})

test('another department is another person too; another name is not', async () => {
  const actor = await makeAccount(world, 'signatory', { departmentId: world.county.departments['court'] })
  const act = () => recorded(world.deps, actor, 'paper.exported', async () => ({ result: 1, records: [] }))
  await world.deps.db.account.update({ where: { id: actor.accountId }, data: { name: '改了名' } })
  expect(await act()).toBe(1)
  await world.deps.db.account.update({
    where: { id: actor.accountId },
    data: { departmentId: world.county.departments['police']! },
  })
  await expect(act()).rejects.toThrow(new Refused({ key: 'errors:doer.moved' }))
})

test('an account that does not exist does nothing', async () => {
  const nobody = { ...(await makeAccount(world, 'office')), accountId: newId() }
  const act = recorded(world.deps, nobody, 'paper.exported', async () => ({ result: 1, records: [] }))
  await expect(act).rejects.toThrow(new Refused({ key: 'errors:doer.disabled' }))
})

test('whoever is sent away can still sign out', async () => {
  const observer = await world.as('observer')
  const answer = await whileChanging(observer, `state = 'disabled'`, async () => observer.post('/sign-out'))
  expect([answer.status, answer.headers['location']]).toEqual([303, '/sign-in'])
})

test('the program itself has no account', async () => {
  const system = { accountId: null, username: 'system', role: 'system', address: '', requestId: '' }
  const records = [{ type: 'county', id: 'x' }]
  expect(await recorded(world.deps, system, 'county.named', async () => ({ result: 2, records }))).toBe(2)
})

function township(name: string) {
  return { townshipId: world.county.townships.find((one) => one.name === name)!.id }
}
