import { criteriaDigest } from '../criteria/digest'
import type { Tx } from '../db/client'
import { Prisma } from '../db/generated/client'
import { reviewingDepartments } from '../rounds/round'
import { itemsOwnedBy } from '../standings/owners'
import { roundBases, type RoundBasis } from '../standings/standings.store'
import { findCriteria } from '../criteria/criteria.store'
import { nothingSeen, type Seen, seenAlso } from './check'
import { counted } from './counting.store'

/** Each person of a round has a review by each reviewing department; a carried one rests on a signed one of theirs. */
export async function reviewsOfRounds(tx: Tx): Promise<Seen> {
  const duties = dutyTable(await dutiesOfRounds(tx))
  return counted(tx, {
    all: Prisma.sql`SELECT count(*) FROM round_candidate JOIN ${duties} USING (round_id)`,
    wrong: Prisma.sql`
      SELECT concat('round ', p.round_id, ' candidate ', p.candidate_id, ' department ', duty.department_id) AS record
      FROM round_candidate p JOIN ${duties} USING (round_id)
      LEFT JOIN review v ON v.round_id = p.round_id AND v.candidate_id = p.candidate_id
        AND v.department_id = duty.department_id AND v.pass = 0
      WHERE v.id IS NULL
      UNION ALL
      SELECT concat('review ', v.id) FROM review v LEFT JOIN review o ON o.id = v.origin_id
      WHERE v.state = 'carried' AND (o.state = 'signed' AND o.candidate_id = v.candidate_id
        AND o.department_id = v.department_id) IS NOT TRUE`,
  })
}

/** A signed review answers every item that its department owns, and gives facts for what was found. */
export async function wholeAnswers(tx: Tx): Promise<Seen> {
  const duties = dutyTable(await dutiesOfRounds(tx))
  return counted(tx, {
    all: Prisma.sql`SELECT count(*) FROM review WHERE state = 'signed'`,
    wrong: Prisma.sql`
      SELECT concat('review ', v.id) AS record FROM review v LEFT JOIN ${duties} USING (round_id, department_id)
      WHERE v.state = 'signed' AND (v.complete AND v.answers ?& duty.codes
        AND NOT jsonb_path_exists(v.answers, '$.* ? (@.answer == "found" && !exists(@.facts[0]))')) IS NOT TRUE`,
  })
}

/** What was frozen still says what it said. */
export async function frozenLists(tx: Tx): Promise<Seen> {
  const frozen = await tx.criteriaSet.findMany({ where: { state: 'frozen' }, select: { id: true, digest: true } })
  let seen = nothingSeen
  for (const { id, digest } of frozen) {
    const { key, version, name, items, sanctions } = (await findCriteria(tx, id))!
    const same = criteriaDigest({ key, version, name, items, sanctions }) === digest
    seen = seenAlso(seen, 1, same ? [] : [`criteria_set ${id}`])
  }
  return seen
}

type Duty = { round_id: string; department_id: string; codes: string[] }

/** Who answers what in every round: rounds and departments are few. */
async function dutiesOfRounds(tx: Tx): Promise<Duty[]> {
  const rounds = await tx.round.findMany({ select: { id: true } })
  const departments = await tx.department.findMany({ select: { id: true, key: true } })
  const ids = new Map(departments.map(({ id, key }) => [key, id]))
  const bases = await roundBases(
    tx,
    rounds.map(({ id }) => id),
  )
  return [...bases.values()].flatMap((basis) => dutiesOfRound(basis, ids))
}

function dutiesOfRound({ roundId, criteria, departments }: RoundBasis, ids: Map<string, string>): Duty[] {
  return reviewingDepartments(criteria, departments).map((key) => ({
    round_id: roundId,
    department_id: ids.get(key)!,
    codes: itemsOwnedBy(key, criteria).map(({ code }) => code),
  }))
}

function dutyTable(duties: Duty[]): Prisma.Sql {
  return Prisma.sql`
    jsonb_to_recordset(${JSON.stringify(duties)}::jsonb) AS duty (round_id uuid, department_id uuid, codes text[])`
}
