import { load } from 'cheerio'
import type { Answers } from '../../src/reviews/review'
import type { Browser } from '../support/accounts'
import { actorIn } from '../support/county'
import { csv, ledgerWorld, previewLedger, words, type LedgerWorld } from '../support/ledgers'

let world: LedgerWorld
let reviewer: Browser

beforeAll(async () => {
  const open = { discipline: 'unsigned', court: 'unsigned' } as const
  world = await ledgerWorld({ 1: open, 2: open, 3: open })
  reviewer = await world.as('reviewer', 'discipline')
}, 60_000)
afterAll(() => world.close())
beforeEach(async () => {
  const { db } = world.deps
  await db.$executeRaw`TRUNCATE ledger, ledger_version, ledger_row, ledger_preview, ledger_preview_row, match_keys,
    ledger_hit, hit_decision, hit_filling, trigger, recusal CASCADE`
  await db.review.updateMany({
    where: { state: 'unsigned' },
    data: { answers: {}, complete: false, flagged: false, version: 1, draftedById: null, draftedAt: null },
  })
})

const heading = ['姓名', '身份证号', '处分种类', '处分时间', '影响期至', '处分文号', '处分机关']
const sanction = ['党内严重警告', '2025-03-01', '2026-09-01', '云纪〔2025〕3号', '县纪委监委']
const person = (place: number) => world.county.candidates[place]!
const rowOf = (place: number, ...more: string[]) => [
  person(place).name,
  person(place).idNumber,
  ...(more.length ? more : sanction),
]

async function take(by: Browser, rows: string[][], head = heading, kind = 'sanctions') {
  const shown = await previewLedger(by, csv(head, ...rows), { kind })
  await shown.take().expect(303)
}

/** The only hit, its page and its form. */
async function onlyHit(by = reviewer) {
  const { rowId, candidateId } = await world.deps.db.ledgerHit.findFirstOrThrow()
  const path = `/ledgers/hits/${rowId}/${candidateId}`
  const html = (await by.get(path).expect(200)).text
  const seen = String(load(html)('[name=seen]').val())
  const decide = (decision: string, more: Record<string, string> = { fill: 'yes' }, state = seen) =>
    by.post(path, { decision, words: '核对身份证号', seen: state, ...more })
  return { path, html, decide }
}

function reviewOf(place: number, department = 'discipline') {
  const where = { candidateId: person(place).id, departmentId: world.county.departments[department]! }
  return world.deps.db.review.findFirstOrThrow({ where })
}
const answersOf = async (place: number, department?: string) => (await reviewOf(place, department)).answers as Answers
const desk = async (place: number, by = reviewer) =>
  (await by.get(`/reviews/${(await reviewOf(place)).id}`).expect(200)).text

describe('"the same person" with filling in', () => {
  it('shows first what would be filled in, then drafts it and marks it on the desk; nothing is signed', async () => {
    await take(reviewer, [rowOf(1)])
    const hit = await onlyHit()
    expect(words(hit.html)).toContain('可以代填到 N07：现在的答复是“未答”')
    expect(words(hit.html)).toContain('云纪〔2025〕3号')
    const done = await hit.decide('same').expect(303)
    expect(words((await reviewer.get(done.headers['location']!)).text)).toContain('已代填为草稿')
    const review = await reviewOf(1)
    const { accountId } = actorIn(world.county, 'reviewer', 'discipline')
    expect(review).toMatchObject({
      state: 'unsigned',
      version: 2,
      draftedById: accountId,
      flagged: true,
      complete: false,
    })
    expect((await answersOf(1))['N07']).toMatchObject({ answer: 'found', facts: [{ kind: 'party_serious_warning', effect: '2025-03-01', statedEnd: '2026-09-01', documentNumber: '云纪〔2025〕3号' }] }) // prettier-ignore
    const page = load(await desk(1))
    expect(page('[data-item] [data-filled]').text()).toContain(
      '由台账“受处分人员”第 1 版第 2 行代填（王reviewer-discipline',
    )
    expect(page('[data-hit]')).toHaveLength(0)
    expect(page('[name="N07.answer"]:checked').val()).toBe('found')
    const entries = await world.deps.db.auditEntry.findMany({ orderBy: { seq: 'desc' }, take: 2 })
    expect(entries.map(({ act }) => act).toSorted()).toEqual(['hit.decided', 'review.drafted'])
    expect(JSON.stringify(entries.map(({ details }) => details))).not.toMatch(/李秀英|云纪/)
  })

  it('twice adds nothing twice, also when the same paper stands in a newer row', async () => {
    await take(reviewer, [rowOf(1)])
    const hit = await onlyHit()
    await hit.decide('same').expect(303)
    await hit.decide('same').expect(303)
    await hit.decide('same', { fill: 'yes' }, 'same').expect(303)
    expect((await answersOf(1))['N07']!.facts).toHaveLength(1)
    expect(await world.deps.db.hitDecision.count()).toBe(1)
    await take(reviewer, [[...rowOf(1).slice(0, 6), '县纪委']])
    const again = await world.deps.db.ledgerHit.findFirstOrThrow({ where: { row: { lastVersion: null } } })
    const path = `/ledgers/hits/${again.rowId}/${again.candidateId}`
    const page = (await reviewer.get(path)).text
    expect(words(page)).toContain('N07 中已有这条事实')
    expect(load(page)('[name=fill]')).toHaveLength(0)
    await reviewer.post(path, { decision: 'same', words: '同一件', seen: 'open', fill: 'yes' }).expect(303)
    expect((await answersOf(1))['N07']!.facts).toHaveLength(1)
  })

  it('two clicks at once are one fact', async () => {
    await take(reviewer, [rowOf(1)])
    const hit = await onlyHit()
    const clicked = await Promise.all([hit.decide('same'), hit.decide('same')])
    expect(clicked.map(({ status }) => status)).toEqual([303, 303])
    expect((await answersOf(1))['N07']!.facts).toHaveLength(1)
  })

  it('fills in as far as the row says; the desk tells what signing still needs', async () => {
    await take(reviewer, [rowOf(2, '记过', '', '', '', '')])
    const hit = await onlyHit()
    expect(words(hit.html)).toContain('签字前还需')
    await hit.decide('same').expect(303)
    const page = load(await desk(2))
    const item = page('[data-item]').filter((_, one) => page(one).find('[name="N07.answer"]').length > 0)
    expect(item.find('.fact .help').text()).toContain('签字前还需')
  })

  it('keeps what the reviewer has typed for other items, and a stale desk is told', async () => {
    await take(reviewer, [rowOf(1)])
    const { id } = await reviewOf(1)
    await reviewer.post(`/reviews/${id}/draft`, { version: '1', 'N01.answer': 'none' }).expect(303)
    await (await onlyHit()).decide('same').expect(303)
    expect(Object.keys(await answersOf(1)).toSorted()).toEqual(['N01', 'N07'])
    await reviewer
      .post(`/reviews/${id}/draft`, { version: '2', 'N01.answer': 'none', 'N07.answer': 'none' })
      .expect(409)
    expect((await answersOf(1))['N07']!.answer).toBe('found')
  })

  it('without the tick only remembers the decision; it may be filled in later', async () => {
    await take(reviewer, [rowOf(1)])
    const hit = await onlyHit()
    await hit.decide('same', {}).expect(303)
    expect(await answersOf(1)).toEqual({})
    const page = load(await desk(1))
    expect(page('[data-item] [data-hit]').text()).toContain('是本人')
    await hit.decide('same', { fill: 'yes' }, 'same').expect(303)
    expect((await answersOf(1))['N07']!.facts).toHaveLength(1)
  })
})

describe('nothing is filled in', () => {
  it('where the department has signed: the reason is told, and nothing typed is lost', async () => {
    await take(reviewer, [rowOf(0)])
    const hit = await onlyHit()
    expect(words(hit.html)).toContain('这份意见已经签字')
    const refused = await hit.decide('same').expect(422)
    expect(load(refused.text)('.problems a').attr('href')).toBe('#fill')
    expect(load(refused.text)('#words').val()).toBe('核对身份证号')
    expect(await world.deps.db.hitDecision.count()).toBe(0)
    await hit.decide('same', {}).expect(303)
  })

  it('at an item that the department does not own: the row is a hint on the desk', async () => {
    const court = await world.as('reviewer', 'court')
    await take(court, [rowOf(1)])
    const hit = await onlyHit(court)
    expect(words(hit.html)).toContain('本单位不负责认定这类记录')
    await hit.decide('same').expect(422)
    const { id } = await reviewOf(1, 'court')
    const page = load((await court.get(`/reviews/${id}`).expect(200)).text)
    expect(page('[data-hit]').text()).toContain('受处分人员')
    expect(page('[data-item] [data-hit]')).toHaveLength(0)
  })

  it('by who is a near relative of the person, who may not decide either', async () => {
    await take(reviewer, [rowOf(1)])
    const hit = await onlyHit()
    const { accountId } = actorIn(world.county, 'reviewer', 'discipline')
    const { idDigest } = await world.deps.db.candidate.findUniqueOrThrow({ where: { id: person(1).id } })
    await world.deps.db.account.update({ where: { id: accountId }, data: { idDigest } })
    await hit.decide('not_same', {}).expect(403)
    await hit.decide('same').expect(403)
    await world.deps.db.account.update({ where: { id: accountId }, data: { idDigest: null } })
    expect(await answersOf(1)).toEqual({})
  })

  it('into a draft that was about somebody else', async () => {
    await take(reviewer, [rowOf(3)])
    const { id } = await reviewOf(3)
    await reviewer.post(`/reviews/${id}/draft`, { version: '1', 'N01.answer': 'none' }).expect(303)
    const later = new Date(world.deps.clock.now().getTime() + 1000)
    await world.deps.db.candidate.update({ where: { id: person(3).id }, data: { identifiedAt: later } })
    const refused = await (await onlyHit()).decide('same').expect(422)
    expect(words(refused.text)).toContain('身份信息已更正')
    await world.deps.db.candidate.update({ where: { id: person(3).id }, data: { identifiedAt: null } })
  })
})

describe('"not the same after all"', () => {
  it('takes an untouched fact out again and leaves the item unanswered', async () => {
    await take(reviewer, [rowOf(1)])
    const hit = await onlyHit()
    await hit.decide('same').expect(303)
    const back = await hit.decide('not_same', {}, 'same').expect(303)
    expect(words((await reviewer.get(back.headers['location']!)).text)).toContain('已从草稿中取出')
    expect(await answersOf(1)).toEqual({})
    expect(load(await desk(1))('[data-filled]')).toHaveLength(0)
  })

  it('leaves a fact that somebody has changed, says so, and warns on the desk', async () => {
    await take(reviewer, [rowOf(1)])
    const hit = await onlyHit()
    await hit.decide('same').expect(303)
    const { id } = await reviewOf(1)
    const page = load(await desk(1))
    const fields = page('[name^="N07.0."]').map((_, one) => [[page(one).attr('name'), page(one).val()]]).get() // prettier-ignore
    const typed = { version: '2', 'N07.answer': 'found', ...Object.fromEntries(fields) }
    await reviewer.post(`/reviews/${id}/draft`, typed).expect(303)
    expect(load(await desk(1))('[data-filled]').text()).not.toContain('改过')
    await reviewer.post(`/reviews/${id}/draft`, { ...typed, 'N07.0.words': '另行核实' }).expect(303)
    const back = await hit.decide('not_same', {}, 'same').expect(303)
    expect(words((await reviewer.get(back.headers['location']!)).text)).toContain('代填的事实还在意见里')
    expect((await answersOf(1))['N07']!.facts).toHaveLength(1)
    expect(load(await desk(1))('[data-filled]').text()).toMatch(/改过.*没有认定为本人/s)
  })
})
