import type { Tx } from '../../db/client'
import { Prisma } from '../../db/generated/client'
import type { Day } from '../../lib/day'
import { joins, mine, type QueueOf, sentBack } from '../queue/queue.store'
import { type Placed, sampleRule, type Section, type SectionCounts, sections, swiftSeconds } from './section'

/** Whose desk, and the day of the lot: the calendar day in China. */
export type DeskOf = QueueOf & { day: Day }

/** `review v` is a finished draft that waits for a signature. */
export const isReady = Prisma.sql`(v.state = 'unsigned' AND v.complete AND NOT ${sentBack})`

/**
 * One page of the signatory's desk, section after section; how many wait in each, how many of them it has opened, and how
 * many are its own drafts.
 */
export async function placedPage(
  db: Tx,
  of: DeskOf,
  page: { skip: number; take: number },
): Promise<{ placed: Placed[]; sections: SectionCounts; own: number }> {
  const rows = await db.$queryRaw<{ placed: Placed[]; counts: SectionCount[]; own: number }[]>`
    WITH ${placed(of)}, page AS (
      SELECT id, section, seconds, opened, row_number() OVER (ORDER BY array_position(${[...sections]}::text[], section), n) AS at
      FROM placed ORDER BY at LIMIT ${page.take} OFFSET ${page.skip}
    )
    SELECT (SELECT coalesce(jsonb_agg(to_jsonb(x) - 'at' ORDER BY x.at), '[]') FROM page x) AS placed,
           (SELECT coalesce(jsonb_agg(x), '[]') FROM (
              SELECT section, count(*) AS total, count(*) FILTER (WHERE opened) AS opened
              FROM placed GROUP BY section) x) AS counts,
           (SELECT count(*)::int FROM placed WHERE own) AS own`
  const { counts, placed: shown, own } = rows[0]!
  const countOf = (section: Section) => counts.find((row) => row.section === section) ?? { total: 0, opened: 0 }
  const inEach = {
    flagged: countOf('flagged'),
    swift: countOf('swift'),
    sample: countOf('sample'),
    rest: countOf('rest'),
  }
  return { placed: shown, sections: inEach, own }
}

type SectionCount = { section: Section; total: number; opened: number }

/** Where these stand; what is not ready any more is not among them. */
export async function placesOf(db: Tx, of: DeskOf, ids: string[]): Promise<Map<string, Placed>> {
  const rows = await db.$queryRaw<Placed[]>`
    WITH ${placed(of)} SELECT id, section, seconds, opened FROM placed WHERE id = ANY(${ids}::uuid[])`
  return new Map(rows.map((row) => [row.id, row]))
}

/**
 * Every moment at which somebody saved drafts among reviews v of rounds r: `by` whom, how many `together` as one act, and
 * the same person's moment `before`. One definition for the signatory's desk and the office's pointers.
 */
export function draftInstants(among: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    SELECT v.drafted_by_id AS by, v.drafted_at AS at, count(*) AS together,
           lag(v.drafted_at) OVER (PARTITION BY v.drafted_by_id ORDER BY v.drafted_at) AS before
    FROM review v JOIN round r ON r.id = v.round_id
    WHERE ${among} AND v.drafted_at IS NOT NULL AND v.drafted_by_id IS NOT NULL
    GROUP BY v.drafted_by_id, v.drafted_at`
}

/**
 * What was signed today stays among those that the lot is drawn from, so that signing the sample draws no other one. Own
 * drafts are for another signatory and are not drawn. Drafts of one instant were saved by one act, with its basis: they
 * are not swift.
 */
function placed(of: DeskOf): Prisma.Sql {
  const own = Prisma.sql`v.department_id = ${of.departmentId}::uuid AND r.cycle_id = ${of.cycleId}::uuid`
  return Prisma.sql`instants AS (
      ${draftInstants(own)}
    ), drafts AS (
      SELECT v.id, v.state, v.round_id, v.flagged, v.drafted_by_id = ${of.accountId}::uuid AS own,
             CASE WHEN i.together = 1 THEN extract(epoch FROM i.at - i.before)::float END AS seconds,
             EXISTS (SELECT FROM review_opening e WHERE e.review_id = v.id AND e.version = v.version
                       AND e.account_id = ${of.accountId}::uuid) AS opened,
             md5(v.round_id::text || v.department_id::text || ${of.day} || v.id::text) AS lot,
             row_number() OVER (ORDER BY p.position, p.name, t.position, t.name, c.name, v.id) AS n
      FROM review v ${joins} LEFT JOIN instants i ON i.by = v.drafted_by_id AND i.at = v.drafted_at
      WHERE ${mine(of)} AND c.state <> 'withdrawn'
        AND (${isReady} OR (v.state = 'signed'
                            AND v.signed_at >= ${`${of.day} 00:00`}::timestamp AT TIME ZONE 'Asia/Shanghai'))
    ), sorted AS (
      SELECT d.*, CASE WHEN flagged THEN 'flagged' WHEN seconds <= ${swiftSeconds} THEN 'swift'
                       WHEN own THEN 'rest' ELSE 'drawn' END AS kind
      FROM drafts d
    ), drawn AS (
      SELECT s.*, row_number() OVER w AS place, count(*) OVER (PARTITION BY round_id, kind) AS among
      FROM sorted s WINDOW w AS (PARTITION BY round_id, kind ORDER BY lot)
    ), placed AS (
      SELECT id, seconds, opened, own, n,
             CASE WHEN kind <> 'drawn' THEN kind
                  WHEN place <= greatest(${sampleRule.least}::int, ceil(among * ${sampleRule.share}::numeric))
                  THEN 'sample' ELSE 'rest' END AS section
      FROM drawn WHERE state = 'unsigned'
    )`
}
