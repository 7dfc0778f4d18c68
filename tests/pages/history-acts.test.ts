import { load } from 'cheerio'
import type { Browser } from '../support/accounts'
import { countyWorld, type World } from '../support/review-world'
import { idNumberOf } from '../support/county'
import { found, makeRound, plainly } from '../support/round'

// What is undone or corrected is told like what is done: nothing leaves a case without a trace.
let world: World
let office: Browser

beforeAll(async () => {
  world = await countyWorld(2)
  await makeRound(world.deps.db, world.county, { 0: { court: { N03: plainly('none') }, police: { N03: found() } } })
  office = await world.as('office')
}, 60_000)
afterAll(() => world.close())

/** The steps of a history, newest first, each with words and the address that it leads to. */
async function stepsOf(someone: Browser, id: string): Promise<{ text: string; href: string | undefined }[]> {
  const $ = load((await someone.get(`/candidates/${id}/history`).expect(200)).text)
  const steps = $('.timeline-list .step').map((_, step) => {
    const text = $(step).text().replace(/\s+/g, ' ').trim()
    return { text, href: $(step).find('a').attr('href') }
  })
  return steps.get()
}

test('sent back and cancelled, put on an agenda and taken off it: each with words, doer and the way to its record', async () => {
  const { id, townshipId } = world.county.candidates[0]!
  const township = world.county.townships.find((one) => one.id === townshipId)!.name
  const preview = await office.post('/rechecks/disputes/preview', { candidateIds: [id] }).expect(200)
  const shown = String(load(preview.text)('input[name=shown]').val())
  const sent = { candidateIds: [id], shown, dueOn: '2026-01-14', words: '请核对判决书' }
  await office.post('/rechecks/disputes', sent).expect(303)
  const recheck = await world.deps.db.recheck.findFirstOrThrow({ where: { candidateId: id } })
  world.setNow('2026-01-10T01:05:00Z')
  await office.post(`/rechecks/${recheck.id}/cancellation`, { words: '判决书已补来' }).expect(303)
  world.setNow('2026-01-10T01:10:00Z')
  const { headers } = await office.post('/meetings', { metOn: '2026-01-12' }).expect(303)
  world.setNow('2026-01-10T01:15:00Z')
  const clerk = await world.as('township_clerk', township)
  await clerk.post(`/candidates/${id}/withdrawal`, { words: '因病' }).expect(303)
  world.setNow('2026-01-10T01:20:00Z')
  await office.post(`${headers['location']}/agenda`).expect(303)
  const [off, , on, cancelled, opened] = await stepsOf(await world.as('leading_group'), id)
  expect(off).toEqual({
    text: expect.stringMatching(/^撤出 2026-01-12 会商议程 .*县换届办/),
    href: headers['location'],
  })
  expect(on).toEqual({ text: expect.stringMatching(/^列入 2026-01-12 会商议程 .*县换届办/), href: headers['location'] })
  expect(cancelled!.text).toMatch(/^复查撤销：异议复查，涉及 N03 .*县换届办.*判决书已补来/)
  expect(opened!.text).toMatch(/^退回复查：异议复查（2026-01-14 前答复），涉及 N03 .*县换届办.*请核对判决书/)
  expect([cancelled!.href, opened!.href]).toEqual([`/rechecks/${recheck.id}`, `/rechecks/${recheck.id}`])
  const told = [clerk, await world.as('reviewer', 'justice')]
  for (const one of told) {
    const words = (await stepsOf(one, id)).map(({ text }) => text).join()
    expect(words).toContain('本人退出')
    for (const hidden of ['会商', '复查', '判决书', '异议']) expect(words).not.toContain(hidden)
  }
})

test('a correction of who the person is says so; any other does not', async () => {
  const clerk = await world.as('township_clerk', world.county.townships[0]!.name)
  const fields = {
    teamId: world.county.teams[0]!.id,
    name: '曾小名',
    idNumber: idNumberOf(801),
    position: 'committee_member',
  }
  const path = (await clerk.post('/candidates', fields).expect(303)).headers['location']!
  const corrected = { ...fields, idNumber: '', name: '曾小明' }
  await clerk.post(`${path}/file`, { ...corrected, version: '1' }).expect(303)
  world.setNow('2026-01-10T01:25:00Z')
  await clerk.post(`${path}/file`, { ...corrected, education: '30', version: '2' }).expect(303)
  const [education, name] = await stepsOf(office, path.split('/').pop()!)
  expect(education!.text).toMatch(/^修改材料 .*第 3 版.*学历/)
  expect(name!.text).toMatch(/^修改材料（更正身份信息） .*第 2 版.*曾小名 → 曾小明/)
})
