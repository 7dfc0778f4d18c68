import type { Scope } from '../accounts/scope'
import type { Tx } from '../db/client'
import { Prisma } from '../db/generated/client'
import { dayFromDate, type Day } from '../lib/day'
import type { OutcomeWord } from '../outcomes/outcome'
import type { Reason } from '../standings/standing'

export type PaperFilter = { cycleId: string; townshipId?: string; outcomes: readonly OutcomeWord[] }

/** One person on a list: an outcome in force with the file beside it. */
export type PaperLine = {
  outcomeId: string
  candidateId: string
  township: string
  team: string
  name: string
  sex: 'male' | 'female'
  idCipher: Uint8Array
  position: string
  politicalStatus: string | null
  outcome: OutcomeWord
  ground: 'bar' | 'refer' | null
  groundItems: string[]
  until: Day | null
  words: string
  reasons: Reason[]
  decidedOn: Date
  stale: boolean
  meeting: { metOn: Day; documentNumber: string } | null
}

/** How many people the list holds. Who withdrew is recorded apart and never on a list (domain §3). */
export async function countLines(db: Tx, scope: Scope, filter: PaperFilter): Promise<number> {
  const rows = await db.$queryRaw<{ people: number }[]>`
    SELECT count(*)::int AS people FROM outcome o JOIN candidate c ON c.id = o.candidate_id WHERE ${matching(scope, filter)}`
  return rows[0]!.people
}

/** The list in the order of townships, teams and names. */
export async function readLines(
  db: Tx,
  scope: Scope,
  filter: PaperFilter,
  page: { skip: number; take: number },
): Promise<PaperLine[]> {
  const rows = await db.$queryRaw<LineRow[]>`
    SELECT o.id AS "outcomeId", c.id AS "candidateId", t.name AS township, m.name AS team, c.name, c.sex,
           c.id_cipher AS "idCipher", c.position, c.political_status AS "politicalStatus", o.outcome, o.ground,
           o.ground_items AS "groundItems", o.until, coalesce(o.words, '') AS words,
           o.snapshot -> 'standing' -> 'reasons' AS reasons, o.decided_at AS "decidedOn", o.stale_at IS NOT NULL AS stale,
           d.met_on AS "metOn", d.document_number AS "documentNumber"
    FROM outcome o
    JOIN candidate c ON c.id = o.candidate_id
    JOIN township t ON t.id = c.township_id
    JOIN team m ON m.id = c.team_id
    LEFT JOIN deliberation d ON d.id = o.deliberation_id
    WHERE ${matching(scope, filter)}
    ORDER BY t.position, t.name, m.position, m.name, c.name, c.id
    LIMIT ${page.take} OFFSET ${page.skip}`
  return rows.map(toLine)
}

type LineRow = Omit<PaperLine, 'until' | 'meeting'> & {
  until: Date | null
  metOn: Date | null
  documentNumber: string | null
}

function matching(scope: Scope, { cycleId, townshipId, outcomes }: PaperFilter): Prisma.Sql {
  const own = townshipIn(scope)
  return Prisma.sql`o.state = 'approved' AND c.state <> 'withdrawn' AND c.cycle_id = ${cycleId}::uuid
    AND o.outcome = ANY(${[...outcomes]}) ${own} ${townshipId ? Prisma.sql`AND c.township_id = ${townshipId}::uuid` : Prisma.empty}`
}

function townshipIn(scope: Scope): Prisma.Sql {
  if (scope.kind === 'county') return Prisma.empty
  if (scope.kind === 'township') return Prisma.sql`AND c.township_id = ${scope.townshipId}::uuid`
  return Prisma.sql`AND false`
}

function toLine({ metOn, documentNumber, until, ...row }: LineRow): PaperLine {
  return {
    ...row,
    until: until && dayFromDate(until),
    meeting: metOn && { metOn: dayFromDate(metOn), documentNumber: documentNumber ?? '' },
  }
}
