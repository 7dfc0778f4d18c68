import type { Server } from 'node:http'
import type { Tx } from '../../../src/db/client'
import { newId } from '../../../src/lib/ids'
import { signReviews } from '../../../src/reviews/signing/signing.actions'
import { signingDigest } from '../../../src/reviews/signing/signing'
import { signedIn } from '../../support/accounts'
import { testApp } from '../../support/app'
import { actorIn, type County, makeCounty, tellIntake } from '../../support/county'
import { issueFor, type World } from '../../support/review-world'
import { factOf } from '../../support/round'
import { shrinkList } from '../../support/small-list'
import type { Counts } from './act'
import { type Poster, posters } from './browser'
import { type Department, departments, type Hand, items, type Word } from './model'

const start = Date.parse('2026-01-12T01:00:00Z')
const week = 7 * 86_400_000

/** Who stands before the browser: the roles of the case, and the hands of each department. */
export type Who = 'office' | 'leader' | 'clerk' | { department: Department; hand: Hand }

/** What a life begins with: nothing answered, or everybody's words, to be signed by the petitions office alone. */
export type Birth = Record<Department, Word> | null

/** One county in which every life has a candidate, and a township, of its own, played over HTTP. */
export type Stage = Awaited<ReturnType<typeof openStage>>

/** `births`: what lives may begin with, `each` so many of them. */
export async function openStage(births: Birth[], each: number) {
  const app = await testApp({ now: new Date(start) })
  const county = await makeCounty(app.deps.db, app.deps.keys, { candidates: births.length * each })
  await settleApart(app.deps.db, county)
  const server: Server = app.app.listen(0)
  const as: World['as'] = (role, unit, second) => signedIn(app, actorIn(county, role, unit, second))
  const world: World = { ...app, county, as }
  await shrinkList(world)
  await tellIntake(app.deps.db, county, new Date(start))
  await issueFor(world, ['new'], { referenceDate: '2026-01-12', dueOn: '2026-01-15' })
  const people = births.map((_, index) => county.candidates.slice(index * each, (index + 1) * each))
  for (const [index, words] of births.entries()) if (words) await answer(world, people[index]!.map(idOf), words)
  const post = posters(server)
  const browsers = new Map<string, Promise<Poster>>()
  const counts: Counts = new Map()
  let weeks = 0
  return {
    ...world,
    counts,
    count(act: string, allowed: boolean) {
      const before = counts.get(act) ?? { allowed: 0, refused: 0 }
      const more = allowed ? { allowed: before.allowed + 1 } : { refused: before.refused + 1 }
      counts.set(act, { ...before, ...more })
    },
    /** The next candidate who begins like this. */
    next(birth: number) {
      const candidate = people[birth]!.pop()
      if (!candidate) throw new Error('no candidates left')
      return candidate
    },
    /** Sessions are kept for a week of the clock, which every life runs through anew. */
    browser(who: Who, { townshipId }: Candidate) {
      const key = `${weeks} ${typeof who === 'string' ? who : who.department + who.hand} ${who === 'clerk' ? townshipId : ''}`
      const known = browsers.get(key) ?? signIn(world, who, townshipId).then(({ cookie }) => post.of(cookie))
      browsers.set(key, known)
      return known
    },
    today: () => app.deps.clock.today(),
    toWeek(number: number) {
      weeks = number
      app.setNow(new Date(start + number * week))
    },
    /** So many acts after the week began: each has an instant of its own. */
    tick: (acts: number) => app.setNow(new Date(start + weeks * week + acts * 1000)),
    async end() {
      post.end()
      server.close()
      await app.close()
    },
  }
}

export type Candidate = County['candidates'][number]
const idOf = ({ id }: { id: string }) => id

/** A township, a team and a clerk for each candidate, so that a round of the township is a round of that person. */
async function settleApart(db: Tx & World['deps']['db'], county: County): Promise<void> {
  const homes = county.candidates.map(({ id }, index) => {
    return { candidateId: id, townshipId: newId(), teamId: newId(), accountId: newId(), index }
  })
  const position = ({ index }: { index: number }) => index + 10
  await db.township.createMany({
    data: homes.map((home) => ({ id: home.townshipId, name: `第${home.index}镇`, position: position(home) })),
  })
  const team = { name: '示范村', kind: 'village', seats: 7, position: 0 }
  await db.team.createMany({ data: homes.map(({ teamId: id, townshipId }) => ({ ...team, id, townshipId })) })
  const clerks = homes.map(({ accountId, townshipId, index }) => ({
    ...actorIn(county, 'township_clerk'),
    accountId,
    townshipId,
    username: `clerk-of-${index}`,
  }))
  await db.account.createMany({
    data: clerks.map(({ accountId: id, username, name, role, townshipId }) => {
      return { id, username, name, role, townshipId, createdAt: new Date(start) }
    }),
  })
  await db.$executeRaw`
    UPDATE candidate c SET township_id = h."townshipId", team_id = h."teamId"
    FROM jsonb_to_recordset(${JSON.stringify(homes)}::jsonb) AS h ("candidateId" uuid, "townshipId" uuid, "teamId" uuid)
    WHERE c.id = h."candidateId"`
  county.actors.push(...clerks)
  for (const [index, candidate] of county.candidates.entries()) {
    Object.assign(candidate, { townshipId: homes[index]!.townshipId, teamId: homes[index]!.teamId })
  }
}

/** Everybody's draft lies there; all but the petitions office have signed. */
async function answer({ deps, county }: World, candidateIds: string[], words: Record<Department, Word>): Promise<void> {
  for (const department of departments) {
    const departmentId = county.departments[department]!
    const facts = words[department] === 'found' ? [factOf()] : []
    const where = { departmentId, candidateId: { in: candidateIds } }
    const drafted = { draftedById: actorIn(county, 'reviewer', department).accountId, draftedAt: new Date(start) }
    await deps.db.review.updateMany({
      where,
      data: {
        ...drafted,
        answers: { [items[department]]: { answer: words[department], facts } },
        complete: true,
        flagged: ['found', 'pending'].includes(words[department]),
      },
    })
    if (department === 'petitions') continue
    const reviews = await deps.db.review.findMany({ where, select: { id: true, version: true } })
    const shown = signingDigest(reviews)
    await signReviews(deps, actorIn(county, 'signatory', department), { ids: reviews.map(idOf), shown })
  }
}

function signIn(world: World, who: Who, townshipId: string) {
  const clerk = world.county.actors.find((actor) => actor.role === 'township_clerk' && actor.townshipId === townshipId)
  if (who === 'office') return world.as('office')
  if (who === 'leader') return world.as('leading_group')
  if (who === 'clerk') return signedIn(world, clerk!)
  if (who.hand === 'signatory') return world.as('signatory', who.department)
  return world.as('reviewer', who.department, who.hand === 'two')
}
