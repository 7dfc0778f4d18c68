import { load } from 'cheerio'
import { digestId } from '../../src/lib/id-digest'
import { newId } from '../../src/lib/ids'
import { type Browser, signedIn, signedInAs } from '../support/accounts'
import { testApp, type TestApp } from '../support/app'
import { actorIn, type County, makeCounty } from '../support/county'
import { makeRound } from '../support/round'

jest.setTimeout(60_000)

let world: TestApp
let county: County
let office: Browser
let leader: Browser
let people: string[]

// Candidates 0 and 3 stand in one village, 1 and 4 in the next; everybody is clear.
beforeEach(async () => {
  world = await testApp()
  county = await makeCounty(world.deps.db, world.deps.keys, { candidates: 5 })
  people = (await makeRound(world.deps.db, county)).candidateIds
  office = await signedIn(world, actorIn(county, 'office'))
  leader = await signedIn(world, actorIn(county, 'leading_group'))
})
afterEach(() => world.close())

const clearOf = (ids: string[]) => ({ standing: 'clear', outcome: 'eligible', candidateIds: ids })
const stateOf = async (n: number) => (await outcomeOf(n)).state
const outcomeOf = (n: number) => world.deps.db.outcome.findFirstOrThrow({ where: { candidateId: people[n]! } })
const know = ({ actor }: Browser, data: { teamId?: string; idDigest?: string; name?: string }) =>
  world.deps.db.account.update({ where: { id: actor.accountId }, data })
const digestOf = (n: number) => digestId(world.deps.keys, county.candidates[n]!.idNumber)
const sibling = (n: number, name: string, idDigest: string | null) =>
  world.deps.db.relative.create({ data: { id: newId(), candidateId: people[n]!, kinship: 'sibling', name, idDigest } })

describe('approving', () => {
  let ids: string[]
  beforeEach(async () => {
    await office.post('/outcomes', clearOf(people)).expect(303)
    ids = await Promise.all(people.map(async (_, n) => (await outcomeOf(n)).id))
  })

  test('leaves those out whom the member is near to and says why; another member approves them', async () => {
    await know(leader, { teamId: county.candidates[0]!.teamId })
    const choice = load((await leader.post('/outcomes/choice', { outcomeIds: ids }).expect(200)).text)
    expect(choice('[data-left-out]').text()).toContain('以下 2 人与您有关联')
    expect(choice('[data-left-out] li').first().text()).toContain('与人选同一村（社区）')
    const left = choice('form input[name=outcomeIds]')
      .map((_, input) => input.attribs['value'])
      .get()
    expect(left.sort()).toEqual([ids[1], ids[2], ids[4]].sort())
    await leader.post('/outcomes/approvals', { outcomeIds: left }).expect(303)
    const refused = await leader.post('/outcomes/approvals', { outcomeIds: [ids[0]!, ids[3]!] })
    expect([refused.status, refused.text]).toEqual([403, expect.stringContaining('请由领导小组其他成员审定')])
    expect(await stateOf(0)).toBe('proposed')
    const other = await signedInAs(world, 'leading_group')
    await other.post('/outcomes/approvals', { outcomeIds: [ids[0]!, ids[3]!] }).expect(303)
    expect(await stateOf(0)).toBe('approved')
  })

  test.each([
    ['the same person', () => know(leader, { idDigest: digestOf(1) })],
    [
      'a relative by ID number',
      async () => {
        await know(leader, { idDigest: digestOf(4) })
        await sibling(1, '别名', digestOf(4))
      },
    ],
    [
      'a relative by name',
      async () => {
        await know(leader, { name: '周近山' })
        await sibling(1, '周近山', null)
      },
    ],
  ])('%s is refused whole, for approving and for sending back', async (_, tie) => {
    await tie()
    await leader.post('/outcomes/approvals', { outcomeIds: [ids[1]!, ids[2]!] }).expect(403)
    await leader.post('/outcomes/refusals', { outcomeIds: [ids[1]!], words: '再核' }).expect(403)
    expect([await stateOf(1), await stateOf(2)]).toEqual(['proposed', 'proposed'])
    await leader.post('/outcomes/approvals', { outcomeIds: [ids[2]!] }).expect(303)
  })

  test('who is near to all of them is told so, and has nothing to press', async () => {
    await know(leader, { teamId: county.candidates[0]!.teamId })
    const outcomeIds = [ids[0]!, ids[3]!]
    const choice = load((await leader.post('/outcomes/choice', { outcomeIds }).expect(200)).text)
    expect(choice('form[action="/outcomes/approvals"]')).toHaveLength(0)
    const page = load((await leader.get(`/outcomes/${ids[0]}`).expect(200)).text)
    expect(page('[data-left-out]').text()).toContain('与人选同一村（社区）')
    expect(page('form[action="/outcomes/choice"]')).toHaveLength(0)
  })

  test('the office may still take back what it proposed for somebody near', async () => {
    await know(office, { teamId: county.candidates[0]!.teamId })
    await office.post('/outcomes/take-backs', { outcomeIds: [ids[0]!] }).expect(303)
    expect(await stateOf(0)).toBe('taken_back')
  })
})

describe('proposing', () => {
  beforeEach(() => know(office, { teamId: county.candidates[0]!.teamId }))

  test('leaves those out whom the office’s person is near to, and refuses them', async () => {
    const page = load((await office.get('/outcomes/new?standing=clear')).text)
    expect(page('[data-left-out]').text()).toContain('以下 2 人与您有关联')
    expect(page('input[name=candidateIds]')).toHaveLength(3)
    const refused = await office.post('/outcomes', clearOf([people[0]!, people[1]!]))
    expect([refused.status, refused.text]).toEqual([403, expect.stringContaining('请由换届办其他人员拟定')])
    expect(await world.deps.db.outcome.count()).toBe(0)
    await office.post('/outcomes', clearOf([people[1]!])).expect(303)
  })

  test('one person alone, and a preview with somebody near, are refused with the reason', async () => {
    await office.get(`/outcomes/new?standing=clear&candidate=${people[0]}`).expect(403)
    await office.get(`/outcomes/new?standing=clear&candidate=${people[1]}`).expect(200)
    await office.post('/outcomes/preview', { standing: 'clear', candidateIds: people.slice(0, 2) }).expect(403)
    const other = await signedInAs(world, 'office')
    await other.post('/outcomes', clearOf([people[0]!])).expect(303)
  })
})
