import type { Tx } from '../db/client'
import { Prisma } from '../db/generated/client'
import type { Seen } from './check'
import { counted, rowsOf, together } from './counting.store'

/** Rows that name each other say the same; a foreign key knows only that the other one exists. */
export async function links(tx: Tx): Promise<Seen> {
  return counted(tx, {
    all: rowsOf('outcome_batch', 'outcome', 'standing', 'review', 'recheck', 'notice', 'candidate'),
    wrong: together([batches, outcomes, standings, reviews, reviewsOfRechecks, notices, candidates]),
  })
}

/** Every account that a record names exists: these columns have no foreign key. */
export async function people(tx: Tx): Promise<Seen> {
  const named = naming.map(([table, column]) => {
    const [from, account] = [Prisma.raw(`"${table}"`), Prisma.raw(`"${column}"`)]
    return Prisma.sql`
      SELECT DISTINCT concat('account ', x.${account}) AS record FROM ${from} x
      LEFT JOIN account a ON a.id = x.${account} WHERE x.${account} IS NOT NULL AND a.id IS NULL`
  })
  return counted(tx, { all: rowsOf(...naming.map(([table]) => table)), wrong: together(named) })
}

const naming = [
  ['candidate', 'entered_by_id'],
  ['candidate_event', 'account_id'],
  ['review', 'drafted_by_id'],
  ['review', 'signed_by_id'],
  ['review', 'signed_for_id'],
  ['deputyship', 'ended_by_id'],
  ['review', 'returned_by_id'],
  ['recusal', 'account_id'],
  ['recheck', 'opened_by_id'],
  ['recheck', 'closed_by_id'],
  ['round', 'issued_by_id'],
  ['trigger', 'recorded_by_id'],
  ['outcome', 'proposed_by_id'],
  ['outcome', 'decided_by_id'],
  ['outcome_batch', 'proposed_by_id'],
  ['deliberation', 'created_by_id'],
  ['notice', 'issued_by_id'],
  ['notice_step', 'account_id'],
  ['audit_entry', 'actor_id'],
] as const

const batches = Prisma.sql`
  SELECT concat('outcome_batch ', b.id) AS record FROM outcome_batch b LEFT JOIN outcome o ON o.batch_id = b.id
  GROUP BY b.id HAVING count(o.id) <> b.size OR count(o.id) FILTER (WHERE o.proposed_by_id <> b.proposed_by_id) > 0`

const outcomes = Prisma.sql`
  SELECT concat('outcome ', o.id) FROM outcome o
  LEFT JOIN round_candidate p ON p.round_id = o.round_id AND p.candidate_id = o.candidate_id
  WHERE p.round_id IS NULL`

const standings = Prisma.sql`
  SELECT concat('standing ', s.candidate_id) FROM standing s JOIN candidate c ON c.id = s.candidate_id
  LEFT JOIN round_candidate p ON p.round_id = s.round_id AND p.candidate_id = s.candidate_id
  WHERE p.round_id IS NULL OR s.cycle_id <> c.cycle_id OR s.township_id <> c.township_id`

const reviews = Prisma.sql`
  SELECT concat('review ', v.id) FROM review v
  LEFT JOIN round_candidate p ON p.round_id = v.round_id AND p.candidate_id = v.candidate_id
  LEFT JOIN round_department d ON d.round_id = v.round_id AND d.department_id = v.department_id
  WHERE p.round_id IS NULL OR d.round_id IS NULL`

const reviewsOfRechecks = Prisma.sql`
  SELECT concat('review ', v.id) FROM review v JOIN recheck k ON k.id = v.recheck_id
  WHERE v.candidate_id <> k.candidate_id OR v.round_id <> k.round_id OR v.pass = 0`

const notices = Prisma.sql`
  SELECT concat('notice ', n.id) FROM notice n JOIN outcome o ON o.id = n.outcome_id
  WHERE n.candidate_id <> o.candidate_id OR o.state NOT IN ('approved', 'superseded')`

const candidates = Prisma.sql`
  SELECT concat('candidate ', c.id) FROM candidate c JOIN team t ON t.id = c.team_id
  WHERE t.township_id <> c.township_id`
