import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { openId } from '../../../src/candidates/id-seal'
import { workOnNext } from '../../../src/jobs/work.actions'
import { newId } from '../../../src/lib/ids'
import { jobKinds } from '../../../src/long-work'
import { checkInvariants } from '../../../src/invariants/invariants.actions'
import type { TestApp } from '../../support/app'
import { type Desk, openBrowser } from '../../support/browser'
import { demoWorld } from '../../support/demo'
import { filledIn } from './packet-filling'
import { type Meant, sanctionsLedger } from './sanctions-ledger'

// A morning at the department's desk, in the demo and in a real browser: from somebody else's register to the signature.
jest.setTimeout(180_000)
let world: TestApp
let desk: Desk
let reviewer: Page
let meant: Meant[]
let namesakes: Meant[]

beforeAll(async () => {
  world = await demoWorld()
  desk = await openBrowser(world)
  reviewer = await desk.person('reviewer.discipline')
  const untouched = await untouchedPeople('discipline')
  meant = untouched.slice(0, 2)
  namesakes = untouched.slice(2, 5)
}, 240_000)
afterAll(async () => {
  await desk?.close()
  await world?.close()
})
afterEach(() => expect(desk.complaints.splice(0)).toEqual([]))

/** People whom a department has not begun to answer for, each name once. */
async function untouchedPeople(key: string): Promise<Meant[]> {
  const { db, keys } = world.deps
  const reviews = await db.review.findMany({
    where: { department: { key }, state: 'unsigned', draftedAt: null, recheckId: null },
    include: { candidate: true },
    orderBy: { id: 'asc' },
  })
  const names = await db.candidate.groupBy({ by: ['name'], having: { name: { _count: { equals: 1 } } } })
  const once = new Set(names.map(({ name }) => name))
  return reviews
    .filter(({ candidate }) => once.has(candidate.name))
    .map(({ candidate: { id, name, idCipher } }) => ({ name, idNumber: openId(keys, idCipher, id) }))
}

const draftsLeft = (key: string) =>
  world.deps.db.review.count({ where: { department: { key }, state: 'unsigned', complete: false, recheckId: null } })

test('a register of 310 rows is imported, and compared with everybody whom the round asks about', async () => {
  await reviewer.goto('/ledgers/import')
  await reviewer.selectOption('[name=kind]', 'sanctions')
  await reviewer.fill('[name=source]', '县纪委案管室（演示）')
  await reviewer.fill('[name=asOf]', '2026-01-09')
  const buffer = sanctionsLedger(meant, namesakes, '2026-01-09')
  await reviewer.setInputFiles('[name=file]', { name: '受处分人员.csv', mimeType: 'text/csv', buffer })
  await reviewer.click('main form button[type=submit]')
  expect(await reviewer.locator('.tile-number').first().innerText()).toBe('310')
  await reviewer.click('text=确认为新版本')
  expect(await reviewer.innerText('.notices')).toContain('新增 310 条')
})

test('everybody is screened, and namesakes are cleared together with the reason, and stay cleared', async () => {
  await reviewer.goto('/ledgers/screening')
  await reviewer.click('a[href^="/ledgers/hits/namesakes"]')
  for (const { name } of namesakes) expect(await rowOf(name).locator('input').isChecked()).toBe(true)
  await reviewer.fill('[name=words]', '出生年份不同，系同名（演示）')
  await reviewer.click('main form .btn-primary')
  await reviewer.goto('/ledgers/hits')
  for (const { name } of namesakes) expect(await rowOf(name).count()).toBe(0)
  for (const { name } of meant) expect(await rowOf(name).count()).toBe(1)
})

const rowOf = (name: string) => reviewer.locator(`main .table tr:has-text("${name}")`)

test('a hit that is accepted fills the fact in, as a draft that the reviewer saves', async () => {
  for (const { name } of meant) {
    await reviewer.goto('/ledgers/hits')
    await rowOf(name).locator('th a').click()
    await reviewer.check('input[name=decision][value=same]')
    const fill = reviewer.locator('input[name=fill]')
    if (await fill.count()) await fill.check()
    await reviewer.fill('[name=words]', '身份证号一致（演示）')
    await reviewer.click('main form button[type=submit]:has-text("保存")')
  }
  const { db } = world.deps
  const drafts = await db.review.findMany({
    where: {
      department: { key: 'discipline' },
      state: 'unsigned',
      candidate: { name: { in: meant.map(({ name }) => name) } },
    },
  })
  expect(drafts.map(({ answers }) => answers)).toEqual([
    { N07: { answer: 'found', facts: [expect.objectContaining({ kind: 'party_serious_warning' })] } },
    { N07: { answer: 'found', facts: [expect.objectContaining({ kind: 'party_serious_warning' })] } },
  ])
})

test('the rest is answered at once with a basis, but not for whom the register speaks', async () => {
  await reviewer.goto('/reviews/together?show=all&whose=all')
  for (const box of await reviewer.locator('input[name=items]').all()) await box.check()
  await reviewer.fill('[name=source]', '县纪委处分决定台账（演示）')
  await reviewer.fill('[name=consultedOn]', '2026-01-09')
  await reviewer.selectOption('[name=method]', 'ledger')
  await reviewer.check('input[name=people][value=filter]')
  await reviewer.click('form[action="/reviews/together/preview"] .btn-primary')
  const leftOut = await reviewer.innerText('[data-left-out]')
  await reviewer.click('form[action="/reviews/together"] .btn-primary')
  await reviewer.waitForURL(/together/)
  expect(leftOut.length).toBeGreaterThan(0)
  expect(await draftsLeft('discipline')).toBeLessThan(10)
  await answerAtDesk()
})

/** Whoever is left is answered one by one: what the register filled in stays, the other items are none. */
async function answerAtDesk(): Promise<void> {
  for (let left = await draftsLeft('discipline'); left > 0; left--) {
    await reviewer.goto('/reviews?show=open')
    const open = world.deps.db.review.findFirst({
      where: { department: { key: 'discipline' }, state: 'unsigned', complete: false, recheckId: null },
    })
    await reviewer.goto(`/reviews/${(await open)!.id}`)
    const groups = await reviewer.locator('[data-item]').all()
    for (const group of groups)
      if (!(await group.locator('input[type=radio]:checked').count())) await group.locator('input[value=none]').check()
    await reviewer.click('[data-answers] .form-acts .btn-primary')
  }
}

test('the court takes its workbook where there is no network, and it comes back filled in', async () => {
  const court = await desk.person('reviewer.court')
  await court.goto('/reviews/packets')
  await court.click('form[action^="/reviews/packets/out/"] button')
  await workOnNext(world.deps, jobKinds(world.deps), newId())
  await court.reload()
  await court.click('main a.btn-primary')
  const [download] = await Promise.all([court.waitForEvent('download'), court.click('a[href$="/workbook"]')])
  const buffer = await filledIn(readFileSync(await download.path()))
  await court.goto('/reviews/packets')
  const mimeType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
  await court.setInputFiles('input[type=file]', { name: '联审意见表.xlsx', mimeType, buffer })
  await court.click('form[enctype] button[type=submit]')
  await workOnNext(world.deps, jobKinds(world.deps), newId())
  await court.reload()
  await court.click('main a.btn-primary')
  await court.click('main form .btn-primary')
  await court.waitForURL(/\/reviews\/packets$/)
  const kept = await world.deps.db.packet.findFirstOrThrow({ where: { direction: 'in' } })
  expect(kept.tally).toMatchObject({ returned: 0, signed: 0 })
  expect((kept.tally as { drafted: number }).drafted).toBeGreaterThan(200)
})

test('the signatories sign what they see counted, and everything in the county still agrees', async () => {
  for (const key of ['discipline', 'court']) {
    const before = await signedOf(key)
    const signatory = await desk.person(`signatory.${key}`)
    await signatory.goto('/reviews/signing')
    await signatory.click('button[name=all]')
    await signatory.click('form[action="/reviews/signing"] button[type=submit]')
    await signatory.waitForURL(/\/reviews\/signing$/)
    expect((await signedOf(key)) - before).toBeGreaterThan(200)
  }
  expect((await checkInvariants(world.deps)).filter(({ broken }) => broken)).toEqual([])
})

const signedOf = (key: string) => world.deps.db.review.count({ where: { department: { key }, state: 'signed' } })
