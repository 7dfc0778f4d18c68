import type { Scope } from '../../accounts/scope'
import type { Tx } from '../../db/client'
import { Prisma } from '../../db/generated/client'
import type { CandidateFile } from '../candidate'
import { inScope } from '../candidates.store'

/** One person with the sealed ID number. */
export type SealedLine = CandidateFile & { id: string; township: string; team: string; idCipher: Uint8Array }

/** Everybody on the roster of a cycle, in the order of townships, teams and names; who withdrew is recorded apart. */
export async function rosterPeople(
  db: Tx,
  scope: Scope,
  { cycleId, townshipId }: { cycleId: string; townshipId: string | null },
): Promise<string[]> {
  const township = townshipId ? Prisma.sql`AND c.township_id = ${townshipId}::uuid` : Prisma.empty
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT c.id FROM candidate c JOIN team t ON t.id = c.team_id JOIN township p ON p.id = c.township_id
    WHERE c.cycle_id = ${cycleId}::uuid AND c.state <> 'withdrawn' AND ${inScope(scope)} ${township}
    ORDER BY p.position, p.name, t.position, t.name, c.name, c.id`
  return rows.map(({ id }) => id)
}

/** These people in this order, as far as the scope reaches. */
export async function rosterLines(db: Tx, scope: Scope, ids: string[]): Promise<SealedLine[]> {
  return db.$queryRaw<SealedLine[]>`
    SELECT c.id, p.name AS township, t.name AS team, c.id_cipher AS "idCipher", c.name, c.sex,
      to_char(c.birth_date, 'YYYY-MM-DD') AS birth, c.ethnic_group AS "ethnicGroup",
      c.political_status AS "politicalStatus", c.party_joined AS "partyJoined", c.education,
      c.current_post AS "currentPost", c.position, c.both_posts AS "bothPosts", c.is_new AS "isNew", c.source,
      c.nomination, c.phone, c.remarks
    FROM unnest(${ids}::uuid[]) WITH ORDINALITY AS asked (id, place)
    JOIN candidate c ON c.id = asked.id JOIN team t ON t.id = c.team_id JOIN township p ON p.id = c.township_id
    WHERE c.state <> 'withdrawn' AND ${inScope(scope)} ORDER BY asked.place`
}
