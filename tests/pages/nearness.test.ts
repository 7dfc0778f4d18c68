import { load } from 'cheerio'
import { digestId } from '../../src/lib/id-digest'
import { newId } from '../../src/lib/ids'
import { signingDigest } from '../../src/reviews/signing/signing'
import type { Browser } from '../support/accounts'
import { idNumberOf } from '../support/county'
import { countyWorld, draftAll, issueToAll, reviewOf, type World } from '../support/review-world'

jest.setTimeout(60_000)

/** 信访 owns one item, N12, and has two reviewers and one signatory. */
const own = 'petitions'

let world: World
let reviewer: Browser
let colleague: Browser
let signatory: Browser

beforeEach(async () => {
  world = await countyWorld(5)
  await issueToAll(world)
  reviewer = await world.as('reviewer', own)
  colleague = await world.as('reviewer', own, true)
  signatory = await world.as('signatory', own)
})
afterEach(() => world.close())

type Known = { idNumber?: string; teamId?: string; name?: string }

async function know({ actor: { accountId: id } }: Browser, { idNumber, ...rest }: Known) {
  const idDigest = idNumber && digestId(world.deps.keys, idNumber)
  await world.deps.db.account.update({ where: { id }, data: { ...rest, ...(idDigest ? { idDigest } : {}) } })
}

async function declare(n: number, name: string, idNumber: string | null = null) {
  const idDigest = idNumber && digestId(world.deps.keys, idNumber)
  const candidateId = world.county.candidates[n]!.id
  await world.deps.db.relative.create({ data: { id: newId(), candidateId, kinship: 'sibling', name, idDigest } })
}

const pathOf = async (n: number) => `/reviews/${(await reviewOf(world, own, n)).id}`
const rowOf = async (browser: Browser, n: number) => {
  const $ = load((await browser.get('/reviews?show=all')).text)
  return $('tbody tr').filter((_, tr) => $(tr).find('th').text().includes(world.county.candidates[n]!.name))
}
const draft = async (browser: Browser, n: number) =>
  browser.post(`${await pathOf(n)}/draft`, {
    version: String((await reviewOf(world, own, n)).version),
    'N12.answer': 'none',
  })
const recuse = async (browser: Browser, n: number) => browser.post(`${await pathOf(n)}/recusal`, { words: '亲属' })
const flashOf = async (browser: Browser) => (await browser.get('/reviews')).text

describe('by ID number: must keep away', () => {
  test.each([
    ['the candidate', async () => know(reviewer, { idNumber: world.county.candidates[0]!.idNumber })],
    [
      'a declared relative',
      async () => {
        await know(reviewer, { idNumber: idNumberOf(500) })
        await declare(0, '别名', idNumberOf(500))
      },
    ],
  ])(
    '%s neither answers nor sends back, is told so beside the name and at the desk, and may recuse',
    async (_, tie) => {
      await tie()
      const row = await rowOf(reviewer, 0)
      expect(row.text()).toContain('应当回避')
      expect(row.find('a[href*="/recusal"]')).toHaveLength(1)
      const desk = await reviewer.get(await pathOf(0))
      const $ = load(desk.text)
      expect($('[data-near]').text()).toContain('您不能填写、退回或签署')
      expect($('form[data-answers]')).toHaveLength(0)
      const refused = await draft(reviewer, 0)
      expect([refused.status, refused.text]).toEqual([403, expect.stringContaining('应当回避')])
      const back = await reviewer.post(`${await pathOf(0)}/return`, { reason: 'papers', words: '缺' })
      expect(back.status).toBe(403)
      expect((await draft(reviewer, 1)).status).toBe(303)
      expect((await recuse(reviewer, 0)).status).toBe(303)
    },
  )

  test('is left out of signing many with the reason, and one alone is refused', async () => {
    await draftAll(world, own, reviewer.actor.accountId, ['N12'])
    await know(signatory, { idNumber: idNumberOf(500) })
    await declare(2, '别名', idNumberOf(500))
    const list = load((await signatory.get('/reviews/signing')).text)
    expect(list('input[name=review][disabled]')).toHaveLength(1)
    const preview = await signatory.post('/reviews/signing/preview', { all: 'yes' })
    expect(preview.text).toContain('将签署 4 人的意见')
    expect(preview.text).toContain('您与此人有关联（本人或近亲属，身份证号一致），应当回避')
    const review = await reviewOf(world, own, 2)
    const forced = await signatory.post('/reviews/signing', { review: review.id, shown: signingDigest([review]) })
    expect(forced.status).toBe(403)
    expect((await reviewOf(world, own, 2)).state).toBe('unsigned')
  })
})

describe('a hint only', () => {
  test('the same village: told in the queue, at the desk and before signing, with the way out; nothing is barred', async () => {
    const { teamId } = world.county.candidates[0]!
    await know(reviewer, { teamId })
    await know(signatory, { teamId })
    expect((await rowOf(reviewer, 0)).text()).toContain('与人选同一村（社区）')
    expect((await rowOf(reviewer, 1)).text()).not.toContain('同一村')
    const desk = load((await reviewer.get(await pathOf(0))).text)
    expect(desk('[data-near]').text()).toContain('您可能与此人有关联：与人选同一村（社区）。请回避')
    expect(desk('[data-near] a').attr('href')).toBe(`${await pathOf(0)}/recusal`)
    for (const n of [0, 1, 2, 3, 4]) expect((await draft(reviewer, n)).status).toBe(303)
    expect((await signatory.get('/reviews/signing')).text).toContain('与人选同一村（社区）')
    const preview = await signatory.post('/reviews/signing/preview', { all: 'yes' })
    expect(load(preview.text)('[data-near] li')).toHaveLength(2)
    expect(preview.text).toContain('将签署 5 人的意见')
  })

  test('the same name as a declared relative, unless both numbers are known and differ', async () => {
    await know(reviewer, { name: '周近山' })
    await declare(0, '周近山')
    await declare(1, '周近山', idNumberOf(501))
    expect((await rowOf(reviewer, 0)).text()).toContain('仅姓名相同，请核对')
    expect((await draft(reviewer, 0)).status).toBe(303)
    await know(reviewer, { idNumber: idNumberOf(502) })
    expect((await rowOf(reviewer, 0)).text()).toContain('仅姓名相同，请核对')
    expect((await rowOf(reviewer, 1)).text()).not.toContain('仅姓名相同')
  })
})

describe('a recusal', () => {
  test('drops the own draft, counts it in the trail, and hands the task to a colleague', async () => {
    await draft(reviewer, 0)
    const form = await reviewer.get(`${await pathOf(0)}/recusal`)
    expect(form.text).toContain('回避不能撤回')
    expect(form.text).toContain('您填写的 1 项答复将随回避撤去')
    expect((await recuse(reviewer, 0)).status).toBe(303)
    expect(await flashOf(reviewer)).toContain('所填 1 项答复已撤去')
    const review = await reviewOf(world, own, 0)
    expect(review).toMatchObject({ answers: {}, complete: false, flagged: false, draftedById: null, draftedAt: null })
    const [entry] = await world.deps.db.auditEntry.findMany({ where: { act: 'review.recused', recordId: review.id } })
    expect(entry!.details).toMatchObject({ dropped: 1, stuck: null })
    const preview = await signatory.post('/reviews/signing/preview', { all: 'yes' })
    expect(preview.status).toBe(422)
    expect((await rowOf(colleague, 0)).text()).toContain('同事回避，请接手')
    expect((await colleague.get(await pathOf(0))).text).toContain(`已回避：${reviewer.actor.name}`)
    expect((await draft(colleague, 0)).status).toBe(303)
    expect((await reviewOf(world, own, 0)).draftedById).toBe(colleague.actor.accountId)
    expect((await recuse(reviewer, 0)).status).toBe(403)
  })

  test('leaves a colleague’s draft as it is', async () => {
    await draft(colleague, 0)
    expect((await reviewer.get(`${await pathOf(0)}/recusal`)).text).toContain('已由同事填写的答复照旧')
    await recuse(reviewer, 0)
    expect(await reviewOf(world, own, 0)).toMatchObject({ complete: true, draftedById: colleague.actor.accountId })
  })

  test('a draft of a file that went back to the township is dropped too', async () => {
    await draft(reviewer, 0)
    await colleague.post(`${await pathOf(0)}/return`, { reason: 'papers', words: '缺' })
    await recuse(reviewer, 0)
    expect(await reviewOf(world, own, 0)).toMatchObject({ state: 'returned', answers: {}, draftedById: null })
  })

  test('nobody left to sign, or to answer: the recuser and the office are told at once', async () => {
    await recuse(signatory, 0)
    expect(await flashOf(signatory)).toContain('本单位已没有可以签字的负责人')
    await recuse(reviewer, 1)
    expect(await flashOf(reviewer)).toContain('由同事接着办理')
    await recuse(colleague, 1)
    expect(await flashOf(colleague)).toContain('本单位已没有另一位可以填写的同事')
    const office = await world.as('office')
    const $ = load((await office.get('/pointers')).text)
    expect($('.shows a[aria-current]').text()).toBe('无人可办 2')
    const rows = $('.pointer-list li')
      .map((_, tr) => $(tr).text().replace(/\s+/g, ' '))
      .get()
    expect(rows.find((text) => text.includes('云川1'))).toContain('另定一位负责人')
    expect(rows.find((text) => text.includes('云川2'))).toContain('另定一位经办人')
  })

  test('somebody left who may sign a finished draft is enough', async () => {
    await draft(colleague, 1)
    await recuse(reviewer, 1)
    await world.deps.db.account.update({ where: { id: colleague.actor.accountId }, data: { state: 'disabled' } })
    const office = await world.as('office')
    expect((await office.get('/pointers?kind=stuck')).text).toContain('没有这一类提示')
  })
})

test('a dispute for which a department has only who drafted before is stuck too', async () => {
  const { db, clock } = world.deps
  const first = await reviewOf(world, own, 0)
  const answers = { N12: { answer: 'none', facts: [] } }
  const now = clock.now()
  const drafted = { draftedById: reviewer.actor.accountId, draftedAt: now }
  const signed = { state: 'signed', signedById: signatory.actor.accountId, signedAt: now }
  await db.review.update({ where: { id: first.id }, data: { answers, complete: true, ...drafted, ...signed } })
  const { candidateId, roundId, departmentId } = first
  const recheckId = newId()
  const asked = { kind: 'dispute', items: ['N12'], words: '', dueOn: now, openedById: signatory.actor.accountId }
  await db.recheck.create({ data: { id: recheckId, candidateId, roundId, openedAt: now, ...asked } })
  await db.review.create({ data: { id: newId(), candidateId, roundId, departmentId, recheckId, pass: 1 } })
  const office = await world.as('office')
  const stuck = async () => load((await office.get('/pointers?kind=stuck')).text)('.pointer-list li')
  expect(await stuck()).toHaveLength(0)
  await db.account.update({ where: { id: colleague.actor.accountId }, data: { state: 'disabled' } })
  expect((await stuck()).text()).toContain('复查要由原经办人以外的人办理')
})

describe('the office’s pointers', () => {
  test('a reviewer who is near and has not kept away stands there until they do; who has signed comes first', async () => {
    const [first, second] = world.county.candidates
    await know(reviewer, { teamId: first!.teamId })
    await know(colleague, { idNumber: second!.idNumber })
    const group = await world.as('leading_group')
    const seen = async () => {
      const $ = load((await group.get('/pointers?kind=near')).text)
      return $('.pointer-list li')
        .map((_, tr) => $(tr).text().replace(/\s+/g, ' '))
        .get()
    }
    expect(await seen()).toHaveLength(3)
    await draft(reviewer, 3)
    const told = await seen()
    expect(told[0]).toContain('云川4')
    expect(told[0]).toContain('已经填写')
    expect(told.join()).toContain('身份证号与人选相同，即人选本人')
    await recuse(reviewer, 0)
    expect((await seen()).join()).not.toContain('云川1')
    expect(await seen()).toHaveLength(2)
  })

  test('relatives in one team once, one person in teams of two townships, and R2 as a number', async () => {
    const { db } = world.deps
    const [first, , third, fourth] = world.county.candidates
    await declare(0, '别名', fourth!.idNumber)
    await declare(3, first!.name)
    const twin = { idDigest: digestId(world.deps.keys, first!.idNumber), name: first!.name }
    await db.candidate.update({ where: { id: third!.id }, data: twin })
    const office = await world.as('office')
    const pairs = load((await office.get('/pointers?kind=R1')).text)
    expect(pairs('.pointer-list li')).toHaveLength(1)
    expect(pairs('.pointer-list li').text()).toContain('身份证号一致')
    expect(pairs('.pointer-list a')).toHaveLength(2)
    const twice = load((await office.get('/pointers?kind=R3')).text)
    expect(twice('.pointer-list li').text()).toContain('跨乡镇')
    expect(twice('.shows a[href="/candidates?flag=R2"]').text()).toBe('R2 条件不符 0')
    expect((await office.get("/pointers?kind='; --&page=-3")).status).toBe(200)
  })

  test('a township sees only its own side of R3, and both sides of R1', async () => {
    const { db } = world.deps
    const [first, , third, fourth] = world.county.candidates
    const twin = { idDigest: digestId(world.deps.keys, first!.idNumber) }
    await db.candidate.update({ where: { id: third!.id }, data: twin })
    await declare(0, '别名', fourth!.idNumber)
    const clerk = await world.as('township_clerk', '盛乐镇')
    const office = await world.as('office')
    const file = `/candidates/${first!.id}`
    expect((await office.get(file)).text).toContain('此人同时被提名到巧什营镇')
    expect((await clerk.get(file)).text).not.toContain('此人同时被提名到')
    expect((await clerk.get('/candidates?flag=R3')).text).not.toContain(first!.name)
    for (const { id, name } of [first!, fourth!]) {
      expect((await clerk.get(`/candidates/${id}`)).text).toContain('同一班子')
      expect((await clerk.get('/candidates?flag=R1')).text).toContain(name)
    }
    expect((await clerk.get('/pointers')).status).toBe(403)
  })
})
