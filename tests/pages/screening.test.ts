import { load } from 'cheerio'
import type { Browser } from '../support/accounts'
import { idNumberOf } from '../support/county'
import { hitLines, ledgerWorld, takeSanctions, words, type LedgerWorld } from '../support/ledgers'

let world: LedgerWorld
let reviewer: Browser

beforeAll(async () => {
  world = await ledgerWorld({ 3: { discipline: 'unsigned' } })
  reviewer = await world.as('reviewer', 'discipline')
}, 60_000)
afterAll(() => world.close())
beforeEach(
  () =>
    world.deps.db
      .$executeRaw`TRUNCATE ledger, ledger_version, ledger_row, ledger_preview, ledger_preview_row, match_keys,
      ledger_hit, hit_decision, hit_filling, trigger, recusal CASCADE`,
)

const certain = ['张志升', '', '1975-03-12', '', '党内警告', '2025-03-01']
const otherNumber = ['王建国', idNumberOf(301, '19800101'), '', '', '警告', '']
const otherBirth = ['李秀英', '', '1988-01-01', '', '记过', '']
const silent = ['赵玉梅', '', '', '', '记过', '']

const page = async (path: string, by = reviewer) => load((await by.get(path).expect(200)).text)
const figures = async () => (await page('/ledgers/screening'))('tbody td').map((_, cell) => load(cell).text().trim()).get() // prettier-ignore
const people = async (path: string) =>
  hitLines((await reviewer.get(path).expect(200)).text).map((line) => line.split(' ')[0])
const boxes = async () => (await page('/ledgers/hits/namesakes'))('[name=hits]').map((_, box) => load(box)('input').attr('value')).get() // prettier-ignore

describe('screening', () => {
  it('shows ledger by ledger who was compared, what was found and what was decided', async () => {
    await takeSanctions(reviewer, certain, otherNumber, otherBirth, silent)
    expect((await figures()).slice(0, 6)).toEqual(['4', '5 / 5', '4', '2', '0', '0'])
    const { id } = world.county.candidates[3]!
    await world.deps.db.candidate.update({ where: { id }, data: { name: '赵玉海' } })
    expect((await figures())[1]).toBe('4 / 5')
    const done = await reviewer.post('/ledgers/comparisons').expect(303)
    expect(done.headers['location']).toBe('/ledgers/screening')
    expect((await figures()).slice(0, 4)).toEqual(['4', '5 / 5', '3', '2'])
    expect((await figures())[6]).toBe('2026-01-10 09:00')
    await world.deps.db.candidate.update({ where: { id }, data: { name: '赵玉梅' } })
  })

  it('is a department’s own', async () => {
    await takeSanctions(reviewer, otherNumber)
    const court = await world.as('reviewer', 'court')
    expect(words((await court.get('/ledgers/screening').expect(200)).text)).toContain('还没有台账')
    expect(words((await court.get('/ledgers/hits/namesakes').expect(200)).text)).toContain('没有明显重名')
  })
})

describe('the way through', () => {
  it('leads from each decision to the next open hit, and back to the figures after the last', async () => {
    await takeSanctions(reviewer, certain, otherNumber, silent)
    let path = (await reviewer.get('/ledgers/hits/next').expect(303)).headers['location']!
    const seen: string[] = []
    for (let left = 3; left > 0; left--) {
      seen.push((await page(path))('h1').text().trim())
      const form = { decision: 'not_same', words: '核对户籍', seen: 'open', onward: 'next' }
      path = (await reviewer.post(path, form).expect(303)).headers['location']!
    }
    expect(path).toBe('/ledgers/screening')
    expect(seen).toEqual(['核对：张志升', '核对：赵玉梅', '核对：王建国'])
    const over = await reviewer.get('/ledgers/hits/next').expect(303)
    expect(words((await reviewer.get(over.headers['location']!)).text)).toContain('没有其他待认定')
  })

  it('skips without deciding, comes round again, and stays in one kind of ledger', async () => {
    await takeSanctions(reviewer, certain, silent)
    const first = (await reviewer.get('/ledgers/hits/next?kind=sanctions').expect(303)).headers['location']!
    expect(first).toMatch(/\?kind=sanctions$/)
    const skip = async (path: string) => {
      const href = (await page(path))('[data-skip]').attr('href')!
      return (await reviewer.get(href).expect(303)).headers['location']!
    }
    const second = await skip(first)
    expect(second).not.toBe(first)
    expect(await skip(second)).toBe(first)
    const none = await reviewer.get('/ledgers/hits/next?kind=debtors').expect(303)
    expect(none.headers['location']).toBe('/ledgers/screening')
  })

  it('has the reason ready that the comparison itself gives', async () => {
    await takeSanctions(reviewer, otherNumber)
    const path = (await reviewer.get('/ledgers/hits/next').expect(303)).headers['location']!
    const form = (await page(path))('[data-decision]')
    expect(form.attr('data-not-same')).toBe('身份证号、出生日期、性别不一致')
    expect(form.attr('data-same')).toBe('姓名写法一致')
  })
})

describe('plain namesakes', () => {
  it('are those whose names alone meet while number, birth or sex disagree', async () => {
    await takeSanctions(reviewer, certain, otherNumber, otherBirth, silent)
    expect((await people('/ledgers/hits/namesakes')).toSorted()).toEqual(['李秀英', '王建国'])
  })

  it('are cleared together for one reason, each remembered, after a list of exactly which', async () => {
    await takeSanctions(reviewer, certain, otherNumber, otherBirth)
    const hits = await boxes()
    expect(hits).toHaveLength(2)
    const refused = await reviewer.post('/ledgers/hits/namesakes', { hits: hits[0]!, words: '' }).expect(422)
    const again = load(refused.text)
    expect(again('.problems a').attr('href')).toBe('#words')
    expect(again('[name=hits][checked]')).toHaveLength(1)
    const before = await world.deps.db.auditEntry.count({ where: { act: 'hit.decided' } })
    await reviewer.post('/ledgers/hits/namesakes', { hits, words: '身份证号不同' }).expect(303)
    const decided = await world.deps.db.hitDecision.findMany()
    expect(decided.map(({ decision, words: why }) => [decision, why])).toEqual([0, 1].map(() => ['not_same', '身份证号不同'])) // prettier-ignore
    const rows = await world.deps.db.auditEntry.findMany({ where: { act: 'hit.decided' }, orderBy: { seq: 'asc' } })
    expect(rows.slice(before).map(({ details }) => details)).toEqual([0, 1].map(() => ({ decision: 'not_same', together: 2 }))) // prettier-ignore
    expect(await people('/ledgers/hits')).toEqual(['张志升'])
  })

  it('are not what a form says: a hit that is none, or is none any more, is refused whole', async () => {
    await takeSanctions(reviewer, certain, otherNumber)
    const { rowId, candidateId } = await world.deps.db.ledgerHit.findFirstOrThrow({ where: { key: 'name_birth' } })
    const hits = [...(await boxes()), `${rowId}.${candidateId}`]
    const refused = await reviewer.post('/ledgers/hits/namesakes', { hits, words: '重名' }).expect(409)
    expect(words(refused.text)).toContain('王建国')
    expect(await world.deps.db.hitDecision.count()).toBe(0)
  })
})
