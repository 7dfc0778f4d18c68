import { load } from 'cheerio'
import { rescanAll } from '../../src/evidence/scanning/rescanning.actions'
import { evidenceCommand } from '../../src/evidence/scanning/evidence.cli'
import { scanQuarantined } from '../../src/evidence/scanning/scanning.actions'
import { type Clamd, startClamd } from '../support/clamd'
import { pdf } from '../support/documents'
import { countyWorld, type World } from '../support/review-world'

jest.setTimeout(60_000)

let world: World
let daemons: Clamd[]
beforeEach(async () => {
  daemons = []
  world = await countyWorld(2)
  await world.deps.db.candidate.updateMany({ data: { state: 'draft' } })
})
afterEach(async () => {
  for (const daemon of daemons) daemon.close()
  await world.close()
})

const silent = () => undefined
const idOf = (n: number) => world.county.candidates[n]!.id

async function attach(text: string, name = `${text}.pdf`): Promise<string> {
  const office = await world.as('office')
  await office.upload(`/evidence/candidate/${idOf(0)}`, pdf(text), name, {}).expect(303)
  return (await world.deps.db.evidenceLink.findFirstOrThrow({ where: { fileName: name } })).id
}

/** The county as it is once this daemon is configured. */
async function scannedBy(daemon: Promise<Clamd>) {
  daemons.push(await daemon)
  return { ...world.deps, config: { ...world.deps.config, clamd: daemons.at(-1)!.address } }
}

describe('files that were taken in before the scanner knew them', () => {
  test('are scanned once with its signatures; a condemned one is not handed out and stands on the office’s list', async () => {
    const [, bad] = [await attach('甲'), await attach('EICAR-TEST', '推荐表（病毒）.pdf'), await attach('乙')]
    const office = await world.as('office')
    expect((await office.get(`/evidence/${bad}`)).status).toBe(200)
    const deps = await scannedBy(startClamd())
    expect(await rescanAll(deps, silent)).toMatchObject({ clean: 2, refused: 1, damaged: 0, ended: 'all' })
    const refused = await office.get(`/evidence/${bad}`)
    expect([refused.status, refused.text]).toEqual([409, expect.stringContaining('查出病毒')])
    const $ = load((await office.get('/evidence')).text)
    expect($('tbody tr')).toHaveLength(1)
    expect($('tbody tr').text().replace(/\s+/g, ' ')).toMatch(
      /推荐表（病毒）.pdf 查出病毒（Eicar-Test-Signature）.*人选材料/,
    )
    expect($('tbody a').attr('href')).toBe(`/candidates/${idOf(0)}`)
    expect(load((await office.get('/pointers')).text)('.shows a[href="/evidence"]').text()).toBe('附件查毒 1')
    expect(await world.deps.db.auditEntry.count({ where: { act: 'evidence.scanned' } })).toBe(1)
    await rescanAll(deps, silent)
    expect(daemons[0]!.received).toHaveLength(3)
    const newer = await scannedBy(startClamd({ version: 'ClamAV 1.4.1/27600/Sat Jan 10 08:00:00 2026' }))
    expect(await rescanAll(newer, silent)).toMatchObject({ clean: 2, refused: 0, ended: 'all' })
    expect(daemons[1]!.received).toHaveLength(2)
  })

  test('a run that was cut off goes on where it was', async () => {
    for (const text of ['甲', '乙'.repeat(500), '丙']) await attach(text, `${text.slice(0, 1)}.pdf`)
    const cut = await rescanAll(await scannedBy(startClamd({ most: 500 })), silent)
    expect(cut).toMatchObject({ clean: 1, ended: 'silent' })
    expect(await rescanAll(await scannedBy(startClamd()), silent)).toMatchObject({ clean: 2, ended: 'all' })
    expect(daemons.map(({ received }) => received.length)).toEqual([1, 2])
  })

  test('without a daemon nothing is said to be scanned', async () => {
    await attach('甲')
    expect(await rescanAll(world.deps, silent)).toBeNull()
    const gone = await scannedBy(startClamd())
    daemons[0]!.close()
    expect(await rescanAll(gone, silent)).toMatchObject({ version: '', clean: 0, ended: 'silent' })
    expect(await evidenceCommand(['look'], { out: silent, err: silent })).toBe(2)
  })
})

test('what waits in quarantine is released or condemned by the look of every minute', async () => {
  const [good, bad] = [await attach('甲'), await attach('EICAR-TEST', '乙.pdf')]
  await world.deps.db.evidence.updateMany({ data: { state: 'quarantined' } })
  const office = await world.as('office')
  expect(load((await office.get('/evidence')).text)('tbody tr')).toHaveLength(2)
  expect(await scanQuarantined(await scannedBy(startClamd()))).toBe(2)
  expect((await office.get(`/evidence/${good}`)).status).toBe(200)
  expect((await office.get(`/evidence/${bad}`)).status).toBe(409)
  expect((await world.as('township_clerk').then((clerk) => clerk.get('/evidence'))).status).toBe(403)
})
