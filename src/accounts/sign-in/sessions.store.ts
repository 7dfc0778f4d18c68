import { createHash } from 'node:crypto'
import type { Db, Tx } from '../../db/client'
import { Prisma } from '../../db/generated/client'
import { dayInChina } from '../../lib/clock'
import { dateFromDay } from '../../lib/day'
import type { SessionOwner } from '../account'
import { inForce } from '../deputies/deputies.store'
import { endOf } from './session-life'

/** A session as kept: `data` is what express-session keeps; without an owner it only holds a CSRF token. */
export type KeptSession = { data: object; createdAt: Date; seenAt: Date; owner: SessionOwner | null }

/** The key of a session's row: whoever reads the table cannot make a cookie from it. */
export function sessionDigest(sessionId: string): string {
  return createHash('sha256').update(sessionId).digest('hex')
}

/**
 * The session and its owner in one query; nothing when it has ended, idle or absolutely, or its account was disabled.
 * The owner's role is today's, not that of the sign-in.
 */
export async function findSession(db: Db, digest: string, now: Date): Promise<KeptSession | null> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT s.data, s.created_at AS "createdAt", s.seen_at AS "seenAt",
           a.id, a.username, a.name, a.role, a.township_id AS "townshipId", a.department_id AS "departmentId",
           (SELECT jsonb_build_object('accountId', s.id, 'name', s.name, 'until', y.until_on)
            FROM deputyship y JOIN account s ON s.id = y.signatory_id
            WHERE y.deputy_id = a.id AND ${inForce(dateFromDay(dayInChina(now)))}
            ORDER BY y.id LIMIT 1) AS "standsInFor",
           (SELECT jsonb_build_object('running', bool_or(j.ended_at IS NULL),
                                      'id', CASE WHEN count(*) = 1 THEN min(j.id::text) END)
            FROM job j WHERE j.account_id = a.id AND j.seen_at IS NULL AND j.role = a.role
              AND j.township_id IS NOT DISTINCT FROM a.township_id
              AND j.department_id IS NOT DISTINCT FROM a.department_id HAVING count(*) > 0) AS jobs,
           (SELECT name FROM county LIMIT 1) AS county,
           (SELECT name FROM cycle WHERE state <> 'closed' ORDER BY created_at DESC LIMIT 1) AS cycle,
           COALESCE(t.name, d.name) AS unit, COALESCE(t.name, d.name_en) AS "unitEn"
    FROM session s
    LEFT JOIN account a ON a.id = s.account_id
    LEFT JOIN township t ON t.id = a.township_id
    LEFT JOIN department d ON d.id = a.department_id
    WHERE s.digest = ${digest} AND s.expires_at > ${now} AND (s.account_id IS NULL OR a.state = 'active')`
  return rows[0] ? keptOf(rows[0]) : null
}

export async function insertSession(
  db: Db,
  session: { digest: string; accountId: string | null; data: object },
  now: Date,
): Promise<void> {
  const times = { createdAt: now, seenAt: now, expiresAt: endOf(now, now) }
  await db.session.create({ data: { ...session, data: session.data as Prisma.InputJsonValue, ...times } })
}

/** Changes a session that is still there; one that was ended meanwhile is not brought back. */
export async function updateSession(db: Db, digest: string, data: object): Promise<void> {
  await db.session.updateMany({ where: { digest }, data: { data: data as Prisma.InputJsonValue } })
}

export async function markSeen(db: Db, digest: string, createdAt: Date, now: Date): Promise<void> {
  await db.session.updateMany({ where: { digest }, data: { seenAt: now, expiresAt: endOf(createdAt, now) } })
}

export async function endSession(db: Db, digest: string): Promise<void> {
  await db.session.deleteMany({ where: { digest } })
}

/** Ends all sessions of an account, or all but one; returns how many there were. */
export async function endSessionsOf(db: Db | Tx, accountId: string, except?: string): Promise<number> {
  const { count } = await db.session.deleteMany({ where: { accountId, digest: { not: except } } })
  return count
}

/** The running sessions of an account, last seen first. */
export async function sessionsOf(db: Db, accountId: string, now: Date) {
  return db.session.findMany({
    where: { accountId, expiresAt: { gt: now } },
    select: { digest: true, createdAt: true, seenAt: true, expiresAt: true },
    orderBy: { seenAt: 'desc' },
    take: 50,
  })
}

/** Forgets what has ended; the counters of failed sign-ins too. */
export async function forgetEnded(db: Db, now: Date): Promise<void> {
  await db.session.deleteMany({ where: { expiresAt: { lt: now } } })
  await db.$executeRaw`DELETE FROM rate_limit WHERE expire < EXTRACT(EPOCH FROM now()) * 1000`
}

type Row = SessionOwner & { data: object; createdAt: Date; seenAt: Date }

function keptOf({ data, createdAt, seenAt, ...owner }: Row): KeptSession {
  return { data, createdAt, seenAt, owner: owner.id ? owner : null }
}
