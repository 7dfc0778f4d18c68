import { load } from 'cheerio'
import ExcelJS from 'exceljs'
import { digestId } from '../../src/lib/id-digest'
import type { Browser } from '../support/accounts'
import { countyWorld, draftAll, issueToAll, reviewOf, type World } from '../support/review-world'
import { wholeBody } from '../support/whole-body'
import { opinionCell } from '../support/opinion-cell'

jest.setTimeout(60_000)

let world: World
let reviewer: Browser
let round: string

beforeEach(async () => {
  world = await countyWorld(4)
  round = await issueToAll(world)
  reviewer = await world.as('reviewer', 'petitions')
})
afterEach(() => world.close())

async function downloaded(browser = reviewer): Promise<ExcelJS.Workbook> {
  const made = await browser.post(`/reviews/packets/out/${round}`).expect(303)
  const answer = await browser.get(`${made.headers['location']}/workbook`).buffer(true).parse(wholeBody)
  expect(answer.status).toBe(200)
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.load(answer.body)
  return workbook
}

function sign(workbook: ExcelJS.Workbook, filledBy: string, signatory: string): void {
  const sheet = workbook.getWorksheet('签字')!
  sheet.eachRow((row) => {
    if (row.getCell(1).text === '经办人') row.getCell(2).value = filledBy
    if (row.getCell(1).text === '主要负责人') row.getCell(2).value = signatory
  })
}

async function upload(workbook: ExcelJS.Workbook, browser = reviewer) {
  const bytes = Buffer.from(await workbook.xlsx.writeBuffer())
  return browser.upload('/reviews/packets', bytes, '联审意见表.xlsx')
}

const people = () => world.county.candidates.map(({ name }) => name)

test('a filled workbook becomes drafts after a preview, and a second time changes nothing', async () => {
  const workbook = await downloaded()
  for (const name of people().slice(0, 3)) opinionCell(workbook, name, 'N12').value = '无'
  opinionCell(workbook, people()[3]!, '意见').value = '退回'
  opinionCell(workbook, people()[3]!, '说明').value = '材料不齐'
  const { headers, status } = await upload(workbook)
  expect(status).toBe(303)
  expect(await world.deps.db.review.count({ where: { draftedAt: { not: null } } })).toBe(0)
  const preview = await reviewer.get(headers['location']!)
  expect(load(preview.text)('.facts').text().replace(/\s+/g, '')).toContain('新填3人退回补正1人')
  const take = () => reviewer.post(`${headers['location']}/taking`)
  expect((await take()).status).toBe(303)
  expect(await reviewOf(world, 'petitions', 0)).toMatchObject({ complete: true, version: 2, state: 'unsigned' })
  expect(await reviewOf(world, 'petitions', 3)).toMatchObject({ state: 'returned', returnReason: 'papers' })
  expect((await take()).status).toBe(303)
  expect((await reviewOf(world, 'petitions', 0)).version).toBe(2)
  const packet = await world.deps.db.packet.findFirstOrThrow({ where: { direction: 'in' } })
  expect(packet.tally).toEqual({ drafted: 0, returned: 0, kept: 0, signed: 0 })
  expect(Buffer.from(packet.cipher!).includes('xl/worksheets')).toBe(false)
})

test('who writes 回避 in the workbook keeps away from that person, and a colleague does not', async () => {
  const workbook = await downloaded()
  opinionCell(workbook, people()[0]!, '意见').value = '回避'
  opinionCell(workbook, people()[0]!, '说明').value = '本人亲属'
  const { headers } = await upload(workbook)
  await reviewer.post(`${headers['location']}/taking`).expect(303)
  const { id } = await reviewOf(world, 'petitions', 0)
  expect(await world.deps.db.recusal.findMany()).toMatchObject([
    { reviewId: id, accountId: reviewer.actor.accountId, words: '本人亲属' },
  ])
  await reviewer.get(`/reviews/${id}`).expect(403)
  await (await world.as('reviewer', 'petitions', true)).get(`/reviews/${id}`).expect(200)
  expect(await world.deps.db.auditEntry.count({ where: { act: 'review.recused', recordId: id } })).toBe(1)
  await reviewer.post(`${headers['location']}/taking`).expect(303)
  expect(await world.deps.db.recusal.count()).toBe(1)
})

test('who writes 回避 takes the own draft along, and who must keep away answers nothing through the workbook', async () => {
  const { db, keys } = world.deps
  await reviewer.post(`/reviews/${(await reviewOf(world, 'petitions', 0)).id}/draft`, {
    version: '1',
    'N12.answer': 'none',
  })
  const idDigest = digestId(keys, world.county.candidates[1]!.idNumber)
  await db.account.update({ where: { id: reviewer.actor.accountId }, data: { idDigest } })
  const workbook = await downloaded()
  for (const name of people()) opinionCell(workbook, name, 'N12').value = '无'
  opinionCell(workbook, people()[0]!, '意见').value = '回避'
  opinionCell(workbook, people()[0]!, '说明').value = '本人亲属'
  const { headers } = await upload(workbook)
  const preview = await reviewer.get(headers['location']!)
  expect(preview.text).toContain('您与此人有关联（本人或近亲属，身份证号一致），应当回避')
  await reviewer.post(`${headers['location']}/taking`).expect(303)
  expect(await reviewOf(world, 'petitions', 0)).toMatchObject({ answers: {}, draftedById: null, complete: false })
  expect(await reviewOf(world, 'petitions', 1)).toMatchObject({ answers: {}, draftedById: null })
  expect(await reviewOf(world, 'petitions', 2)).toMatchObject({ complete: true })
  const entry = await db.auditEntry.findFirstOrThrow({ where: { act: 'review.recused' } })
  expect(entry.details).toMatchObject({ dropped: 1 })
})

test('a colleague does not hand in answers of who keeps away or must', async () => {
  const colleague = await world.as('reviewer', 'petitions', true)
  await reviewer.post(`/reviews/${(await reviewOf(world, 'petitions', 0)).id}/recusal`, { words: '亲属' })
  const workbook = await downloaded(colleague)
  for (const name of people()) opinionCell(workbook, name, 'N12').value = '无'
  sign(workbook, reviewer.actor.name, '')
  const { headers } = await upload(workbook, colleague)
  expect((await colleague.get(headers['location']!)).text).toContain('表上的经办人已经回避或应当回避此人')
  await colleague.post(`${headers['location']}/taking`).expect(303)
  expect((await reviewOf(world, 'petitions', 0)).draftedById).toBeNull()
  expect((await reviewOf(world, 'petitions', 1)).complete).toBe(true)
})

test('answers given meanwhile stay unless the workbook’s are chosen, item by item', async () => {
  const workbook = await downloaded()
  for (const name of people().slice(0, 2)) opinionCell(workbook, name, 'N12').value = '无'
  world.setNow('2026-01-10T01:10:00Z')
  const [kept, given] = [await reviewOf(world, 'petitions', 0), await reviewOf(world, 'petitions', 1)]
  for (const { id } of [kept, given])
    await reviewer.post(`/reviews/${id}/draft`, { version: '1', 'N12.answer': 'pending' })
  const { headers } = await upload(workbook)
  const preview = await reviewer.get(headers['location']!)
  const $ = load(preview.text)
  const shown = $('[data-conflict]')
    .map((_, one) => $(one).text().replace(/\s+/g, ' '))
    .get()
  expect(shown).toHaveLength(2)
  expect(shown[0]).toMatch(
    /N12 \S+ 正在核查 系统中：王reviewer-petitions 2026-01-10 09:10 未发现 表中：王reviewer-petitions，2026-01-10 09:10 交回/,
  )
  expect(preview.text).toContain('还有 2 人的冲突没有选完')
  const field = `choice.${given.id}.N12`
  const version = { [`version.${given.id}`]: String(given.version + 1) }
  const saved = await reviewer.post(`${headers['location']}/choices`, { [field]: 'workbook', ...version, page: '1' })
  expect(saved.status).toBe(303)
  const again = load((await reviewer.get(headers['location']!)).text)
  expect(again(`input[name="${field}"][value=workbook]`).attr('checked')).toBeDefined()
  expect(again.text()).toContain('还有 1 人的冲突没有选完')
  await reviewer.post(`${headers['location']}/taking`)
  expect((await reviewOf(world, 'petitions', 0)).answers).toEqual({ N12: { answer: 'pending', facts: [] } })
  expect((await reviewOf(world, 'petitions', 1)).answers).toEqual({ N12: { answer: 'none', facts: [] } })
})

test('a choice does not reach over an answer that nobody had seen when it was made', async () => {
  const workbook = await downloaded()
  opinionCell(workbook, people()[0]!, 'N12').value = '无'
  world.setNow('2026-01-10T01:10:00Z')
  const { id, version } = await reviewOf(world, 'petitions', 0)
  await reviewer.post(`/reviews/${id}/draft`, { version: String(version), 'N12.answer': 'pending' })
  const { headers } = await upload(workbook)
  const seen = { [`version.${id}`]: String(version + 1), [`choice.${id}.N12`]: 'workbook' }
  await reviewer.post(`/reviews/${id}/draft`, { version: String(version + 1), 'N12.answer': 'not_ours' })
  await reviewer.post(`${headers['location']}/taking`, seen).expect(303)
  expect((await reviewOf(world, 'petitions', 0)).answers).toEqual({ N12: { answer: 'not_ours', facts: [] } })
})

test('what the workbook left as it was does not undo what was answered here since', async () => {
  const { id, version } = await reviewOf(world, 'petitions', 0)
  await reviewer.post(`/reviews/${id}/draft`, { version: String(version), 'N12.answer': 'none' })
  world.setNow('2026-01-10T01:05:00Z')
  const workbook = await downloaded()
  world.setNow('2026-01-10T01:10:00Z')
  await reviewer.post(`/reviews/${id}/draft`, { version: String(version + 1), 'N12.answer': 'pending' })
  const { headers } = await upload(workbook)
  expect(load((await reviewer.get(headers['location']!)).text)('[data-conflict]')).toHaveLength(0)
  await reviewer.post(`${headers['location']}/taking`).expect(303)
  expect((await reviewOf(world, 'petitions', 0)).answers).toEqual({ N12: { answer: 'pending', facts: [] } })
})

test('a row with a changed ID number is refused by cell, and nothing else is lost', async () => {
  const workbook = await downloaded()
  for (const name of people()) opinionCell(workbook, name, 'N12').value = '无'
  opinionCell(workbook, people()[1]!, '身份证号').value = '11010519491231002X'
  const { headers } = await upload(workbook)
  const preview = await reviewer.get(headers['location']!)
  expect(preview.text).toMatch(/审查意见 C\d+/)
  await reviewer.post(`${headers['location']}/taking`)
  expect((await reviewOf(world, 'petitions', 1)).draftedAt).toBeNull()
  expect((await reviewOf(world, 'petitions', 2)).complete).toBe(true)
})

test("another department's workbook, a false fingerprint and what is no workbook are refused whole", async () => {
  const court = await world.as('reviewer', 'court')
  const workbook = await downloaded(court)
  const refused = await upload(workbook)
  expect(refused.status).toBe(422)
  expect(refused.text).toMatch(/“审查意见”表 B\d+ 的指纹属于另一个单位/)
  expect((await reviewer.upload('/reviews/packets', Buffer.from('not a workbook'), 'a.xlsx')).status).toBe(422)
  const own = await downloaded()
  const { headers } = await upload(own)
  expect((await court.get(headers['location']!)).status).toBe(404)
  expect((await court.post(`${headers['location']}/taking`)).status).toBe(404)
})

test('handed in by the signatory who signed it, filled in by a colleague, it is signed at once', async () => {
  const signatory = await world.as('signatory', 'petitions')
  const workbook = await downloaded()
  for (const name of people().slice(0, 3)) opinionCell(workbook, name, 'N12').value = '无'
  sign(workbook, reviewer.actor.name, signatory.actor.name)
  const byReviewer = await upload(workbook)
  expect((await reviewer.get(byReviewer.headers['location']!)).text).toContain('由负责人在系统中签字')
  const { headers } = await upload(workbook, signatory)
  expect((await signatory.get(headers['location']!)).text).toContain('将同时签字')
  await signatory.post(`${headers['location']}/taking`)
  const { db } = world.deps
  expect(await db.review.count({ where: { state: 'signed', signedById: signatory.actor.accountId } })).toBe(3)
  expect(await db.auditEntry.count({ where: { act: 'review.signed' } })).toBe(3)
  expect((await reviewOf(world, 'petitions', 0)).draftedById).toBe(reviewer.actor.accountId)
})

test('filled in and signed by the same hand it is only a draft', async () => {
  const signatory = await world.as('signatory', 'petitions')
  await draftAll(world, 'petitions', signatory.actor.accountId, ['N12'])
  const workbook = await downloaded(signatory)
  sign(workbook, signatory.actor.name, signatory.actor.name)
  const { headers } = await upload(workbook, signatory)
  expect((await signatory.get(headers['location']!)).text).toContain('须由另一位负责人签字')
  await signatory.post(`${headers['location']}/taking`)
  expect(await world.deps.db.review.count({ where: { state: 'signed' } })).toBe(0)
})
