import { acts } from '../audit/act'
import { candidateActs, stages, stateOf } from '../candidates/transitions'
import type { Tx } from '../db/client'
import { Prisma } from '../db/generated/client'
import { offers } from '../outcomes/outcome'
import { outcomeTransitions } from '../outcomes/transitions'
import { reviewTransitions } from '../reviews/transitions'
import { standingWords } from '../standings/status'
import type { Seen } from './check'
import { counted, rowsOf, together } from './counting.store'

// What the database's own CHECK constraints say is asked again here: a restored or repaired table may have lost them.

/** No signed review without who signed it, and when. */
export async function signers(tx: Tx): Promise<Seen> {
  const without = Prisma.sql`state = 'signed' AND (signed_by_id IS NULL OR signed_at IS NULL)`
  return counted(tx, { all: signedReviews, wrong: reviewsWhere(without) })
}

/** None signed by who drafted it. */
export async function twoHands(tx: Tx): Promise<Seen> {
  const alone = Prisma.sql`state = 'signed' AND signed_by_id = drafted_by_id`
  return counted(tx, { all: signedReviews, wrong: reviewsWhere(alone) })
}

/** Whoever approved is somebody, and not who proposed. */
export async function outcomePeople(tx: Tx): Promise<Seen> {
  return counted(tx, {
    all: Prisma.sql`SELECT count(*) FROM outcome WHERE state IN ('approved', 'superseded')`,
    wrong: Prisma.sql`
      SELECT concat('outcome ', id) AS record FROM outcome
      WHERE state IN ('approved', 'superseded') AND (decided_by_id <> proposed_by_id AND decided_at IS NOT NULL) IS NOT TRUE`,
  })
}

/** At most one outcome in force for a person, and at most one proposed. */
export async function outcomeForce(tx: Tx): Promise<Seen> {
  return counted(tx, {
    all: Prisma.sql`SELECT count(*) FROM outcome WHERE state IN ('approved', 'proposed')`,
    wrong: Prisma.sql`
      SELECT concat('candidate ', candidate_id) AS record FROM outcome
      WHERE state IN ('approved', 'proposed') GROUP BY candidate_id, state HAVING count(*) > 1`,
  })
}

/** Nothing is final without a notice that was waived, lapsed, or answered with reasons. */
export async function outcomeEnds(tx: Tx): Promise<Seen> {
  return counted(tx, {
    all: Prisma.sql`SELECT count(*) FROM outcome WHERE final_at IS NOT NULL`,
    wrong: Prisma.sql`
      SELECT concat('outcome ', o.id) AS record FROM outcome o LEFT JOIN notice n ON n.outcome_id = o.id
      WHERE o.final_at IS NOT NULL AND (n.served_on IS NOT NULL AND (n.state IN ('waived', 'lapsed')
        OR n.state IN ('upheld', 'changed') AND n.answer_words <> '')) IS NOT TRUE`,
  })
}

/** An open recheck waits for somebody; an answered one for nobody. */
export async function rechecks(tx: Tx): Promise<Seen> {
  return counted(tx, {
    all: rowsOf('recheck'),
    wrong: Prisma.sql`
      SELECT concat('recheck ', k.id) AS record
      FROM recheck k LEFT JOIN review v ON v.recheck_id = k.id
      GROUP BY k.id
      HAVING k.state = 'open' AND count(v.id) FILTER (WHERE v.state <> 'signed') = 0
        OR k.state = 'answered' AND (count(v.id) = 0 OR count(v.id) FILTER (WHERE v.state <> 'signed') > 0)`,
  })
}

/** Words that no table of states or acts knows. */
export async function words(tx: Tx): Promise<Seen> {
  const unknown = known.map(({ table, key, column, words: some }) => {
    const [named, word, id] = [table, column, key].map((name) => Prisma.raw(`"${name}"`)) as Names
    return Prisma.sql`
      SELECT concat(${table}::text, ' ', ${id}) AS record FROM ${named} WHERE NOT ${word} = ANY(${some}::text[])`
  })
  return counted(tx, { all: rowsOf(...known.map(({ table }) => table)), wrong: together(unknown) })
}

type Names = [Prisma.Sql, Prisma.Sql, Prisma.Sql]

const known: { table: string; key: string; column: string; words: string[] }[] = [
  { table: 'candidate', key: 'id', column: 'state', words: [...new Set(stages.map(stateOf))] },
  { table: 'candidate_event', key: 'id', column: 'kind', words: ['enter', 'import', ...candidateActs] },
  { table: 'standing', key: 'candidate_id', column: 'standing', words: standingWords },
  { table: 'review', key: 'id', column: 'state', words: Object.keys(reviewTransitions) },
  { table: 'outcome', key: 'id', column: 'state', words: Object.keys(outcomeTransitions) },
  {
    table: 'outcome',
    key: 'id',
    column: 'outcome',
    words: [...new Set(Object.values(offers).flatMap(({ outcomes }) => outcomes))],
  },
  { table: 'audit_entry', key: 'seq', column: 'act', words: [...acts] },
]

const signedReviews = Prisma.sql`SELECT count(*) FROM review WHERE state = 'signed'`

function reviewsWhere(condition: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`SELECT concat('review ', id) AS record FROM review WHERE ${condition}`
}
