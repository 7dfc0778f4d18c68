import { Client } from 'pg'
import type { Db, Place } from '../src/db/client'
import type { Deps } from '../src/deps'
import { signingDigest } from '../src/reviews/signing/signing'
import { signReviews } from '../src/reviews/signing/signing.actions'
import { actorIn, type County } from '../tests/support/county'
import { benchCounty } from './county'
import { line, lineBeside, median, timed } from './times'

const people = 917
const turns = 5

/**
 * Signing 917 opinions through the act — locked, judged, frozen, standings recomputed and stored, one chained audit row
 * each — against writing the same rows with bare SQL and nothing else, turn by turn in one run. Prints both medians.
 */
async function bench(): Promise<void> {
  const { deps, county, place, issue, close } = await benchCounty(people)
  await issue()
  const times: { act: number; bare: number }[] = []
  for (let turn = 0; turn < turns; turn++) times.push(await timedTurn(deps, place, county))
  await close()
  print(times)
}

async function timedTurn(deps: Deps, place: Place, county: County): Promise<{ act: number; bare: number }> {
  const { db } = deps
  const signatory = actorIn(county, 'signatory', 'petitions')
  await unsigned(deps, county)
  const reviews = await db.review.findMany({ where: { departmentId: county.departments['petitions']! } })
  const ids = reviews.map(({ id }) => id)
  const before = await db.auditEntry.count()
  const act = await timed(async () => {
    await signReviews(deps, signatory, { ids, shown: signingDigest(reviews) })
  })
  const written = await rowsWritten(db, before)
  await unsigned(deps, county)
  return { act, bare: await timedBare(place, ids, signatory.accountId, written) }
}

/** Every opinion of the department drafted again by its reviewer, as before a turn. */
async function unsigned({ db, clock }: Deps, county: County): Promise<void> {
  const draftedById = actorIn(county, 'reviewer', 'petitions').accountId
  const answers = { N12: { answer: 'none', facts: [] } }
  const draft = { state: 'unsigned', answers, complete: true, draftedById, draftedAt: clock.now() }
  await db.review.updateMany({
    where: { departmentId: county.departments['petitions']! },
    data: { ...draft, signedById: null, signedAt: null },
  })
}

type Written = { standings: string; entries: string }

/** The rows that the act wrote, as JSON, so that the bare statements write the very same bytes. */
async function rowsWritten(db: Db, before: number): Promise<Written> {
  const [standings, entries] = await Promise.all([
    db.$queryRaw<{ json: string }[]>`SELECT json_agg(s)::text AS json FROM standing s`,
    db.$queryRaw<{ json: string }[]>`SELECT json_agg(a)::text AS json FROM audit_entry a WHERE seq > ${before}`,
  ])
  return { standings: standings[0]!.json, entries: entries[0]!.json }
}

/** The entries go into a table of the same shape: the chain itself takes no row twice. */
async function timedBare(place: Place, ids: string[], by: string, written: Written): Promise<number> {
  const client = new Client({ connectionString: place.url })
  await client.connect()
  await client.query('DROP TABLE IF EXISTS bare_entry; CREATE TABLE bare_entry (LIKE audit_entry INCLUDING ALL)')
  const time = await timed(async () => {
    await client.query('BEGIN')
    await client.query(
      `UPDATE review SET state = 'signed', signed_by_id = $2, signed_at = now(), version = version + 1
       WHERE id = ANY($1::uuid[])`,
      [ids, by],
    )
    await client.query(
      `UPDATE standing s SET standing = n.standing, reasons = n.reasons, lapsed = n.lapsed,
              waiting_for = n.waiting_for, rule_version = n.rule_version, computed_at = n.computed_at
       FROM json_populate_recordset(NULL::standing, $1) n WHERE s.candidate_id = n.candidate_id`,
      [written.standings],
    )
    await client.query('INSERT INTO bare_entry SELECT * FROM json_populate_recordset(NULL::audit_entry, $1)', [
      written.entries,
    ])
    await client.query('COMMIT')
  })
  await client.end()
  return time
}

function print(times: { act: number; bare: number }[]): void {
  const [act, bare] = [median(times.map((time) => time.act)), median(times.map((time) => time.bare))]
  console.log(`Signing ${people} opinions at once, median of ${turns}:`)
  line('the same rows by bare SQL', bare)
  lineBeside('the act, judged and recomputed', act, bare)
}

void bench()
