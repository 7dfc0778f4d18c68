import { load } from 'cheerio'
import { nextNumber } from '../../../src/rounds/rounds.store'
import { currentCycle } from '../../../src/cycles/cycles.store'
import { selectionDigest } from '../../../src/rounds/selection/selection'
import { selectionFor } from '../../../src/rounds/rounds.actions'
import type { RoundPlan } from '../../../src/rounds/round'
import type { Poster } from './browser'
import type { Life, Review } from './model'
import type { Candidate, Stage, Who } from './stage'

type Row = { id: string; version: number }
type Seen = {
  version: number
  name: string
  reviews: (Row & { of: string })[]
  rechecks: Row[]
  outcomes: (Row & { state: string; outcome: string; proof: string | null; handedInOn: string | null })[]
  notice: Row | null
  trigger: string | null
  meeting: { id: string; items: Row[] } | null
  roundId: string
}

/** The candidate of one life, and the ids and versions of what was stored when it was last looked at. */
export class Played {
  seen!: Seen

  constructor(
    readonly stage: Stage,
    readonly candidate: Candidate,
  ) {}

  get id(): string {
    return this.candidate.id
  }

  as(who: Who): Promise<Poster> {
    return this.stage.browser(who, this.candidate)
  }

  tick({ now }: Pick<Life, 'now'>): void {
    this.stage.tick(now)
  }

  /** The stored review that the model means. */
  review({ department, round, pass }: Pick<Review, 'department' | 'round' | 'pass'>): Row {
    return this.seen.reviews.find((one) => one.of === `${department} ${round + 1} ${pass}`)!
  }

  /** What a preview page says that it showed. */
  async shown(who: Who, path: string, fields: Record<string, string>): Promise<string> {
    const answer = await (await this.as(who)).post(path, fields)
    return String(load(answer.text)('input[name=shown]').attr('value') ?? '')
  }

  /** A round of this person's township as the preview would show it: its plan and the digest of its people. */
  async planned(which: RoundPlan['which'], days: { referenceDate: string; dueOn: string }) {
    const { deps, county } = this.stage
    const cycle = (await currentCycle(deps.db))!
    const departmentIds = ['court', 'police', 'discipline', 'petitions'].map((key) => county.departments[key]!)
    const number = await nextNumber(deps.db, cycle.id)
    const plan: RoundPlan = { which, townshipId: this.candidate.townshipId, departmentIds, number, ...days }
    const { people } = await selectionFor(deps.db, cycle, plan, deps.clock.today())
    return { plan, people: selectionDigest(people) }
  }

  /** Everything that the model speaks of, as it is stored. */
  async stored(): Promise<object> {
    const asked = { name: 'life', text: told, values: [this.id] }
    const { rows } = await this.stage.deps.pool.query<{ life: object; seen: Seen }>(asked)
    this.seen = rows[0]!.seen
    return rows[0]!.life
  }
}

/** What the model speaks of, and the ids and versions of it. Prepared once, since it is asked after every act. */
const told = `
  WITH reviews AS (
    SELECT v.*, d.key, dense_rank() OVER (ORDER BY r.number) AS place,
           v.answers -> (CASE d.key WHEN 'court' THEN 'B1' WHEN 'police' THEN 'B1' WHEN 'discipline' THEN 'H1'
                         ELSE 'R1' END) ->> 'answer' AS word
    FROM review v JOIN department d ON d.id = v.department_id JOIN round r ON r.id = v.round_id
    WHERE v.candidate_id = $1::uuid),
  outcomes AS (
    SELECT o.*, n.id AS notice_id, n.version AS notice_version, n.state AS told, f.proof, f.handed_in_on, f.recheck_id
    FROM outcome o LEFT JOIN notice n ON n.outcome_id = o.id LEFT JOIN rectification f ON f.outcome_id = o.id
    WHERE o.candidate_id = $1::uuid),
  agenda AS (
    SELECT a.*, m.state, m.created_at FROM agenda_item a JOIN deliberation m ON m.id = a.deliberation_id
    WHERE a.candidate_id = $1::uuid)
  SELECT jsonb_build_object(
    'withdrawn', c.state = 'withdrawn', 'standing', s.standing,
    'reviews', (SELECT jsonb_agg(concat_ws(' ', key, place, pass, state, word) ORDER BY key, place, pass) FROM reviews),
    'rechecks', coalesce((SELECT jsonb_agg(concat_ws(' ', kind, state) ORDER BY opened_at) FROM recheck
                          WHERE candidate_id = c.id), '[]'),
    'outcomes', coalesce((SELECT jsonb_agg(concat_ws(' ', outcome, state,
        'stale ' || stale_standing, CASE WHEN final_at IS NOT NULL THEN 'final' END, told,
        CASE WHEN proof IS NOT NULL THEN 'proof' END, CASE WHEN recheck_id IS NOT NULL THEN 'looked at' END)
        ORDER BY proposed_at) FROM outcomes), '[]'),
    'triggers', coalesce((SELECT jsonb_agg(t ORDER BY t COLLATE "C") FROM (SELECT concat_ws(' ', g.kind,
        coalesce(d.key, 'all'), CASE WHEN g.set_aside_at IS NOT NULL THEN 'set_aside' WHEN g.round_id IS NOT NULL
        THEN 'taken_up' ELSE 'open' END) AS t FROM trigger g LEFT JOIN department d ON d.id = g.department_id
        WHERE g.candidate_id = c.id) AS told), '[]'),
    'meetings', coalesce((SELECT jsonb_agg(concat_ws(' ', standing, state, decision) ORDER BY created_at)
                          FROM agenda), '[]')) AS life,
  jsonb_build_object(
    'version', c.version, 'name', c.name,
    'reviews', (SELECT jsonb_agg(jsonb_build_object('id', id, 'version', version,
                                                    'of', concat_ws(' ', key, place, pass))) FROM reviews),
    'rechecks', coalesce((SELECT jsonb_agg(jsonb_build_object('id', id) ORDER BY opened_at) FROM recheck
                          WHERE candidate_id = c.id), '[]'),
    'outcomes', coalesce((SELECT jsonb_agg(jsonb_build_object('id', id, 'state', state, 'outcome', outcome,
                  'proof', proof, 'handedInOn', handed_in_on) ORDER BY proposed_at) FROM outcomes), '[]'),
    'notice', (SELECT jsonb_build_object('id', notice_id, 'version', notice_version) FROM outcomes
               WHERE notice_id IS NOT NULL ORDER BY proposed_at DESC LIMIT 1),
    'trigger', (SELECT g.id FROM trigger g LEFT JOIN department d ON d.id = g.department_id WHERE g.candidate_id = c.id
                ORDER BY g.round_id IS NULL AND g.set_aside_at IS NULL DESC, g.recorded_at DESC,
                         coalesce(d.key, 'all') COLLATE "C" DESC LIMIT 1),
    'meeting', (SELECT jsonb_build_object('id', a.deliberation_id, 'items',
                  jsonb_build_array(jsonb_build_object('id', a.id, 'version', a.version)))
                FROM agenda a ORDER BY created_at DESC LIMIT 1),
    'roundId', (SELECT round_id FROM reviews ORDER BY place DESC LIMIT 1)) AS seen
  FROM candidate c JOIN standing s ON s.candidate_id = c.id WHERE c.id = $1::uuid`
