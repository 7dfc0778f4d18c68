import { load } from 'cheerio'
import { standingInputs } from '../../src/standings/standings.actions'
import { standingOf } from '../../src/standings/standing'
import type { Browser } from '../support/accounts'
import { actorIn } from '../support/county'
import { countyWorld, draftAll, issueToAll, reviewOf, type World } from '../support/review-world'

jest.setTimeout(30_000)

let world: World
let signatory: Browser

beforeEach(async () => {
  world = await countyWorld(4)
  await issueToAll(world)
  signatory = await world.as('signatory', 'petitions')
  await draftAll(world, 'petitions', reviewerOf('petitions'), ['N12'])
})
afterEach(() => world.close())

const reviewerOf = (department: string) => actorIn(world.county, 'reviewer', department).accountId

/** What the preview's form would send. */
function hidden(html: string) {
  const $ = load(html)
  const review = $('form[action="/reviews/signing"] input[name=review]')
    .map((_, input) => input.attribs['value'])
    .get()
  return { review, shown: String($('input[name=shown]').val() ?? '') }
}

test('the signatory sees how many say what, signs, and a second click signs nothing', async () => {
  const list = await signatory.get('/reviews/signing')
  expect(load(list.text)('tbody input[name=review]').length).toBe(4)
  const preview = await signatory.post('/reviews/signing/preview', { all: 'yes' })
  expect(preview.text).toContain('将签署 4 人的意见')
  const form = hidden(preview.text)
  expect((await signatory.post('/reviews/signing', form)).status).toBe(303)
  expect((await signatory.post('/reviews/signing', form)).status).toBe(303)
  const { db } = world.deps
  expect(await db.review.count({ where: { state: 'signed', signedById: signatory.actor.accountId } })).toBe(4)
  expect(await db.auditEntry.count({ where: { act: 'review.signed' } })).toBe(4)
  const standings = await db.standing.findMany()
  for (const { waitingFor } of standings) expect(waitingFor).not.toContain('petitions')
})

test('own drafts are left out with the reason, before and at signing', async () => {
  const mine = await reviewOf(world, 'petitions', 0)
  const own = { draftedById: signatory.actor.accountId }
  await world.deps.db.review.update({ where: { id: mine.id }, data: own })
  const other = await reviewOf(world, 'petitions', 1)
  const preview = await signatory.post('/reviews/signing/preview', { review: [mine.id, other.id] })
  expect(preview.text).toContain('将签署 1 人的意见')
  expect(preview.text).toContain('您本人填写的意见，须由另一位负责人签字。')
  expect(hidden(preview.text).review).toEqual([other.id])
  const { signingDigest } = await import('../../src/reviews/signing/signing')
  const forced = await signatory.post('/reviews/signing', { review: [mine.id], shown: signingDigest([mine]) })
  expect(forced.status).toBe(403)
  expect(forced.text).toContain('须由另一位负责人签字')
  expect((await reviewOf(world, 'petitions', 0)).state).toBe('unsigned')
})

test('answers that changed since the preview: 409, the new text is shown, nothing is signed', async () => {
  const form = hidden((await signatory.post('/reviews/signing/preview', { all: 'yes' })).text)
  const { id } = await reviewOf(world, 'petitions', 2)
  const reviewer = await world.as('reviewer', 'petitions')
  await reviewer.post(`/reviews/${id}/draft`, { version: '1', 'N12.answer': 'pending' })
  const refused = await signatory.post('/reviews/signing', form)
  expect(refused.status).toBe(409)
  expect(refused.text).toContain('N12 正在核查')
  expect(await world.deps.db.review.count({ where: { state: 'signed' } })).toBe(0)
})

test('what is not complete, of another department, or no id is never signed', async () => {
  const court = await reviewOf(world, 'court', 0)
  const other = await signatory.post('/reviews/signing/preview', { review: [court.id, "'; --"] })
  expect(other.text).toContain('将签署 0 人的意见')
  expect((await signatory.post('/reviews/signing/preview', {})).status).toBe(422)
  const { id } = await reviewOf(world, 'petitions', 0)
  await world.deps.db.review.update({ where: { id }, data: { answers: {} } })
  const preview = await signatory.post('/reviews/signing/preview', { review: id })
  expect(preview.text).toContain('还有情形没有答复')
  const reviewer = await world.as('reviewer', 'petitions')
  expect((await reviewer.post('/reviews/signing', { review: id, shown: '' })).status).toBe(403)
})

test('a signed opinion takes no further draft, return or recusal', async () => {
  const form = hidden((await signatory.post('/reviews/signing/preview', { all: 'yes' })).text)
  await signatory.post('/reviews/signing', form)
  const { id, answers } = await reviewOf(world, 'petitions', 0)
  const reviewer = await world.as('reviewer', 'petitions')
  expect((await reviewer.post(`/reviews/${id}/draft`, { version: '2', 'N12.answer': 'found' })).status).toBe(403)
  expect((await reviewer.post(`/reviews/${id}/return`, { reason: 'papers', words: '缺' })).status).toBe(403)
  expect((await reviewer.post(`/reviews/${id}/recusal`, { words: '亲属' })).status).toBe(403)
  expect((await reviewOf(world, 'petitions', 0)).answers).toEqual(answers)
})

test('two departments that sign the same people at once leave the standing that the answers give', async () => {
  const fact = {
    kind: '',
    effect: '2020-05-01',
    statedEnd: null,
    evidenceType: '裁判文书',
    documentNumber: '（2020）内0123刑初1号',
    issuingBody: '县法院',
    words: '',
  }
  await draftAll(world, 'justice', reviewerOf('justice'), ['N02', 'N03'])
  await draftAll(world, 'court', reviewerOf('court'), ['N02', 'N04', 'N06', 'N09', 'N16'], {
    N03: { answer: 'found', facts: [fact] },
  })
  const signing = ['petitions', 'court', 'justice'].map(async (department) => {
    const browser = await world.as('signatory', department)
    const form = hidden((await browser.post('/reviews/signing/preview', { all: 'yes' })).text)
    return () => browser.post('/reviews/signing', form)
  })
  const acts = await Promise.all(signing)
  const answers = await Promise.all(acts.map((sign) => sign()))
  expect(answers.map(({ status }) => status)).toEqual([303, 303, 303])
  const ids = world.county.candidates.map(({ id }) => id)
  const stored = await world.deps.db.standing.findMany({ where: { candidateId: { in: ids } } })
  const inputs = await world.deps.db.$transaction((tx) => standingInputs(tx, ids))
  for (const { candidate, input } of inputs) {
    const computed = standingOf(input)
    const row = stored.find(({ candidateId }) => candidateId === candidate.candidateId)!
    expect(row.standing).toBe('bar')
    expect(row.standing).toBe(computed.standing)
    expect(row.waitingFor).toEqual(computed.waitingFor)
    expect(row.waitingFor).toHaveLength(10)
  }
})
