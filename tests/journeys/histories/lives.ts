import fc from 'fast-check'
import { checkInvariants } from '../../../src/invariants/invariants.actions'
import { anyHistory } from './commands'
import { born } from './model'
import { openStage, Played, type Stage } from './stage'

/** Kept for finding the shortest life that fails. */
const spare = 200

/**
 * So many random lives over HTTP, each with a candidate of its own in one county: what the model forbids is refused and
 * changes nothing, the rest is done; afterwards every invariant holds. How many is the setting LIVES; `npm run lives` runs these alone.
 */
export function randomLives(seed: number, usual: number): void {
  const lives = Number(process.env['LIVES'] ?? usual)
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage(lives + spare)
  }, 300_000)
  afterAll(() => stage.end())

  test(`${lives} random lives over HTTP: what the model forbids is refused and changes nothing, the rest is done`, async () => {
    let next = 0
    const property = fc.asyncProperty(fc.commands(anyHistory, { maxCommands: 8, size: 'max' }), async (history) => {
      const candidate = stage.county.candidates[next++]
      if (!candidate) throw new Error('no candidates left')
      stage.toWeek(0)
      await fc.asyncModelRun(() => ({ model: born(), real: new Played(stage, candidate.id) }), history)
    })
    await fc.assert(property, { numRuns: lives, seed })
    expect(next).toBeGreaterThanOrEqual(lives)
  }, 3_600_000)

  test('after all of them every invariant holds', async () => {
    const checked = await checkInvariants(stage.deps)
    expect(checked.filter(({ broken }) => broken > 0)).toEqual([])
  }, 300_000)
}
