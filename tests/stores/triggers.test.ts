import { inTransaction } from '../../src/db/client'
import { raiseTriggers } from '../../src/rounds/triggers/triggers.store'
import type { NewTrigger } from '../../src/rounds/triggers/trigger'
import { actorIn } from '../support/county'
import { countyWorld, type World } from '../support/review-world'

let world: World

beforeAll(async () => {
  world = await countyWorld(3)
})
afterAll(() => world.close())

const objection = (over: Partial<NewTrigger> = {}): NewTrigger => ({
  candidateId: world.county.candidates[0]!.id,
  departmentId: null,
  kind: 'objection',
  words: '群众来信反映宅基地问题',
  source: '信访〔2026〕3号',
  reportedOn: '2026-01-09',
  ...over,
})

async function raise(triggers: NewTrigger[], accountId: string | null = null) {
  return inTransaction(world.deps.db, (tx) => raiseTriggers(tx, triggers, { accountId, at: world.deps.clock.now() }))
}

describe('triggers raised', () => {
  beforeEach(() => world.deps.db.trigger.deleteMany())

  test('many at once, each with its own day, department and source', async () => {
    const { departments, candidates } = world.county
    const [court, second] = [departments['court']!, candidates[1]!.id]
    const office = actorIn(world.county, 'office').accountId
    expect(
      await raise([objection(), objection({ departmentId: court }), objection({ candidateId: second })], office),
    ).toBe(3)
    const rows = await world.deps.db.trigger.findMany({ where: { departmentId: court } })
    expect(rows).toMatchObject([{ kind: 'objection', recordedById: office, roundId: null, setAsideAt: null }])
    expect(rows[0]!.reportedOn.toISOString()).toBe('2026-01-09T00:00:00.000Z')
  })

  test('what is open already is not doubled, neither within one batch nor by a later one', async () => {
    expect(await raise([objection(), objection({ reportedOn: '2026-01-10' })])).toBe(1)
    expect(await raise([objection({ reportedOn: '2026-01-11' }), objection({ words: '又有来信' })])).toBe(1)
    expect(await world.deps.db.trigger.count()).toBe(2)
  })

  test('two of the same at one moment become one', async () => {
    const raised = await Promise.all([raise([objection()]), raise([objection()])])
    expect(raised.sort()).toEqual([0, 1])
  })

  test('what was set aside may be raised again', async () => {
    await raise([objection()])
    await world.deps.db.trigger.updateMany({ data: { setAsideAt: new Date(), setAsideWords: '已核实，不属实' } })
    expect(await raise([objection()])).toBe(1)
    expect(await raise([])).toBe(0)
  })
})
