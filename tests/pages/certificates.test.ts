import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { load } from 'cheerio'
import { canonicalJson } from '../../src/lib/canonical'
import { newId } from '../../src/lib/ids'
import type { Certificate } from '../../src/outcomes/certificates/certificate'
import { outcomeCommand } from '../../src/outcomes/outcome.cli'
import { type FullSnapshot, snapshotDigest } from '../../src/outcomes/snapshot'
import { proposeOutcomes } from '../../src/outcomes/proposing/proposing.actions'
import { approveProposals } from '../../src/outcomes/outcomes.actions'
import type { Proposal } from '../../src/outcomes/outcome'
import type { StandingWord } from '../../src/standings/standing'
import { recomputeStandings } from '../../src/standings/standings.actions'
import { actorIn, makeCounty, type County } from '../support/county'
import { signedIn, type Browser } from '../support/accounts'
import { testApp, type TestApp } from '../support/app'
import { factOf, found, makeRound } from '../support/round'

let world: TestApp
let county: County
let office: Browser
let leader: Browser
let people: string[]

// 0–1 clear, 2 barred by N03
beforeEach(async () => {
  world = await testApp()
  county = await makeCounty(world.deps.db, world.deps.keys, { candidates: 3 })
  const { candidateIds } = await makeRound(world.deps.db, county, { 2: { court: { N03: found() } } })
  people = candidateIds
  office = await signedIn(world, actorIn(county, 'office'))
  leader = await signedIn(world, actorIn(county, 'leading_group'))
})
afterEach(() => world.close())

const plain: Proposal = { outcome: 'eligible', groundItems: [], until: null, words: '', deliberationId: null }

test('a barred person: the page says in words why, what would change it, who signed, and how to check', async () => {
  const id = await decided(2, 'bar', { ...plain, outcome: 'ineligible', groundItems: ['N03'] })
  const page = load((await leader.get(`/outcomes/${id}/certificate`).expect(200)).text)
  const text = page('.certificate').text()
  for (const words of [
    '云川3',
    '建议不列为候选人',
    'N03',
    '仅凭这一项就足够',
    '示〔2025〕1号',
    '对 N03 的答复由“发现问题”改为“未发现”',
    '没有哪个期限的届满',
    `outcome verify certificate-${id}.json`,
  ])
    expect(text).toContain(words)
  expect(page('.certificate tbody tr')).toHaveLength(13)
  expect(text).not.toMatch(/\b\d{17}[\dX]\b/)
  expect(text).not.toContain('certificates:')

  const inEnglish = await leader.get(`/outcomes/${id}/certificate`).set('Accept-Language', 'en').expect(200)
  const english = load(inEnglish.text)('.certificate').text()
  expect(english).toContain('This item alone is enough')
  expect(english).not.toContain('{{')
})

test('a clear person: which answers would change it, and a link from the outcome', async () => {
  const id = await decided(0, 'clear', plain)
  const page = load((await office.get(`/outcomes/${id}`).expect(200)).text)
  expect(page(`a[href="/outcomes/${id}/certificate"]`)).toHaveLength(1)
  const text = load((await office.get(`/outcomes/${id}/certificate`).expect(200)).text)('.certificate').text()
  expect(text).toContain('13 个单位逐项答复了 21 项')
  expect(text).toContain('牵头单位对不得项目答复“发现问题”：变为“拟取消资格（不得）”')
})

test('the file replays without the county, and its leaving is on the trail without a name', async () => {
  const id = await decided(2, 'bar', { ...plain, outcome: 'ineligible', groundItems: ['N03'] })
  const answer = await office.get(`/outcomes/${id}/certificate.json`).expect(200)
  expect(answer.headers['content-disposition']).toBe(`attachment; filename=certificate-${id}.json`)
  const certificate = JSON.parse(answer.text) as Certificate
  expect(answer.text).toBe(canonicalJson(certificate))
  expect(certificate).toMatchObject({
    standing: 'bar',
    needed: ['N03'],
    candidate: { name: '云川3', maskedId: expect.stringMatching(/^\d{6}\*{8}\d{3}[\dX]$/) },
    proposed: { accountId: office.actor.accountId, name: office.actor.name },
    approved: { accountId: leader.actor.accountId, name: leader.actor.name },
  })
  expect(certificate.reviews).toHaveLength(13)
  for (const { department, signature } of certificate.reviews)
    expect(signature).toMatchObject({
      round: 1,
      signerId: actorIn(county, 'signatory', department).accountId,
      drafterId: actorIn(county, 'reviewer', department).accountId,
    })
  const file = join(tmpdir(), `certificate-${newId()}.json`)
  await writeFile(file, answer.text)
  const said: string[] = []
  expect(
    await outcomeCommand(['verify', file], { out: (line) => said.push(line), err: (line) => said.push(line) }),
  ).toBe(0)
  expect(said.join('\n')).toContain('是：')

  const entry = await world.deps.db.auditEntry.findFirstOrThrow({ where: { act: 'certificate.exported' } })
  expect(entry).toMatchObject({ recordType: 'outcome', recordId: id, details: { digest: certificate.digest } })
  expect(JSON.stringify(entry.details)).not.toContain('云川')
})

test('an outcome of the first release, whose snapshot names its list only, has a certificate that replays too', async () => {
  const id = await decided(2, 'bar', { ...plain, outcome: 'ineligible', groundItems: ['N03'] })
  const row = await world.deps.db.outcome.findUniqueOrThrow({ where: { id } })
  const { candidate, round, departments, signatures, meeting, proposer, approver, ...rest } =
    row.snapshot as FullSnapshot
  const { key, version, digest } = rest.criteria
  const first = { ...rest, format: 1 as const, criteria: { key, version, digest } }
  await world.deps.db.outcome.update({ where: { id }, data: { snapshot: first, digest: snapshotDigest(first) } })
  const now = JSON.parse((await office.get(`/outcomes/${id}/certificate.json`).expect(200)).text) as Certificate
  expect(now).toMatchObject({
    candidate,
    round: { number: round },
    proposed: { name: proposer },
    approved: { name: approver },
  })
  expect(now.reviews.filter(({ signature }) => signature)).toHaveLength(signatures.length)
  expect([departments.length, meeting]).toEqual([13, null])
})

test('what was never approved, and what does not exist, has none; a superseded one keeps its own', async () => {
  const id = await proposed(0, 'clear', plain)
  await office.get(`/outcomes/${id}/certificate`).expect(404)
  await office.get(`/outcomes/${newId()}/certificate.json`).expect(404)
  await office.get('/outcomes/nonsense/certificate').expect(404)
  await approveProposals(world.deps, leader.actor, [id])
  const before = (await office.get(`/outcomes/${id}/certificate.json`).expect(200)).text
  await world.deps.db.outcome.update({ where: { id }, data: { state: 'superseded' } })
  const page = await office.get(`/outcomes/${id}/certificate`).expect(200)
  expect(page.text).toContain('已被新结论取代')
  expect((await office.get(`/outcomes/${id}/certificate.json`).expect(200)).text).toBe(before)
})

test('a township and a department get neither', async () => {
  const id = await decided(0, 'clear', plain)
  for (const other of [
    await signedIn(world, actorIn(county, 'township_clerk')),
    await signedIn(world, actorIn(county, 'reviewer', 'court')),
  ]) {
    await other.get(`/outcomes/${id}/certificate`).expect(403)
    await other.get(`/outcomes/${id}/certificate.json`).expect(403)
    await other.get('/outcomes/stale').expect(403)
  }
})

test('an overtaken outcome is listed with what changed; it stays as it is', async () => {
  const id = await decided(0, 'clear', plain)
  const quiet = load((await office.get('/outcomes/stale').expect(200)).text)
  expect(quiet('.empty-page')).toHaveLength(1)
  const { db } = world.deps
  const where = { candidateId: people[0]!, departmentId: county.departments['court']! }
  const review = await db.review.findFirstOrThrow({ where })
  const answers = { ...(review.answers as object), N03: { answer: 'found', facts: [factOf()] } }
  await db.review.update({ where: { id: review.id }, data: { answers } })
  await recomputeStandings(db, [people[0]!], world.deps.clock.now())

  const list = load((await office.get('/outcomes').expect(200)).text)
  expect(list('a[href="/outcomes/stale"]').text()).toBe('情况有变（1）')
  const page = load((await leader.get('/outcomes/stale').expect(200)).text)
  expect(page('tbody tr')).toHaveLength(1)
  expect(
    page('td .said')
      .toArray()
      .map((line) => page(line).text()),
  ).toEqual(['法院对 N03 的答复由“未发现”变为“发现问题”。'])
  expect(page(`a[href="/outcomes/${id}"]`)).toHaveLength(1)
  expect(page(`a[href="/candidates/${people[0]}"]`)).toHaveLength(1)
  expect(await db.outcome.findUniqueOrThrow({ where: { id } })).toMatchObject({ state: 'approved', standing: 'clear' })
  const certificate = await office.get(`/outcomes/${id}/certificate`).expect(200)
  expect(certificate.text).toContain('现为：拟取消资格')
})

async function proposed(index: number, seen: StandingWord, proposal: Proposal): Promise<string> {
  const batchId = await proposeOutcomes(world.deps, office.actor, [{ candidateId: people[index]!, seen, proposal }])
  return (await world.deps.db.outcome.findFirstOrThrow({ where: { batchId } })).id
}

async function decided(index: number, seen: StandingWord, proposal: Proposal): Promise<string> {
  const id = await proposed(index, seen, proposal)
  await approveProposals(world.deps, leader.actor, [id])
  return id
}
