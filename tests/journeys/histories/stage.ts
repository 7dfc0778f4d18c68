import type { Server } from 'node:http'
import { load } from 'cheerio'
import { signingDigest } from '../../../src/reviews/signing'
import { type Browser, signedIn } from '../../support/accounts'
import { actorIn, makeCounty, tellIntake, type County } from '../../support/county'
import { issueFor, type World } from '../../support/review-world'
import { testApp } from '../../support/app'
import { shrinkList } from '../../support/small-list'
import type { Department, Hand, Recheck, Review } from './model'

const start = Date.parse('2026-01-12T01:00:00Z')
const week = 7 * 86_400_000

/** Who stands before the browser: the roles of the case, and the hands of each department. */
export type Who = 'office' | 'leader' | 'clerk' | { department: Department; hand: Hand }

/** One county in which every history has a candidate of its own, played over HTTP. */
export type Stage = Awaited<ReturnType<typeof openStage>>

export async function openStage(people: number) {
  const app = await testApp({ now: new Date(start) })
  const county = await makeCounty(app.deps.db, app.deps.keys, { candidates: people })
  const server: Server = app.app.listen(0)
  const as: World['as'] = (role, unit, second) =>
    signedIn({ ...app, app: server as never }, actorIn(county, role, unit, second))
  const world: World = { ...app, app: server as never, county, as }
  await shrinkList(world)
  await tellIntake(app.deps.db, county, new Date(start))
  await issueFor(world, ['new'], { referenceDate: '2026-01-12', dueOn: '2026-01-15' })
  const browsers = new Map<string, Promise<Browser>>()
  let weeks = 0
  const browser = (who: Who, candidateId: string) => {
    const key = `${weeks} ${typeof who === 'string' ? `${who} ${who === 'clerk' ? townshipOf(county, candidateId) : ''}` : `${who.department} ${who.hand}`}`
    if (!browsers.has(key)) browsers.set(key, signIn(world, who, candidateId))
    return browsers.get(key)!
  }
  return {
    ...world,
    browser,
    today: () => app.deps.clock.today(),
    /** The clock jumps; sessions that idled since are signed in anew. */
    toWeek(number: number) {
      weeks = number
      app.setNow(new Date(start + number * week))
    },
    async end() {
      server.close()
      await app.close()
    },
  }
}

function townshipOf(county: County, candidateId: string): string {
  const { townshipId } = county.candidates.find(({ id }) => id === candidateId)!
  return county.townships.find(({ id }) => id === townshipId)!.name
}

function signIn(world: World, who: Who, candidateId: string): Promise<Browser> {
  if (who === 'office') return world.as('office')
  if (who === 'leader') return world.as('leading_group')
  if (who === 'clerk') return world.as('township_clerk', townshipOf(world.county, candidateId))
  if (who.hand === 'signatory') return world.as('signatory', who.department)
  return world.as('reviewer', who.department, who.hand === 'two')
}

/** The candidate of one history. */
export class Played {
  constructor(
    readonly stage: Stage,
    readonly id: string,
  ) {}

  async as(who: Who): Promise<Browser> {
    return this.stage.browser(who, this.id)
  }

  /** The stored review that the model means. */
  async review({ department, pass }: Pick<Review, 'department' | 'pass'>) {
    const departmentId = this.stage.county.departments[department]!
    return this.stage.deps.db.review.findFirstOrThrow({ where: { candidateId: this.id, departmentId, pass } })
  }

  async signing(review: Pick<Review, 'department' | 'pass'>): Promise<{ review: string; shown: string }> {
    const { id, version } = await this.review(review)
    return { review: id, shown: signingDigest([{ id, version }]) }
  }

  /** What a preview page says that it showed. */
  async shown(who: Who, path: string, fields: Record<string, string>): Promise<string> {
    const answer = await (await this.as(who)).post(path, fields)
    return String(load(answer.text)('input[name=shown]').attr('value') ?? '')
  }

  async outcome(state: string) {
    return this.stage.deps.db.outcome.findFirst({ where: { candidateId: this.id, state }, orderBy: { id: 'desc' } })
  }

  async notice() {
    return this.stage.deps.db.notice.findFirst({ where: { candidateId: this.id }, orderBy: { id: 'desc' } })
  }

  async recheck({ kind }: Pick<Recheck, 'kind'>) {
    return this.stage.deps.db.recheck.findFirst({ where: { candidateId: this.id, kind }, orderBy: { id: 'desc' } })
  }

  /** Everything that the model speaks of, as it is stored. */
  async stored() {
    const [row] = await this.stage.deps.db.$queryRaw<{ life: object }[]>`
      SELECT jsonb_build_object(
        'withdrawn', c.state = 'withdrawn', 'standing', s.standing,
        'reviews', (SELECT jsonb_agg(concat_ws(' ', d.key, v.pass, v.state, v.answers ->
            (CASE d.key WHEN 'court' THEN 'B1' WHEN 'police' THEN 'B1' WHEN 'discipline' THEN 'H1' ELSE 'R1' END)
            ->> 'answer') ORDER BY d.key, v.pass) FROM review v JOIN department d ON d.id = v.department_id
            WHERE v.candidate_id = c.id),
        'rechecks', (SELECT jsonb_agg(concat_ws(' ', k.kind, k.state) ORDER BY k.opened_at, k.id) FROM recheck k
                     WHERE k.candidate_id = c.id),
        'outcomes', (SELECT jsonb_agg(concat_ws(' ', o.outcome, o.state,
                       CASE WHEN o.stale_at IS NOT NULL THEN 'stale' END,
                       CASE WHEN o.final_at IS NOT NULL THEN 'final' END, n.state) ORDER BY o.proposed_at, o.id)
                     FROM outcome o LEFT JOIN notice n ON n.outcome_id = o.id WHERE o.candidate_id = c.id)) AS life
      FROM candidate c JOIN standing s ON s.candidate_id = c.id WHERE c.id = ${this.id}::uuid`
    return row!.life
  }
}
