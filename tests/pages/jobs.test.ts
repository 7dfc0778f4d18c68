import { join } from 'node:path'
import { load } from 'cheerio'
import { clearFiles } from '../../src/jobs/files/clearing.actions'
import { type JobKindKey, mostAtOnce } from '../../src/jobs/job'
import { workOn, workOnNext, type JobKinds } from '../../src/jobs/work.actions'
import { claimJob } from '../../src/jobs/work.store'
import { cellText } from '../../src/lib/cell'
import { newId } from '../../src/lib/ids'
import { chunk } from '../../src/ledgers/imports/imports.actions'
import { jobKinds } from '../../src/long-work'
import { readWorkbook } from '../../src/sheets/reading'
import { foldersIn } from '../../src/vault/folders'
import { signedIn, type Browser } from '../support/accounts'
import { actorIn, idNumberOf } from '../support/county'
import {
  csv,
  ledgerWorld,
  previewLedger,
  sanctionHeading,
  takeSanctions,
  words,
  type LedgerWorld,
} from '../support/ledgers'
import { wholeBody } from '../support/whole-body'

let world: LedgerWorld
let reviewer: Browser
let kinds: JobKinds
const [here, there] = [newId(), newId()]
const start = new Date('2026-01-10T01:00:00Z').getTime()

beforeAll(async () => {
  world = await ledgerWorld({ 3: { discipline: 'unsigned' } })
  reviewer = await world.as('reviewer', 'discipline')
  kinds = jobKinds(world.deps)
}, 60_000)
afterAll(() => world.close())
beforeEach(async () => {
  world.setNow(new Date(start))
  await world.deps.db.$executeRaw`TRUNCATE ledger, ledger_version, ledger_row, ledger_preview, ledger_preview_row,
    match_keys, ledger_hit, hit_decision, trigger, recusal, job, job_line, job_cancellation CASCADE`
})

const people = 1_100
const zhang = ['张志升', '', '1975-03-12', '', '党内警告', '2025-03-01']
const crowd = Array.from({ length: people }, (_, at) => [`周某${at}`, '', '', '', '记过', ''])
const rows = () => world.deps.db.ledgerRow.count()
const versions = () => world.deps.db.ledgerVersion.count()
const jobs = () => world.deps.db.job.findMany({ orderBy: { id: 'asc' } })
const later = (seconds: number) => world.setNow(new Date(start + seconds * 1000))
const claim = (owner: string) =>
  world.deps.db.$transaction((tx) => claimJob(tx, { owner, now: world.deps.clock.now() }))
const step = (id: string, owner: string, by = kinds) => workOn(world.deps, by, id, owner)
const work = () => workOnNext(world.deps, kinds, here)

/** Some steps are enough: the rest of what makes a file large is only said of it. */
async function large(...more: string[][]) {
  const shown = await previewLedger(reviewer, csv(sanctionHeading, ...more, ...crowd))
  await world.deps.db.$executeRaw`
    UPDATE ledger_preview SET counts = jsonb_set(counts, '{good}', ${String(mostAtOnce + 1)}::jsonb)`
  return shown
}

/** A ledger of more rows than are taken at once, ordered; gives its job's address. */
async function order(...more: string[][]): Promise<string> {
  const shown = await large(...more)
  const taken = await shown.take({ onlyGood: 'yes' }).expect(303)
  return taken.headers['location']!
}

const status = (html: string) => load(html)('h1 + .state').text().trim()

describe('a large import', () => {
  it('becomes a job whose page says how far it is, and whose ledger appears as a whole at its end', async () => {
    await takeSanctions(reviewer, zhang)
    const total = mostAtOnce + 1
    const others = Array.from({ length: mostAtOnce }, (_, at) => [`周某${at}`, '', '', '', '记过', ''])
    const shown = await previewLedger(reviewer, csv(sanctionHeading, ['李秀英', '', '', '', '记过', ''], ...others))
    const path = (await shown.take().expect(303)).headers['location']!
    expect(path).toMatch(/^\/jobs\//)
    expect(status((await reviewer.get(path).expect(200)).text)).toBe('排队等候')
    const id = (await claim(here))!
    await step(id, here)
    const page = await reviewer.get(path)
    expect(status(page.text)).toBe('正在进行')
    expect(load(page.text)('progress').attr()).toMatchObject({ value: '500', max: String(total) })
    expect(page.text).toContain('http-equiv="refresh"')
    const ledger = await world.deps.db.ledger.findFirstOrThrow()
    expect(words((await reviewer.get(`/ledgers/${ledger.id}`)).text)).not.toContain('周某0')
    expect(await versions()).toBe(1)
    while (await step(id, here));
    const done = await reviewer.get(path)
    expect([status(done.text), load(done.text)('a.btn-primary').attr('href')]).toEqual([
      '已完成',
      `/ledgers/${ledger.id}`,
    ])
    expect(words(done.text)).toContain(`已成为第 2 版：新增 ${total} 条，减少 1 条`)
    expect(done.text).not.toContain('http-equiv="refresh"')
    expect(await world.deps.db.ledgerRow.count({ where: { lastVersion: null } })).toBe(total)
    expect(await world.deps.db.ledgerHit.count({ where: { row: { lastVersion: null } } })).toBe(1)
    const acts = await world.deps.db.auditEntry.findMany({ where: { act: { in: ['job.started', 'ledger.imported'] } } })
    expect(acts.map(({ act, recordType }) => [act, recordType])).toEqual([
      ['ledger.imported', 'ledger'],
      ['job.started', 'job'],
      ['ledger.imported', 'ledger'],
    ])
  })

  it('is one job when the button is pressed twice, and keeps others from the same ledger', async () => {
    const shown = await large()
    const small = await previewLedger(reviewer, csv(sanctionHeading, zhang))
    const pressed = await Promise.all([shown.take(), shown.take()])
    expect(new Set(pressed.map(({ headers }) => headers['location'])).size).toBe(1)
    expect(await jobs()).toHaveLength(1)
    expect(words((await small.take().expect(409)).text)).toContain('正有另一项任务在进行')
    expect(await work()).toBe(true)
    await small.take().expect(409)
    expect(await versions()).toBe(1)
  })

  it('names row, column and reason of what is left out', async () => {
    const path = await order(['', '', '', '', '警告', ''])
    const log = load((await reviewer.get(path)).text)('section[aria-labelledby=job-log] tbody tr')
      .first()
      .text()
    expect(log.replace(/\s+/g, ' ')).toContain('2 姓名 没有姓名')
    expect(log).toContain('不采用')
    const sealed = await world.deps.db.jobLine.findFirstOrThrow()
    expect(Buffer.from(sealed.cipher).toString()).not.toContain('姓名')
  })
})

describe('a server that dies', () => {
  it('in the middle of its work leaves it to another, which does every row once', async () => {
    await order()
    const id = (await claim(here))!
    await step(id, here)
    await step(id, here)
    expect(await claim(there)).toBeNull()
    later(31)
    expect(await claim(there)).toBe(id)
    // The first one was only slow: what it would write now is not its own any more.
    expect(await step(id, here)).toBe(false)
    while (await step(id, there));
    const written = await world.deps.db.ledgerRow.groupBy({ by: ['row'], where: { lastVersion: null } })
    expect([await rows(), written.length, await versions()]).toEqual([people, people, 1])
    expect((await jobs())[0]).toMatchObject({ state: 'done', done: people, tries: 0, owner: null })
  })

  it('within a step leaves nothing of that step', async () => {
    await order()
    const id = (await claim(here))!
    await step(id, here)
    await step(id, here, dying())
    expect([await rows(), (await jobs())[0]!.done]).toEqual([500, 500])
    expect(await work()).toBe(true)
    expect([await rows(), await versions()]).toEqual([people, 1])
  })

  it('again and again at the same step has its job fail with words, and nothing of it left', async () => {
    const path = await order()
    for (let at = 1; at < 10; at++) {
      later(at * 60)
      const id = await claim(here)
      if (id) while (await step(id, here, dying()));
    }
    const page = await reviewer.get(path)
    expect(status(page.text)).toBe('未能完成')
    expect(words(page.text)).toContain('多次尝试后仍未能完成')
    expect([await rows(), await versions()]).toEqual([0, 0])
    expect(await world.deps.db.auditEntry.count({ where: { act: 'job.failed' } })).toBe(1)
  })

  it('is not the same as two that live: each job is worked on by one of them, all rows once', async () => {
    await order()
    await world.deps.db.$executeRaw`UPDATE job SET subject = 'other'`
    await Promise.all([work(), workOnNext(world.deps, kinds, there)])
    expect([await rows(), await versions()]).toEqual([people, 1])
  })
})

/** The kinds, of which one dies in each step after it has written. */
function dying(key: JobKindKey = 'ledger_import'): JobKinds {
  const { [key]: whole } = kinds
  const step: typeof whole.step = async (tx, of, cursor) => {
    await whole.step(tx, of, cursor)
    throw new Error('killed')
  }
  return { ...kinds, [key]: { ...whole, step } }
}

describe('a cancellation', () => {
  it('before anybody has begun ends the job at once', async () => {
    const path = await order()
    await reviewer.post(`${path}/cancellation`).expect(303)
    expect(status((await reviewer.get(path)).text)).toBe('已取消')
    expect(await claim(here)).toBeNull()
    await reviewer.post(`${path}/cancellation`).expect(409)
  })

  it('in the middle takes back what was written, and the preview can be taken again', async () => {
    const path = await order()
    const id = (await claim(here))!
    await step(id, here)
    await reviewer.post(`${path}/cancellation`).expect(303)
    await reviewer.post(`${path}/cancellation`).expect(303)
    expect(status((await reviewer.get(path)).text)).toBe('正在取消')
    expect(await step(id, here)).toBe(false)
    const page = await reviewer.get(path)
    expect(status(page.text)).toBe('已取消')
    expect(words(page.text)).toContain('台账保持原样')
    expect([await rows(), await versions()]).toEqual([0, 0])
    expect(await world.deps.db.auditEntry.count({ where: { act: 'job.cancelled', recordId: id } })).toBe(1)
    const preview = await world.deps.db.ledgerPreview.findFirstOrThrow()
    await reviewer.post(`/ledgers/imports/${preview.id}/taking`, { base: '0' }).expect(303)
    expect(await work()).toBe(true)
    expect(await rows()).toBe(people)
  })

  it('is not held up by a step that is under way', async () => {
    const path = await order()
    const id = (await claim(here))!
    await world.deps.db.$transaction(async (tx) => {
      await tx.$queryRaw`SELECT id FROM job WHERE id = ${id}::uuid FOR NO KEY UPDATE`
      await reviewer.post(`${path}/cancellation`).expect(303)
    })
  })
})

describe('who works', () => {
  it('is the person who started it: nobody else finds it, and who loses the role fails with the reason', async () => {
    const path = await order()
    const colleague = await world.as('signatory', 'discipline')
    await colleague.get(path).expect(404)
    await colleague.post(`${path}/cancellation`).expect(404)
    expect(words((await colleague.get('/jobs')).text)).toContain('还没有后台任务')
    expect(words((await reviewer.get('/jobs')).text)).toContain('导入台账：台账.csv')
    const id = (await claim(here))!
    await step(id, here)
    const { accountId } = actorIn(world.county, 'reviewer', 'discipline')
    await world.deps.db.account.update({ where: { id: accountId }, data: { role: 'signatory' } })
    expect(await step(id, here)).toBe(false)
    await world.deps.db.account.update({ where: { id: accountId }, data: { role: 'reviewer' } })
    expect(status((await reviewer.get(path)).text)).toBe('未能完成')
    expect((await jobs())[0]!.problem).toEqual({ key: 'errors:doer.moved' })
    expect(await rows()).toBe(0)
  })

  it('is served in turn: a second job of one person waits for those of others', async () => {
    const first = await order()
    expect(`/jobs/${await claim(here)}`).toBe(first)
    const [job] = await jobs()
    const copy = (accountId: string) => ({ ...job!, id: newId(), subject: newId(), accountId, state: 'queued', owner: null, leaseUntil: null, title: {}, input: {}, cursor: {}, problem: undefined, result: undefined }) // prettier-ignore
    const own = copy(job!.accountId)
    const others = copy(actorIn(world.county, 'reviewer', 'court').accountId)
    await world.deps.db.job.createMany({ data: [own, others] })
    expect([await claim(there), await claim(newId())]).toEqual([others.id, own.id])
  })
})

it('a comparison of large ledgers is a job as well', async () => {
  await takeSanctions(reviewer, zhang)
  await world.deps.db.$executeRaw`
    INSERT INTO ledger_row (id, ledger_id, first_version, row, digest, values)
    SELECT gen_random_uuid(), (SELECT id FROM ledger), 1, n, n::text, '{}' FROM generate_series(10, 20100) n`
  const compared = await reviewer.post('/ledgers/comparisons').expect(303)
  expect(compared.headers['location']).toMatch(/^\/jobs\//)
  expect(await work()).toBe(true)
  const page = await reviewer.get(compared.headers['location']!)
  expect([status(page.text), load(page.text)('a.btn-primary').attr('href')]).toEqual(['已完成', '/ledgers/screening'])
})

describe('a large file', () => {
  const total = chunk + 1
  const form = { kind: 'sanctions', source: '县纪委', asOf: '2026-01-05' }
  const bad = ['', '', '', '', '警告', '']
  const large = csv(sanctionHeading, bad, ...Array.from({ length: total }, (_, at) => [`周某${at}`, '', '', '盛乐镇示范村第一村民小组', '记过', '2025-03-01'])) // prettier-ignore
  const filler = '说明'.repeat(60)
  const send = (file: Buffer) => reviewer.upload('/ledgers/imports', file, '台账.csv', form)
  const previewRows = () => world.deps.db.ledgerPreviewRow.count()

  it('is answered at once, read by a job whoever dies, and then shown as its preview', async () => {
    const path = (await send(large)).headers['location']!
    expect(path).toMatch(/^\/jobs\//)
    expect((await send(large)).headers['location']).toBe(path)
    const id = (await claim(here))!
    await step(id, here)
    await step(id, here, dying('ledger_reading'))
    expect(await previewRows()).toBe(0)
    later(31)
    expect(await claim(there)).toBe(id)
    await step(id, there)
    expect(load((await reviewer.get(path)).text)('progress').attr()).toMatchObject({ value: String(chunk), max: String(total + 1) }) // prettier-ignore
    while (await step(id, there));
    expect(await previewRows()).toBe(total)
    const done = load((await reviewer.get(path)).text)
    expect(done('section[aria-labelledby=job-log] tbody').text()).toContain('没有姓名')
    const shown = done('a.btn-primary').attr('href')!
    const preview = await reviewer.get(shown).expect(200)
    expect(words(preview.text)).toMatch(new RegExp(`新增 ${total} .*不能导入 1`))
    expect(await world.deps.db.auditEntry.count({ where: { recordId: shown.split('/').at(-1)! } })).toBe(1)
    await clearFiles(world.deps)
    expect(await foldersIn(join(world.deps.config.evidenceDir, 'jobs', id))).toEqual([])
    const taken = await reviewer.post(`${shown}/taking`, { base: '0', onlyGood: 'yes' }).expect(303)
    expect(taken.headers['location']).toMatch(/^\/jobs\//)
  })

  it('leaves nothing when it is cancelled, and one sentence when it is no ledger', async () => {
    const path = (await send(large)).headers['location']!
    const id = (await claim(here))!
    await step(id, here)
    await step(id, here)
    expect(await previewRows()).toBe(chunk - 1)
    await reviewer.post(`${path}/cancellation`).expect(303)
    await step(id, here)
    expect([await previewRows(), await world.deps.db.ledgerPreview.count()]).toEqual([0, 0])
    const other = (await send(csv(['甲', '乙'], ...Array.from({ length: 2_000 }, () => ['一', filler])))).headers[
      'location'
    ]!
    expect(await work()).toBe(true)
    const page = await reviewer.get(other)
    expect(status(page.text)).toBe('未能完成')
    expect(words(page.text)).toContain('姓名')
  })

  it('of a roster is read the same way', async () => {
    const clerk = await signedIn(world, actorIn(world.county, 'township_clerk', '盛乐镇'))
    const heading = '乡镇（街道）,村（社区）,姓名,身份证号,拟任职务,备注'
    const lines = Array.from(
      { length: 900 },
      (_, at) => `盛乐镇,示范村,郑某,${idNumberOf(at, '19700312')},委员,${filler}`,
    )
    const file = Buffer.from([heading, ...lines, '盛乐镇,示范村,无号,,委员,'].join('\n'))
    const path = (await clerk.upload('/candidates/imports', file, '名单.csv')).headers['location']!
    expect(path).toMatch(/^\/jobs\//)
    expect(await work()).toBe(true)
    const done = load((await clerk.get(path)).text)
    expect(done('section[aria-labelledby=job-log] tbody').text()).toContain('902')
    expect(words((await clerk.get(done('a.btn-primary').attr('href')!)).text)).toMatch(/新增 900 .*不能导入 1/)
  })
})

describe('a large roster', () => {
  const heading = '序号,乡镇（街道）,村（社区）,姓名,身份证号,学历,拟任职务'
  const line = (at: number, post = '委员') =>
    `${at},盛乐镇,示范村,吴某,${idNumberOf(at, `19${60 + Math.floor(at / 1000)}0312`)},大专,${post}`

  /** More people than one step takes, and one whom nobody may import. */
  async function orderRoster(clerk: Browser): Promise<string> {
    const file = Array.from({ length: 2_100 }, (_, at) => line(at))
    const sent = await clerk.upload(
      '/candidates/imports',
      Buffer.from([heading, ...file, ',,,无号,,,'].join('\n')),
      '名单.csv',
    )
    const shown = load((await clerk.get(sent.headers['location']!)).text)
    const seen = shown('[name=seen]').val() as string
    const taken = await clerk.post(`${sent.headers['location']}/acceptance`, { seen, onlyGood: 'yes' }).expect(303)
    return taken.headers['location']!
  }

  it('is imported once, whoever dies, and what a cancellation leaves is added by the same file', async () => {
    const before = await world.deps.db.candidate.count()
    const clerk = await signedIn(world, actorIn(world.county, 'township_clerk', '盛乐镇'))
    const first = await orderRoster(clerk)
    expect(first).toMatch(/^\/jobs\//)
    const id = (await claim(here))!
    await step(id, here)
    await clerk.post(`${first}/cancellation`).expect(303)
    await step(id, here)
    expect([status((await clerk.get(first)).text), await world.deps.db.candidate.count()]).toEqual([
      '已取消',
      before + 2_000,
    ])
    const stays = await world.deps.db.auditEntry.findFirstOrThrow({ where: { act: 'roster.imported' } })
    expect(stays.details).toMatchObject({ created: 2_000 })
    const second = await orderRoster(clerk)
    expect(await work()).toBe(true)
    const page = words((await clerk.get(second)).text)
    expect(page).toContain('已完成')
    expect(load((await clerk.get(second)).text)('section[aria-labelledby=job-log] tbody').text()).toContain('2102')
    expect(await world.deps.db.candidate.count()).toBe(before + 2_100)
    expect(await world.deps.db.candidateEvent.count({ where: { kind: 'import' } })).toBe(2_100)
  })

  it('is taken out as a job, everybody once, whoever dies; the file is its own person’s, each time recorded', async () => {
    const clerk = await signedIn(world, actorIn(world.county, 'township_clerk', '盛乐镇'))
    const path = (await clerk.post('/candidates/exports').expect(303)).headers['location']!
    expect((await clerk.post('/candidates/exports')).headers['location']).toBe(path)
    const id = (await claim(here))!
    await step(id, here)
    await step(id, here, dying('export'))
    await clerk.get(`${path}/file`).expect(404)
    later(31)
    expect(await claim(there)).toBe(id)
    while (await step(id, there));
    const page = load((await clerk.get(path)).text)
    expect(page('a.btn-primary').attr('href')).toBe(`${path}/file`)
    expect(page('[role=status]').text()).toContain('文件中有完整身份证号')
    const office = await signedIn(world, actorIn(world.county, 'office'))
    await office.get(`${path}/file`).expect(404)
    const file = await clerk.get(`${path}/file`).expect(200).buffer(true).parse(wholeBody)
    expect(file.headers['content-security-policy']).toContain('sandbox')
    const numbers = (await textsOf(file.body)).filter((text) => /^\d{17}[\dX]$/.test(text))
    expect(numbers.length).toBeGreaterThan(2_100)
    expect(new Set(numbers).size).toBe(numbers.length)
    const seen = await world.deps.db.auditEntry.findMany({ where: { recordId: id, act: { not: 'job.started' } } })
    expect(seen.map(({ act, details }) => [act, details])).toEqual([
      ['candidate.number_shown', { people: numbers.length }],
      ['job.file_taken', { bytes: (file.body as Buffer).length }],
    ])
    expect(await world.deps.db.exportPerson.count({ where: { sourceId: id } })).toBe(numbers.length)
    const sealed = await world.deps.db.jobFile.findFirstOrThrow()
    expect(await foldersIn(join(world.deps.config.evidenceDir, 'jobs', id))).toHaveLength(2)
    await clearFiles(world.deps)
    expect(await foldersIn(join(world.deps.config.evidenceDir, 'jobs', id))).toEqual([
      expect.objectContaining({ name: sealed.digest.slice(0, 2) }),
    ])
    later(25 * 3600)
    await clearFiles(world.deps)
    const nextDay = await signedIn(world, actorIn(world.county, 'township_clerk', '盛乐镇'))
    await nextDay.get(`${path}/file`).expect(409)
    expect(words((await nextDay.get(path)).text)).toContain('文件已到期清除')
    expect(await foldersIn(join(world.deps.config.evidenceDir, 'jobs', id))).toEqual([])
  })

  it('is not handed out to whoever lost the role meanwhile, nor after a cancellation', async () => {
    const actor = actorIn(world.county, 'township_clerk', '盛乐镇')
    const clerk = await signedIn(world, actor)
    const cancelled = (await clerk.post('/candidates/exports').expect(303)).headers['location']!
    const id = (await claim(here))!
    for (const _ of ['who', 'rows']) await step(id, here)
    expect(await world.deps.db.exportPerson.count({ where: { sourceId: id } })).toBe(2_000)
    await clerk.post(`${cancelled}/cancellation`).expect(303)
    await step(id, here)
    expect(words((await clerk.get(cancelled)).text)).toContain('没有产生文件')
    await clerk.get(`${cancelled}/file`).expect(404)
    expect(await world.deps.db.exportPerson.count({ where: { sourceId: id } })).toBe(0)
    const lost = (await clerk.post('/candidates/exports').expect(303)).headers['location']!
    const done = (await clerk.post('/candidates/exports')).headers['location']!
    expect(done).toBe(lost)
    const role = (word: string) =>
      world.deps.db.account.update({ where: { id: actor.accountId }, data: { role: word } })
    await role('township_lead')
    expect(await work()).toBe(true)
    await clerk.get(`${lost}/file`).expect(404)
    await role('township_clerk')
    expect(status((await clerk.get(lost)).text)).toBe('未能完成')
    await clearFiles(world.deps)
    const left = (await foldersIn(join(world.deps.config.evidenceDir, 'jobs'))).map(({ name }) => `/jobs/${name}`)
    expect(left).not.toContain(cancelled)
    expect(left).not.toContain(lost)
  })
})

/** Every text of a workbook's first sheet. */
async function textsOf(file: Buffer): Promise<string[]> {
  const book = await readWorkbook({ name: 'a.xlsx', file })
  if (!book.ok) throw new Error(book.message.key)
  return book.sheets[0]!.rows.flatMap(({ cells }) => cells.map(cellText))
}
