import fc from 'fast-check'
import { checkInvariants } from '../../src/invariants/invariants.actions'
import { anyHistory } from './histories/commands'
import { born } from './histories/model'
import { openStage, Played, type Stage } from './histories/stage'

/** How many lives are lived; each has a candidate of its own, and some more are kept for finding the shortest one that fails. */
const lives = Number(process.env['LIVES'] ?? 2000)

let stage: Stage
beforeAll(async () => {
  stage = await openStage(lives + 200)
}, 300_000)
afterAll(() => stage.end())

test(`${lives} random lives over HTTP: what the model forbids is refused and changes nothing, the rest is done`, async () => {
  let next = 0
  const property = fc.asyncProperty(fc.commands(anyHistory, { maxCommands: 40, size: '+1' }), async (history) => {
    const candidate = stage.county.candidates[next++]
    if (!candidate) throw new Error('no candidates left')
    stage.toWeek(0)
    await fc.asyncModelRun(() => ({ model: born(), real: new Played(stage, candidate.id) }), history)
  })
  await fc.assert(property, { numRuns: lives, endOnFailure: false })
  expect(next).toBeGreaterThanOrEqual(lives)
}, 3_600_000)

test('after all of them every invariant holds', async () => {
  const checked = await checkInvariants(stage.deps)
  expect(checked.filter(({ broken }) => broken > 0)).toEqual([])
}, 300_000)
