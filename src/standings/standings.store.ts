import type { CriteriaSet } from '../criteria/criteria'
import type { Tx } from '../db/client'
import { dayFromDate } from '../lib/day'
import { groupBy } from '../lib/group'
import type { Answer, Review, Standing, StandingInput } from './standing'

/** What the rule needs of a round: its frozen list, its departments in order, its days. */
export type RoundBasis = Pick<StandingInput, 'criteria' | 'terms' | 'departments' | 'referenceDate'> & {
  roundId: string
  criteriaDigest: string
}

export type CandidateInRound = {
  candidateId: string
  cycleId: string
  townshipId: string
  roundId: string
  withdrawn: boolean
  resubmittedAt: Date | null
}

export type StoredStanding = { candidate: CandidateInRound; standing: Standing }

/** Locks the candidates in id order, so that two departments signing at once judge one after the other. */
export async function lockCandidates(tx: Tx, candidateIds: string[]): Promise<void> {
  await tx.$queryRaw`SELECT id FROM candidate WHERE id = ANY(${candidateIds}::uuid[]) ORDER BY id FOR UPDATE`
}

/** Each candidate with the latest round it is in; candidates in no round are left out. */
export async function candidatesInRounds(tx: Tx, candidateIds: string[]): Promise<CandidateInRound[]> {
  return tx.$queryRaw<CandidateInRound[]>`
    SELECT DISTINCT ON (c.id) c.id AS "candidateId", c.cycle_id AS "cycleId", c.township_id AS "townshipId",
           r.id AS "roundId", c.state = 'withdrawn' AS withdrawn, c.resubmitted_at AS "resubmittedAt"
    FROM candidate c
    JOIN round_candidate rc ON rc.candidate_id = c.id
    JOIN round r ON r.id = rc.round_id
    WHERE c.id = ANY(${candidateIds}::uuid[])
    ORDER BY c.id, r.number DESC`
}

export async function roundBases(tx: Tx, roundIds: string[]): Promise<Map<string, RoundBasis>> {
  const rows = await tx.$queryRaw<BasisRow[]>`
    SELECT r.id, r.reference_date AS "referenceDate", y.starts_on AS "startsOn", y.last_term_start AS "lastTermStart",
           l.key, l.version, l.name, l.items, l.sanctions, coalesce(l.digest, '') AS digest,
           ARRAY(SELECT d.key FROM round_department rd JOIN department d ON d.id = rd.department_id
                 WHERE rd.round_id = r.id ORDER BY rd.position) AS departments
    FROM round r
    JOIN cycle y ON y.id = r.cycle_id
    JOIN criteria_set l ON l.id = r.criteria_set_id
    WHERE r.id = ANY(${roundIds}::uuid[])`
  return new Map(rows.map((row) => [row.id, toBasis(row)]))
}

/**
 * Per candidate, one review per department: the latest one that was signed or returned, by round and then by pass (rules
 * §1). `returnedAt` tells whether the file was sent in again since. A carried review speaks through the signed one that
 * it re-uses; what was signed before the identity was corrected is about somebody else and does not count.
 */
export async function latestReviews(
  tx: Tx,
  candidateIds: string[],
): Promise<Map<string, (Review & { returnedAt: Date | null })[]>> {
  const rows = await tx.$queryRaw<LatestReview[]>`
    SELECT DISTINCT ON (v.candidate_id, v.department_id)
           v.candidate_id AS "candidateId", d.key AS department, v.state, v.answers, v.returned_at AS "returnedAt"
    FROM review v
    JOIN department d ON d.id = v.department_id
    JOIN round r ON r.id = v.round_id
    JOIN candidate c ON c.id = v.candidate_id
    WHERE v.candidate_id = ANY(${candidateIds}::uuid[])
      AND (v.state = 'returned' OR v.state = 'signed' AND (c.identified_at IS NULL OR v.signed_at > c.identified_at))
    ORDER BY v.candidate_id, v.department_id, r.number DESC, v.pass DESC`
  return groupBy(rows, (row) => row.candidateId)
}

/** Per candidate, the departments that its latest round asks anew and that have not signed there yet. */
export async function departmentsAskedAgain(tx: Tx, candidates: CandidateInRound[]): Promise<Map<string, string[]>> {
  const rows = await tx.$queryRaw<{ candidateId: string; department: string }[]>`
    SELECT v.candidate_id AS "candidateId", d.key AS department
    FROM unnest(${candidates.map((one) => one.candidateId)}::uuid[], ${candidates.map((one) => one.roundId)}::uuid[])
      AS latest (candidate_id, round_id)
    JOIN review v ON v.candidate_id = latest.candidate_id AND v.round_id = latest.round_id
    JOIN department d ON d.id = v.department_id
    WHERE v.pass = 0 AND v.state = 'unsigned'
    ORDER BY v.candidate_id, d.key`
  const byCandidate = groupBy(rows, (row) => row.candidateId)
  return new Map([...byCandidate].map(([id, asked]) => [id, asked.map((row) => row.department)]))
}

/** Writes the standings in one statement. */
export async function saveStandings(tx: Tx, stored: StoredStanding[], ruleVersion: string, now: Date): Promise<void> {
  const rows = stored.map(({ candidate, standing }) => ({
    candidate_id: candidate.candidateId,
    cycle_id: candidate.cycleId,
    township_id: candidate.townshipId,
    round_id: candidate.roundId,
    standing: standing.standing,
    reasons: standing.reasons,
    lapsed: standing.lapsed,
    waiting_for: standing.waitingFor,
  }))
  await tx.$executeRaw`
    INSERT INTO standing (candidate_id, cycle_id, township_id, round_id, standing, reasons, lapsed, waiting_for,
                          rule_version, computed_at)
    SELECT candidate_id, cycle_id, township_id, round_id, standing, reasons, lapsed, waiting_for,
           ${ruleVersion}, ${now}::timestamptz
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS row (candidate_id uuid, cycle_id uuid, township_id uuid, round_id uuid, standing text, reasons jsonb,
              lapsed jsonb, waiting_for text[])
    ON CONFLICT (candidate_id) DO UPDATE SET
      round_id = excluded.round_id, standing = excluded.standing, reasons = excluded.reasons, lapsed = excluded.lapsed,
      waiting_for = excluded.waiting_for, rule_version = excluded.rule_version, computed_at = excluded.computed_at`
}

/**
 * Flags outcomes in force whose standing would now be another, or whose ground has fallen while the standing's word is
 * the same, and clears the flag where all is the same again. While a department is asked again nothing is known yet:
 * `waiting` leaves the flag as it was.
 */
export async function flagStaleOutcomes(tx: Tx, candidateIds: string[], now: Date): Promise<void> {
  await tx.$executeRaw`
    UPDATE outcome o
    SET stale_at = CASE WHEN now.standing IS NULL THEN NULL ELSE ${now}::timestamptz END, stale_standing = now.standing
    FROM (SELECT own.id, CASE WHEN s.standing = own.standing AND (own.outcome <> 'ineligible' OR own.ground_items <@ ARRAY(
              SELECT r ->> 'code' FROM jsonb_array_elements(s.reasons) AS r
              WHERE r ->> 'finding' IN ('confirmed', 'pending'))) THEN NULL ELSE s.standing END AS standing
          FROM outcome own JOIN standing s ON s.candidate_id = own.candidate_id
          WHERE own.candidate_id = ANY(${candidateIds}::uuid[]) AND s.standing <> 'waiting'
            AND own.state IN ('proposed', 'approved')) AS now
    WHERE o.id = now.id AND o.stale_standing IS DISTINCT FROM now.standing`
}

type LatestReview = {
  candidateId: string
  department: string
  state: Review['state']
  answers: Record<string, Answer>
  returnedAt: Date | null
}

type BasisRow = CriteriaRow & {
  id: string
  referenceDate: Date
  startsOn: Date
  lastTermStart: Date
  digest: string
  departments: string[]
}

function toBasis(row: BasisRow): RoundBasis {
  return {
    roundId: row.id,
    criteria: toCriteria(row),
    criteriaDigest: row.digest,
    terms: { cycleStart: dayFromDate(row.startsOn), lastTermStart: dayFromDate(row.lastTermStart) },
    departments: row.departments,
    referenceDate: dayFromDate(row.referenceDate),
  }
}

export type CriteriaRow = { key: string; version: number; name: string; items: unknown; sanctions: unknown }

// The columns were checked when the set was saved (criteria.form), and are frozen since.
export function toCriteria(row: CriteriaRow): CriteriaSet {
  return {
    key: row.key,
    version: row.version,
    name: row.name,
    items: row.items as CriteriaSet['items'],
    sanctions: row.sanctions as CriteriaSet['sanctions'],
  }
}
