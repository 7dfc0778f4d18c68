import fc from 'fast-check'
import { checkInvariants } from '../../../src/invariants/invariants.actions'
import { Tried } from './act'
import { sign, withdraw } from './acts/answering'
import { call } from './acts/meetings'
import { anyHistory, births, everyAct } from './histories'
import { born, type Life } from './model'
import { Played } from './played'
import { openStage, type Stage } from './stage'

/** Kept of every birth for finding the shortest life that fails. */
const spare = 25

/**
 * So many random lives over HTTP, each with a candidate of its own in one county: what the model forbids is refused and
 * changes nothing, the rest is done; afterwards every invariant holds, and most acts were tried (all of them in five hundred lives). How many is the setting
 * LIVES, `COUNTS=1` prints how often each act was taken; `npm run lives` runs these alone.
 */
export function randomLives(seed: number, usual: number): void {
  const lives = Number(process.env['LIVES'] ?? usual)
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage(births, Math.ceil((lives / births.length) * 1.3) + spare)
  }, 300_000)
  afterAll(() => stage.end())

  test(`${lives} random lives over HTTP: what the model forbids is refused and changes nothing, the rest is done`, async () => {
    const birth = fc.nat({ max: births.length - 1 })
    const history = fc.commands(anyHistory, { maxCommands: 8, size: 'max' })
    const property = fc.asyncProperty(birth, history, async (index, commands) => {
      stage.toWeek(0)
      const played = new Played(stage, stage.next(index))
      await played.stored()
      const life = born(births[index]!)
      try {
        if (births[index]) await new Tried(sign('petitions')).run(life, played)
        await fc.asyncModelRun(() => ({ model: life, real: played }), commands)
      } finally {
        await leave(played, life)
      }
    })
    await fc.assert(property, { numRuns: lives, seed })
  }, 3_600_000)

  test('most acts were taken; of five hundred lives and more every one, and refused', () => {
    const never = { allowed: 0, refused: 0 }
    const counts = [...everyAct].map((act) => ({ act, ...(stage.counts.get(act) ?? never) }))
    if (process.env['COUNTS']) console.table(counts)
    const untried = counts.filter(({ allowed }) => allowed === 0)
    expect(untried.length).toBeLessThan(counts.length / 2)
    const least = Math.floor(lives / 500)
    expect(
      counts.filter(({ act, allowed, refused }) => allowed < least || (refused < least && act !== call.name)),
    ).toEqual([])
  })

  test('after all of them every invariant holds', async () => {
    const checked = await checkInvariants(stage.deps)
    expect(checked.filter(({ broken }) => broken > 0)).toEqual([])
  }, 300_000)
}

/** Whoever would stand on the agenda of the next life's meeting leaves. */
async function leave(played: Played, { now }: Life): Promise<void> {
  const { standing } = (await played.stored()) as { standing: string }
  if (!['refer', 'hold', 'disputed'].includes(standing)) return
  played.tick({ now: now + 5 })
  const { path, fields } = (await withdraw.ask(played, born(null)))!
  await (await played.as('clerk')).post(path, fields)
}
