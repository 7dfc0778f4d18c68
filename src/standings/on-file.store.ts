import type { CriteriaSet } from '../criteria/criteria'
import type { Tx } from '../db/client'
import { dayFromDate, type Day } from '../lib/day'
import { proofsBehind, type ShownProof } from './proofs.store'
import type { Standing } from './standing'
import { toCriteria } from './standings.store'

/** A stored standing with what is needed to say it in words: the list, the departments, who signed when. */
export type StandingOnFile = {
  standing: Standing
  criteria: CriteriaSet
  round: { id: string; number: number; referenceDate: Day; dueOn: Day }
  departments: { key: string; name: string; nameEn: string }[]
  /** By department key. */
  signatures: Map<string, { drafter: string | null; signer: string; signedFor: string | null; at: Date }>
  /** The papers behind the answers of those who signed. */
  proofs: ShownProof[]
}

/** Null while the candidate is in no round. The caller has found the candidate in its own scope. */
export async function findStanding(db: Tx, candidateId: string): Promise<StandingOnFile | null> {
  const row = await db.standing.findUnique({
    where: { candidateId },
    include: { round: { include: { criteriaSet: true, departments: { include: { department: true } } } } },
  })
  if (!row) return null
  const { round } = row
  return {
    standing: toStanding(row),
    criteria: toCriteria(round.criteriaSet),
    round: {
      id: round.id,
      number: round.number,
      referenceDate: dayFromDate(round.referenceDate),
      dueOn: dayFromDate(round.dueOn),
    },
    departments: round.departments.map(({ department }) => department),
    signatures: await signaturesOf(db, candidateId),
    proofs: await proofsBehind(db, candidateId),
  }
}

async function signaturesOf(db: Tx, candidateId: string): Promise<StandingOnFile['signatures']> {
  const rows = await db.$queryRaw<
    { key: string; drafter: string | null; signer: string; signedFor: string | null; at: Date }[]
  >`
    SELECT DISTINCT ON (v.department_id) d.key, a.name AS drafter, s.name AS signer,
           (SELECT name FROM account WHERE id = v.signed_for_id) AS "signedFor", v.signed_at AS at
    FROM review v
    JOIN department d ON d.id = v.department_id
    JOIN account s ON s.id = v.signed_by_id
    LEFT JOIN account a ON a.id = v.drafted_by_id
    WHERE v.candidate_id = ${candidateId}::uuid AND v.state = 'signed'
    ORDER BY v.department_id, v.signed_at DESC`
  return new Map(rows.map(({ key, ...signature }) => [key, signature]))
}

type StandingRow = { standing: string; reasons: unknown; lapsed: unknown; waitingFor: string[] }

// Written by saveStandings from the rule's own result.
function toStanding(row: StandingRow): Standing {
  return {
    standing: row.standing as Standing['standing'],
    reasons: row.reasons as Standing['reasons'],
    lapsed: row.lapsed as Standing['lapsed'],
    waitingFor: row.waitingFor,
  }
}
