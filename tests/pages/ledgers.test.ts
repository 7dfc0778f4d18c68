import { load } from 'cheerio'
import { maskIdNumber } from '../../src/lib/id-number'
import type { Browser } from '../support/accounts'
import { actorIn, idNumberOf } from '../support/county'
import {
  about,
  csv,
  figures,
  hitLines,
  ledgerWorld,
  previewLedger,
  sanctionHeading,
  takeSanctions,
  words,
  type LedgerWorld,
} from '../support/ledgers'
import { sheetRows } from '../support/sheet-rows'
import { wholeBody } from '../support/whole-body'

let world: LedgerWorld
let reviewer: Browser
let court: Browser
let office: Browser

beforeAll(async () => {
  world = await ledgerWorld({ 3: { discipline: 'unsigned' } })
  reviewer = await world.as('reviewer', 'discipline')
  court = await world.as('reviewer', 'court')
  office = await world.as('office')
}, 60_000)
afterAll(() => world.close())
beforeEach(
  () =>
    world.deps.db
      .$executeRaw`TRUNCATE ledger, ledger_version, ledger_row, ledger_preview, ledger_preview_row, match_keys,
      ledger_hit, hit_decision, trigger, recusal CASCADE`,
)

const zhang = ['张志升', '', '1975-03-12', '', '党内警告', '2025-03-01']
const stranger = ['周大海', idNumberOf(300), '', '', '开除党籍', '2024-05']
const rowsIn = () => world.deps.db.ledgerRow.count()
const triggers = () => world.deps.db.trigger.findMany({ orderBy: { id: 'asc' } })
const open = async (by = reviewer) => hitLines((await by.get('/ledgers/hits').expect(200)).text)

/** The only hit in a state, with its form. */
async function onlyHit(state = 'open') {
  const list = await reviewer.get(`/ledgers/hits?state=${state}`).expect(200)
  const path = load(list.text)('.table-list tbody a').attr('href')!
  const seen = load((await reviewer.get(path).expect(200)).text)('[name=seen]').val() as string
  const decide = (decision: string, reason = '核对户籍') => reviewer.post(path, { decision, words: reason, seen })
  return { path, decide }
}

describe('an import', () => {
  it('writes nothing before its preview is confirmed, and the version in one act', async () => {
    const shown = await previewLedger(reviewer, csv(sanctionHeading, zhang, stranger))
    expect(figures(shown.html)).toEqual([2, 0, 0, 0, 0])
    expect(await rowsIn()).toBe(0)
    const taken = await shown.take().expect(303)
    expect(await rowsIn()).toBe(2)
    const page = words((await reviewer.get(taken.headers['location']!)).text)
    expect(page).toContain('已成为第 1 版：新增 2 条，减少 0 条，待认定的疑似记录 1 条')
    expect(page).toContain('县纪委案管室')
    expect(await world.deps.db.auditEntry.count({ where: { act: 'ledger.imported' } })).toBe(1)
    expect(await world.deps.db.ledgerPreviewRow.count()).toBe(0)
  })

  it('shows against the version before what is new, gone and unchanged, and keeps every version', async () => {
    const path = await takeSanctions(reviewer, zhang, stranger)
    const shown = await previewLedger(reviewer, csv(sanctionHeading, stranger, ['吴新来', '', '', '', '记过', '']))
    expect(figures(shown.html)).toEqual([1, 1, 1, 0, 0])
    expect(words(shown.html)).toContain('与第 1 版比较')
    await shown.take().expect(303)
    const listed = async (query: string) => {
      const page = load((await reviewer.get(`${path}${query}`).expect(200)).text)
      return page('.table-list tbody td:nth-child(2)').map((_, one) => page(one).text()).get() // prettier-ignore
    }
    expect(await listed('')).toEqual(['周大海', '吴新来'])
    expect(await listed('?version=1')).toEqual(['张志升', '周大海'])
    expect(await listed('?show=fresh')).toEqual(['吴新来'])
    expect(await listed('?show=gone')).toEqual(['张志升'])
    expect(await listed('?q=大')).toEqual(['周大海'])
    expect(await rowsIn()).toBe(3)
    expect(await listed('?sort=-name')).toEqual((await listed('?sort=name')).toReversed())
    const taken = await reviewer.get(`${path}/workbook?q=大`).buffer(true).parse(wholeBody).expect(200)
    const [, row, mark] = await sheetRows(taken.body as Buffer)
    expect([row!.slice(0, 3), mark![0]!.includes('证件号码已隐去')]).toEqual([['3', '周大海', maskIdNumber(idNumberOf(300))], true]) // prettier-ignore
    await court.get(`${path}/workbook`).expect(404)
  })

  it('names row, column and mending of what is wrong, and takes the good rows only when that is ticked', async () => {
    const bad = [['', '', '', '', '警告', ''], ['吴新来', '150123********0011', '', '', '记过', ''], zhang]
    const shown = await previewLedger(reviewer, csv(sanctionHeading, zhang, ...bad))
    expect(figures(shown.html)).toEqual([2, 0, 0, 2, 1])
    expect(words(shown.html)).toContain('没有姓名，也没有可用的身份证号')
    expect(words(shown.html)).toContain('与前面某一行完全相同')
    const without = await shown.take().expect(422)
    expect(load(without.text)('.problems a').attr('href')).toBe('#onlyGood')
    expect(await rowsIn()).toBe(0)
    await shown.take({ onlyGood: 'yes' }).expect(303)
    expect(await rowsIn()).toBe(2)
  })

  it('is once when the button is pressed twice, and nothing when the same file comes again', async () => {
    const shown = await previewLedger(reviewer, csv(sanctionHeading, zhang))
    const pressed = await Promise.all([shown.take(), shown.take()])
    expect(pressed.map(({ status }) => status)).toEqual([303, 303])
    expect(await world.deps.db.ledgerVersion.count()).toBe(1)
    const again = await previewLedger(reviewer, csv(sanctionHeading, zhang))
    expect(words(again.html)).toContain('没有需要导入的内容')
    await again.take({ base: '1' }).expect(409)
    expect(await world.deps.db.ledgerVersion.count()).toBe(1)
  })

  it('asks again when there is a newer version than the preview was compared with', async () => {
    const [first, second] = [
      await previewLedger(reviewer, csv(sanctionHeading, zhang)),
      await previewLedger(reviewer, csv(sanctionHeading, stranger)),
    ]
    await first.take().expect(303)
    const moved = await second.take().expect(409)
    expect(figures(moved.text)).toEqual([1, 1, 0, 0, 0])
    expect(await world.deps.db.ledgerVersion.count()).toBe(1)
  })

  it('says of a form what is missing, and keeps what was typed', async () => {
    const typed = { kind: 'nonsense', source: '县法院', asOf: '2026-02-01' }
    const refused = await reviewer.upload('/ledgers/imports', csv(sanctionHeading, zhang), 'a.csv', typed).expect(422)
    const page = load(refused.text)
    expect(page('.problems a').map((_, one) => page(one).attr('href')).get()).toEqual(['#kind', '#asOf']) // prettier-ignore
    expect(page('#source').val()).toBe('县法院')
    const files = [Buffer.from('a,b\n1,2'), csv(['姓名', '身份证号'], ['张三', '']), Buffer.from('PK nonsense')]
    for (const file of files) {
      const sent = await reviewer.upload('/ledgers/imports', file, 'a.csv', about).expect(422)
      expect(load(sent.text)('.problems a').attr('href')).toBe('#file')
    }
  })

  it('keeps no ID number in clear, neither before nor after', async () => {
    const shown = await previewLedger(reviewer, csv(sanctionHeading, stranger))
    const kept = await world.deps.db.ledgerPreviewRow.findFirstOrThrow()
    expect(Buffer.from(kept.cipher).includes('周大海')).toBe(false)
    await shown.take().expect(303)
    const { keys: _, ...row } = await world.deps.db.ledgerRow.findFirstOrThrow()
    expect(JSON.stringify(row)).not.toContain(idNumberOf(300))
    expect(row.idDigest).toMatch(/^[0-9a-f]{64}$/)
  })

  it('takes 310 rows in a blink', async () => {
    const many = Array.from({ length: 310 }, (_, n) => [`周${n}海`, idNumberOf(n + 400), '', '', '警告', ''])
    const start = performance.now()
    const shown = await previewLedger(reviewer, csv(sanctionHeading, ...many))
    await shown.take().expect(303)
    expect(await rowsIn()).toBe(310)
    expect(performance.now() - start).toBeLessThan(8_000)
  })
})

describe('a ledger is seen', () => {
  it('by its own department only; previews by their maker', async () => {
    const shown = await previewLedger(reviewer, csv(sanctionHeading, zhang))
    await court.get(shown.path).expect(404)
    await (await world.as('signatory', 'discipline')).get(shown.path).expect(404)
    await court.post(`${shown.path}/taking`, { base: '0' }).expect(404)
    const path = (await shown.take().expect(303)).headers['location']!
    await (await world.as('signatory', 'discipline')).get(path).expect(200)
    await court.get(path).expect(404)
    await office.get(path).expect(404)
    expect(words((await court.get('/ledgers')).text)).toContain('还没有台账')
    expect(words((await office.get('/ledgers')).text)).toContain('还没有台账')
  })

  it('by the office as well where the kind is open to it', async () => {
    const audits = csv(['乡镇', '村', '被审计人', '整改情况'], ['盛乐镇', '示范村', '张志升', '未整改'])
    const shown = await previewLedger(reviewer, audits, { kind: 'audits' })
    const path = (await shown.take().expect(303)).headers['location']!
    expect(words((await office.get(path).expect(200)).text)).toContain('未整改')
    expect(words((await office.get('/ledgers')).text)).toContain('离任审计')
    await court.get(path).expect(404)
    const { teamId } = await world.deps.db.ledgerRow.findFirstOrThrow()
    expect(teamId).toBe(world.county.teams.find(({ name }) => name === '示范村')!.id)
  })
})

describe('hits', () => {
  it('say which key matched and what disagrees, the strongest first', async () => {
    const number = world.county.candidates[1]!.idNumber
    await takeSanctions(
      reviewer,
      ['李绣英', number, '', '城关镇', '记过', ''],
      zhang,
      ['王健国', '', '1975-03-12', '', '警告', ''],
      ['赵梅玉', '', '1975-03-12', '', '警告', ''],
      ['阿依古丽', '', '1975-03-12', '', '警告', ''],
      ['王建国', idNumberOf(301, '19800101'), '', '', '警告', ''],
      stranger,
    )
    expect(await open()).toEqual([
      '李秀英 | 身份证号相同 | 姓名写法、乡镇（街道）',
      '张志升 | 姓名和出生日期相同 | 无',
      '王建国 | 姓名相同 | 身份证号、出生日期、性别',
      '王建国 | 姓名同音 | 姓名写法',
      '赵玉梅 | 名字前后颠倒 | 姓名写法',
      '阿依古丽·买买提 | 只写了名字的前一部分 | 姓名写法',
    ])
    const { path } = await onlyHit()
    const page = await reviewer.get(path).expect(200)
    expect(words(page.text)).toContain('姓名写法 李绣英 李秀英 不一致')
    expect(page.text).not.toContain(number)
    expect(load(page.text)('a[href^="/reviews/"]')).not.toHaveLength(0)
  })

  it('are another department’s secret', async () => {
    await takeSanctions(reviewer, zhang)
    const { path } = await onlyHit()
    await court.get(path).expect(404)
    await court.post(path, { decision: 'not_same', words: '不是', seen: 'open' }).expect(404)
    expect(await open(court)).toEqual([])
    expect(await world.deps.db.hitDecision.count()).toBe(0)
  })

  it('are not shown to who keeps away from the person, nor of people who withdrew', async () => {
    await takeSanctions(reviewer, zhang)
    const { path } = await onlyHit()
    const candidateId = world.county.candidates[0]!.id
    const departmentId = world.county.departments['discipline']!
    const review = await world.deps.db.review.findFirstOrThrow({ where: { candidateId, departmentId } })
    const { accountId } = actorIn(world.county, 'reviewer', 'discipline')
    await world.deps.db.recusal.create({ data: { reviewId: review.id, accountId, at: new Date() } })
    expect(await open()).toEqual([])
    await reviewer.get(path).expect(404)
    await world.deps.db.recusal.deleteMany()
    await world.deps.db.candidate.update({ where: { id: candidateId }, data: { state: 'withdrawn' } })
    expect(await open()).toEqual([])
    await world.deps.db.candidate.update({ where: { id: candidateId }, data: { state: 'passed' } })
    expect(await open()).toHaveLength(1)
  })

  it('are found for people who changed after the import, when they are compared anew', async () => {
    const { db } = world.deps
    const { id } = world.county.candidates[2]!
    await takeSanctions(reviewer, ['王新名', '', '1975-03-12', '', '警告', ''])
    expect(await open()).toEqual([])
    expect(words((await reviewer.get('/ledgers')).text)).not.toContain('现在比对')
    await db.candidate.update({ where: { id }, data: { name: '王新名' } })
    expect(words((await reviewer.get('/ledgers')).text)).toContain('有 1 名人选')
    await reviewer.post('/ledgers/comparisons').expect(303)
    expect(await open()).toHaveLength(1)
    expect(words((await reviewer.get('/ledgers')).text)).not.toContain('现在比对')
    await db.candidate.update({ where: { id }, data: { name: '王建国' } })
    await reviewer.post('/ledgers/comparisons').expect(303)
    expect(await open()).toEqual([])
  })
})

describe('"not the same person"', () => {
  it('is remembered with who and why, also over a new version in which the row is unchanged', async () => {
    await takeSanctions(reviewer, zhang)
    const { decide, path } = await onlyHit()
    await decide('not_same', '住址不同').expect(303)
    expect(await open()).toEqual([])
    await takeSanctions(reviewer, zhang, stranger)
    expect(await open()).toEqual([])
    expect(words((await reviewer.get(path)).text)).toMatch(/王reviewer-discipline .*：住址不同/)
    expect(await world.deps.db.auditEntry.count({ where: { act: 'hit.decided' } })).toBeGreaterThan(0)
  })

  it('is forgotten when the row changes, and when the candidate does', async () => {
    const { db } = world.deps
    const { id } = world.county.candidates[0]!
    await takeSanctions(reviewer, zhang)
    await (await onlyHit()).decide('not_same').expect(303)
    await takeSanctions(reviewer, zhang.with(4, '开除党籍'))
    expect(await open()).toHaveLength(1)
    await (await onlyHit()).decide('not_same').expect(303)
    await db.candidate.update({ where: { id }, data: { name: '張志升' } })
    expect(await open()).toHaveLength(1)
    await db.candidate.update({ where: { id }, data: { name: '张志升' } })
    expect(await open()).toEqual([])
  })

  it('said twice is said once; somebody who decided otherwise meanwhile is seen first', async () => {
    await takeSanctions(reviewer, zhang)
    const { decide } = await onlyHit()
    await decide('not_same').expect(303)
    await decide('not_same').expect(303)
    expect(await world.deps.db.hitDecision.count()).toBe(1)
    const told = await decide('same', '就是他').expect(409)
    expect(words(told.text)).toContain('别人刚刚作了另外的认定')
    expect(load(told.text)('#words').val()).toBe('就是他')
    await (await onlyHit('not_same')).decide('same').expect(303)
    expect(await world.deps.db.hitDecision.count()).toBe(2)
  })
})

describe('a new look is asked for', () => {
  it('at people whom the department has signed and whom a new row surely means', async () => {
    await takeSanctions(reviewer, zhang, ['', world.county.candidates[1]!.idNumber, '', '', '记过', ''])
    const raised = await triggers()
    expect(raised.map(({ candidateId }) => candidateId).toSorted()).toEqual(
      [0, 1].map((n) => world.county.candidates[n]!.id).toSorted(),
    )
    expect(raised[0]).toMatchObject({ kind: 'ledger', departmentId: world.county.departments['discipline'] })
    await takeSanctions(reviewer, zhang, stranger)
    expect(await triggers()).toHaveLength(2)
  })

  it('not at who is not signed yet, and not by a ledger that speaks against nobody', async () => {
    await takeSanctions(reviewer, ['赵玉梅', '', '1975-03-12', '', '记过', ''])
    const reserves = csv(['姓名', '出生年月日', '现任职务'], ['张志升', '1975-03-12', '网格员'])
    await (await previewLedger(reviewer, reserves, { kind: 'reserves' })).take().expect(303)
    expect(await open()).toHaveLength(2)
    expect(await triggers()).toEqual([])
  })

  it('by a weaker hit only after somebody has said that it is the same person', async () => {
    await takeSanctions(reviewer, ['王健国', '', '1975-03-12', '', '警告', ''])
    expect(await triggers()).toEqual([])
    await (await onlyHit()).decide('same').expect(303)
    expect(await triggers()).toMatchObject([{ candidateId: world.county.candidates[2]!.id, kind: 'ledger' }])
  })
})
