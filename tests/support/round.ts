import { loadPreset } from '../../src/criteria/presets'
import { criteriaDigest } from '../../src/criteria/digest'
import type { Db } from '../../src/db/client'
import { dateFromDay } from '../../src/lib/day'
import { newId } from '../../src/lib/ids'
import { inTransaction } from '../../src/db/client'
import { itemsOwnedBy } from '../../src/standings/owners'
import type { Answer, AnswerWord, Fact } from '../../src/standings/standing'
import { recomputeStandings } from '../../src/standings/standings.actions'
import { actorIn, type County } from './county'

/** A fact that signing takes: found on paper, in force on 2026-01-10. */
export function factOf(over: Partial<Fact> = {}): Fact {
  return {
    kind: '',
    effect: '2025-03-01',
    statedEnd: null,
    evidenceType: '裁判文书',
    documentNumber: '示〔2025〕1号',
    issuingBody: '示例县人民法院',
    words: '',
    ...over,
  }
}

/** Per candidate index: department → item → answer. Everything not named is answered `none`; `unsigned` stays out. */
export type Said = Record<number, Record<string, Record<string, Answer> | 'unsigned' | 'returned'>>

export const found = (over: Partial<Fact> = {}): Answer => ({ answer: 'found', facts: [factOf(over)] })
export const plainly = (answer: AnswerWord): Answer => ({ answer, facts: [] })

/** Round one of all candidates, reviewed by every department as `said`, by direct inserts; standings by the real rule. */
export async function makeRound(db: Db, county: County, said: Said = {}, at = '2026-01-08T02:00:00Z') {
  const [id, now] = [newId(), new Date(at)]
  const office = actorIn(county, 'office')
  const criteria = loadPreset('main20')
  await db.criteriaSet.update({
    where: { id: county.criteriaSetId },
    data: { state: 'frozen', digest: criteriaDigest(criteria), frozenAt: now, frozenById: office.accountId },
  })
  await db.round.create({
    data: {
      id,
      cycleId: county.cycleId,
      number: 1,
      criteriaSetId: county.criteriaSetId,
      referenceDate: dateFromDay('2026-01-10'),
      dueOn: dateFromDay('2026-01-13'),
      issuedAt: now,
      issuedById: office.accountId,
    },
  })
  const departments = Object.entries(county.departments)
  await db.roundDepartment.createMany({
    data: departments.map(([, departmentId], position) => ({ roundId: id, departmentId, position })),
  })
  const candidateIds = county.candidates.map((candidate) => candidate.id)
  await db.roundCandidate.createMany({ data: candidateIds.map((candidateId) => ({ roundId: id, candidateId })) })
  await db.review.createMany({
    data: candidateIds.flatMap((candidateId, index) =>
      departments.map(([key, departmentId]) => {
        const answers = said[index]?.[key] ?? {}
        return { id: newId(), roundId: id, candidateId, departmentId, ...reviewOf(county, key, answers, now) }
      }),
    ),
  })
  await inTransaction(db, (tx) => recomputeStandings(tx, candidateIds, now))
  return { id, candidateIds }
}

/**
 * Every unsigned review of a round that was issued is signed as `said`, by candidate index of the county; `unsigned` and
 * `returned` as above. Standings by the real rule.
 */
export async function signRound(db: Db, county: County, roundId: string, said: Said = {}, at = '2026-01-12T02:00:00Z') {
  const now = new Date(at)
  const keys = new Map(Object.entries(county.departments).map(([key, id]) => [id, key]))
  const open = await db.review.findMany({ where: { roundId, state: 'unsigned' } })
  for (const { id, candidateId, departmentId } of open) {
    const index = county.candidates.findIndex((candidate) => candidate.id === candidateId)
    const key = keys.get(departmentId)!
    await db.review.update({ where: { id }, data: reviewOf(county, key, said[index]?.[key] ?? {}, now) })
  }
  const ids = [...new Set(open.map(({ candidateId }) => candidateId))]
  await inTransaction(db, (tx) => recomputeStandings(tx, ids, now))
}

/** What a department's review holds once it has said this; `unsigned` and `returned` as above. */
export function reviewOf(county: County, department: string, answers: Said[number][string], now: Date) {
  if (answers === 'unsigned') return { state: 'unsigned' }
  if (answers === 'returned') {
    const returnedById = actorIn(county, 'reviewer', department).accountId
    return { state: 'returned', returnReason: 'papers', returnWords: '缺推荐表', returnedById, returnedAt: now }
  }
  const owned = itemsOwnedBy(department, loadPreset('main20')).map((item) => item.code)
  const all = Object.fromEntries(owned.map((code) => [code, answers[code] ?? plainly('none')]))
  return {
    state: 'signed',
    answers: all,
    complete: true,
    flagged: Object.values(all).some(({ answer }) => answer === 'found' || answer === 'pending'),
    draftedById: actorIn(county, 'reviewer', department).accountId,
    draftedAt: now,
    signedById: actorIn(county, 'signatory', department).accountId,
    signedAt: now,
  }
}
