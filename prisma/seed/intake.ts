import { recorded } from '../../src/audit/recorded'
import { takeStep } from '../../src/candidates/candidates.actions'
import { findCandidate } from '../../src/candidates/candidates.store'
import { correctCandidate } from '../../src/candidates/files/files.actions'
import { type FileRow, insertFiles, replaceRelatives } from '../../src/candidates/files/files.store'
import { sealId } from '../../src/candidates/id-seal'
import { insertEvents } from '../../src/candidates/steps/steps.store'
import { digestId } from '../../src/lib/id-digest'
import { newId } from '../../src/lib/ids'
import type { Cast } from './cast'
import { type Person, people } from './people'
import type { Random } from './random'
import { countyShape } from '../../src/organisations/organisations.store'
import type { Story } from './story'

/** A person's file as it came in. */
export type Entered = Person & { id: string }

/** Files that are still with their townships, by how far they are; everybody else is passed. */
const withTownships = { draft: 6, submitted: 7, returned: 4, not_recommended: 5 } as const

/** Townships hand in their rosters and screen them. Gives everybody in the order of the county's lists. */
export async function takeIn(story: Story, cast: Cast, cycleId: string, random: Random): Promise<Entered[]> {
  const thisYear = Number((await story.moveTo(14, '09:00')).slice(0, 4))
  const shape = await countyShape(story.deps.db)
  const everybody = people(shape, random, thisYear).map((person) => ({ ...person, id: newId() }))
  twoTeams(everybody)
  for (const { id } of shape) {
    await importRoster(story, cast, cycleId, ofTownship(everybody, id))
    story.minutes(25)
  }
  await declareRelatives(story, everybody)
  await story.moveTo(9, '09:30')
  await screen(story, cast, everybody, random)
  return everybody
}

function ofTownship(everybody: Entered[], townshipId: string): Entered[] {
  return everybody.filter(({ township }) => township.id === townshipId)
}

async function importRoster({ deps }: Story, cast: Cast, cycleId: string, entered: Entered[]): Promise<void> {
  const clerk = cast.clerk(entered[0]!.township.id)
  await recorded(deps, clerk, 'roster.imported', async (tx) => {
    const rows = entered.map(({ id, file, idNumber, township, team }): FileRow => {
      const place = { cycleId, townshipId: township.id, teamId: team.id }
      return { id, ...place, ...file, ...sealId(deps.keys, idNumber, id) }
    })
    const now = deps.clock.now()
    const created = await insertFiles(tx, rows, clerk.accountId, now)
    const events = rows.map(({ id }) => ({ candidateId: id, kind: 'import' as const }))
    await insertEvents(tx, clerk, events, now)
    return { result: undefined, record: { type: 'township', id: entered[0]!.township.id, details: { created } } }
  })
}

/** R3: two people are put forward in two teams, with the same name and number. */
function twoTeams(everybody: Entered[]): void {
  for (const [from, to] of [
    [12, 700],
    [333, 340],
  ] as const) {
    const [first, second] = [everybody[from]!, everybody[to]!]
    second.idNumber = first.idNumber
    second.file = { ...first.file, position: second.file.position, bothPosts: second.file.bothPosts }
  }
}

/** R1: in some teams somebody names a relative who is put forward too, or one who is not. */
async function declareRelatives({ deps }: Story, everybody: Entered[]): Promise<void> {
  const kinships = ['spouse', 'sibling', 'parent'] as const
  for (const [place, index] of [40, 155, 290, 455, 610, 820].entries()) {
    const [one, other] = [everybody[index]!, everybody[index + 1]!]
    const inTeam = one.team.id === other.team.id
    const idDigest = inTeam ? digestId(deps.keys, other.idNumber) : null
    const name = inTeam ? other.file.name : '云川某某'
    const relative = { kinship: kinships[place % 3]!, name, idDigest }
    await deps.db.$transaction((tx) => replaceRelatives(tx, one.id, [relative]))
  }
}

/** Clerks submit, leads pass, return or do not recommend; what a clerk corrects is passed the second time. */
async function screen(story: Story, cast: Cast, everybody: Entered[], random: Random): Promise<void> {
  const held = holdBack(everybody, random)
  const corrected = random.shuffled(everybody.filter(({ id }) => !held.has(id))).slice(0, 3)
  for (const townshipId of new Set(everybody.map(({ township }) => township.id))) {
    const own = ofTownship(everybody, townshipId)
    const ids = (word: string) => own.filter(({ id }) => held.get(id) === word).map(({ id }) => id)
    const redone = own.filter((one) => corrected.includes(one))
    const again = redone.map(({ id }) => id)
    const passed = own.filter(({ id }) => !held.has(id) && !again.includes(id)).map(({ id }) => id)
    const step = (
      by: 'clerk' | 'lead',
      act: Parameters<typeof takeStep>[3],
      of: string[],
      words: string | null = null,
    ) => (of.length ? takeStep(story.deps, cast[by](townshipId), of, act, words) : 0)
    await step('clerk', 'submit', [
      ...passed,
      ...again,
      ...ids('submitted'),
      ...ids('returned'),
      ...ids('not_recommended'),
    ])
    story.minutes(20)
    await step('lead', 'return', [...ids('returned'), ...again], '学历证明不清晰，请重新核对后报送。')
    await step('lead', 'not_recommend', ids('not_recommended'), '村党组织会议未通过推荐。')
    await step('lead', 'pass', passed)
    story.minutes(20)
    for (const one of redone) await correct(story, cast, one)
    await step('clerk', 'resubmit', again)
    story.minutes(5)
    await step('lead', 'pass', again)
  }
}

/** By id, how far the files are that the round does not wait for. */
function holdBack(everybody: Entered[], random: Random): Map<string, string> {
  const left = random.shuffled(everybody)
  return new Map(
    Object.entries(withTownships).flatMap(([word, count]) =>
      left.splice(0, count).map(({ id }): [string, string] => [id, word]),
    ),
  )
}

async function correct({ deps }: Story, cast: Cast, { id, township, team, file, idNumber }: Entered): Promise<void> {
  const { version } = (await findCandidate(deps.db, { kind: 'county' }, id))!
  const better = { ...file, education: file.education === '30' ? '20' : '30', remarks: '已补交学历证明' }
  const command = { teamId: team.id, idNumber, file: better, relatives: [], version }
  await correctCandidate(deps, cast.clerk(township.id), id, command)
}
