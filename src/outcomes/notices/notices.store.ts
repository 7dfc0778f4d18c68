import type { Actor } from '../../accounts/actor'
import { scopeOf } from '../../accounts/scope'
import { inScope } from '../../candidates/candidates.store'
import { nearTo } from '../../candidates/structure/nearness.store'
import type { Tx } from '../../db/client'
import { Prisma } from '../../db/generated/client'
import { dateFromDay, dayFromDate, type Day } from '../../lib/day'
import { newId } from '../../lib/ids'
import { lockCandidates } from '../../standings/standings.store'
import type { HandOver, NoticeMeta, NoticeStep, NoticeText, Untold } from './notice'
import type { NoticeState } from './transitions'

/** The person of a notice, as letters and pages name them. */
export type Told = {
  candidateId: string
  cycleId: string
  townshipId: string
  township: string
  team: string
  name: string
  sex: string
  position: string
  idCipher: Uint8Array
}

/** A notice with its person, its outcome and its story. */
export type NoticeOnFile = NoticeMeta &
  NoticeText &
  Told & {
    id: string
    outcomeId: string
    groundItems: string[]
    servedHow: HandOver | null
    issuedAt: Date
    decidedAt: Date
    recheckId: string | null
    answerNumber: string | null
    answerWords: string | null
    /** Working days for a reply. */
    replyWorkingDays: number
    dueWorkingDays: number
  }

/** A notice in the actor's scope, and whether the actor is near to its person; or null. */
export async function findNotice(db: Tx, actor: Actor, id: string): Promise<NoticeOnFile | null> {
  const rows = await db.$queryRaw<NoticeRow[]>`
    SELECT n.id, n.outcome_id AS "outcomeId", n.document_number AS "documentNumber", n.gist, n.basis,
           n.way_to_reply AS "wayToReply", n.served_on AS "servedOn", n.served_how AS "servedHow",
           n.reply_due_on AS "dueOn", n.state, n.version, n.recheck_id AS "recheckId", k.state AS recheck,
           n.answer_number AS "answerNumber", n.answer_words AS "answerWords", n.issued_at AS "issuedAt",
           o.state AS "outcomeState", o.decided_at AS "decidedAt", o.stale_at IS NOT NULL AS stale, o.ground_items AS "groundItems",
           o.proposed_by_id AS "proposedById", ${groundStands} AS "groundStands", c.state = 'withdrawn' AS withdrawn,
           y.reply_working_days AS "replyWorkingDays", y.due_working_days AS "dueWorkingDays", ${personColumns}
    FROM notice n JOIN outcome o ON o.id = n.outcome_id ${personJoins} LEFT JOIN recheck k ON k.id = n.recheck_id
    WHERE n.id = ${id}::uuid AND ${inScope(scopeOf(actor))}`
  const row = rows[0]
  if (!row) return null
  const steps = await stepsOf(db, id)
  const stops = await stopsOf(db, id)
  const near = (await nearTo(db, actor.accountId, [row.candidateId])).has(row.candidateId)
  return { ...row, servedOn: dayOf(row.servedOn), dueOn: dayOf(row.dueOn), steps, stops, near }
}

/** The same, its candidate, its outcome and itself locked in this order: of two steps one judges after the other. */
export async function lockNotice(tx: Tx, actor: Actor, id: string): Promise<NoticeOnFile | null> {
  const notice = await tx.notice.findUnique({ where: { id }, select: { candidateId: true, outcomeId: true } })
  if (!notice) return null
  await lockCandidates(tx, [notice.candidateId])
  await tx.$queryRaw`SELECT id FROM outcome WHERE id = ${notice.outcomeId}::uuid FOR UPDATE`
  await tx.$queryRaw`SELECT id FROM notice WHERE id = ${id}::uuid FOR UPDATE`
  return findNotice(tx, actor, id)
}

/** The last day of the re-review that is out; null when none is. */
export async function recheckDueOf(db: Tx, noticeId: string): Promise<Day | null> {
  const rows = await db.$queryRaw<{ day: Day }[]>`
    SELECT to_char(k.due_on, 'YYYY-MM-DD') AS day FROM notice n JOIN recheck k ON k.id = n.recheck_id
    WHERE n.id = ${noticeId}::uuid AND k.state = 'open'`
  return rows[0]?.day ?? null
}

/** An outcome that a notice may be about, with its person. */
export type Tellable = Untold &
  Told & {
    outcomeId: string
    groundItems: string[]
    decidedAt: Date | null
    noticeId: string | null
    replyWorkingDays: number
  }

export async function findTellable(db: Tx, outcomeId: string): Promise<Tellable | null> {
  const rows = await db.$queryRaw<Tellable[]>`
    SELECT o.id AS "outcomeId", o.outcome, o.state, o.stale_at IS NOT NULL AS stale, o.ground_items AS "groundItems",
           o.decided_at AS "decidedAt", n.id AS "noticeId", n.id IS NOT NULL AS told, c.state = 'withdrawn' AS withdrawn,
           y.reply_working_days AS "replyWorkingDays", ${personColumns}
    FROM outcome o ${personJoins} LEFT JOIN notice n ON n.outcome_id = o.id
    WHERE o.id = ${outcomeId}::uuid`
  return rows[0] ?? null
}

/** The same, its candidate and itself locked. */
export async function lockTellable(tx: Tx, outcomeId: string): Promise<Tellable | null> {
  const outcome = await tx.outcome.findUnique({ where: { id: outcomeId }, select: { candidateId: true } })
  if (!outcome) return null
  await lockCandidates(tx, [outcome.candidateId])
  await tx.$queryRaw`SELECT id FROM outcome WHERE id = ${outcomeId}::uuid FOR UPDATE`
  return findTellable(tx, outcomeId)
}

export type NewNotice = NoticeText & {
  id: string
  outcomeId: string
  candidateId: string
  issuedById: string
  issuedAt: Date
}

export async function insertNotice(tx: Tx, notice: NewNotice): Promise<void> {
  await tx.notice.create({ data: { ...notice, state: 'issued' } })
}

/** Whether another notice of the cycle has this number. */
export async function isNumberTaken(tx: Tx, cycleId: string, documentNumber: string): Promise<boolean> {
  return (await tx.notice.count({ where: { documentNumber, candidate: { cycleId } } })) > 0
}

/** How the newest notice of the cycle says where to answer: the county's own standard words. */
export async function lastWayToReply(db: Tx, cycleId: string): Promise<string | null> {
  const last = await db.notice.findFirst({
    where: { candidate: { cycleId } },
    orderBy: [{ issuedAt: 'desc' }, { id: 'desc' }],
    select: { wayToReply: true },
  })
  return last?.wayToReply ?? null
}

export type NoticeChange = {
  state?: NoticeState
  servedOn?: Day
  servedHow?: HandOver
  replyDueOn?: Day | null
  recheckId?: string
  answerNumber?: string
  answerWords?: string
}

/** Every step makes the notice newer, so that a form from before it is told. */
export async function changeNotice(tx: Tx, id: string, { servedOn, replyDueOn, ...rest }: NoticeChange): Promise<void> {
  const days = {
    ...(servedOn === undefined ? {} : { servedOn: dateFromDay(servedOn) }),
    ...(replyDueOn === undefined ? {} : { replyDueOn: replyDueOn && dateFromDay(replyDueOn) }),
  }
  await tx.notice.update({ where: { id }, data: { ...rest, ...days, version: { increment: 1 } } })
}

export type NewStep = Pick<NoticeStep, 'kind' | 'day' | 'at' | 'words'> & { accountId: string }

export async function insertStep(tx: Tx, noticeId: string, { day, ...step }: NewStep): Promise<void> {
  await tx.noticeStep.create({ data: { ...step, id: newId(step.at.getTime()), noticeId, day: dateFromDay(day) } })
}

export async function insertStop(tx: Tx, noticeId: string, fromDay: Day, words: string): Promise<void> {
  await tx.noticeStop.create({ data: { id: newId(), noticeId, fromDay: dateFromDay(fromDay), words } })
}

export async function endStop(tx: Tx, noticeId: string, toDay: Day): Promise<void> {
  await tx.noticeStop.updateMany({ where: { noticeId, toDay: null }, data: { toDay: dateFromDay(toDay) } })
}

/** From now on no further re-review is possible. */
export async function markFinal(tx: Tx, outcomeId: string, at: Date): Promise<void> {
  await tx.outcome.update({ where: { id: outcomeId }, data: { finalAt: at } })
}

/** Whether what is known now still confirms, or looks into, every item that outcome `o` rests on. */
export const groundStands = Prisma.sql`(o.ground_items <@ ARRAY(
  SELECT r ->> 'code' FROM standing s CROSS JOIN LATERAL jsonb_array_elements(s.reasons) AS r
  WHERE s.candidate_id = o.candidate_id AND r ->> 'finding' IN ('confirmed', 'pending')))`

const personColumns = Prisma.sql`
  c.id AS "candidateId", c.cycle_id AS "cycleId", c.township_id AS "townshipId", p.name AS township, t.name AS team,
  c.name, c.sex, c.position, c.id_cipher AS "idCipher"`

const personJoins = Prisma.sql`
  JOIN candidate c ON c.id = o.candidate_id JOIN cycle y ON y.id = c.cycle_id JOIN township p ON p.id = c.township_id
  JOIN team t ON t.id = c.team_id`

type NoticeRow = Omit<NoticeOnFile, 'servedOn' | 'dueOn' | 'steps' | 'stops' | 'near'> & {
  servedOn: Date | null
  dueOn: Date | null
}

async function stepsOf(db: Tx, noticeId: string): Promise<NoticeStep[]> {
  return db.$queryRaw<NoticeStep[]>`
    SELECT e.kind, to_char(e.day, 'YYYY-MM-DD') AS day, e.at, a.name AS person, a.role, e.words
    FROM notice_step e JOIN account a ON a.id = e.account_id
    WHERE e.notice_id = ${noticeId}::uuid ORDER BY e.at, e.id`
}

async function stopsOf(db: Tx, noticeId: string): Promise<NoticeOnFile['stops']> {
  return db.$queryRaw<NoticeOnFile['stops']>`
    SELECT to_char(from_day, 'YYYY-MM-DD') AS "from", to_char(to_day, 'YYYY-MM-DD') AS "to", words
    FROM notice_stop WHERE notice_id = ${noticeId}::uuid ORDER BY from_day, id`
}

function dayOf(date: Date | null): Day | null {
  return date && dayFromDate(date)
}
