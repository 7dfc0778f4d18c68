import { load } from 'cheerio'
import { dateFromDay } from '../../src/lib/day'
import { newId } from '../../src/lib/ids'
import { endedWithoutFinal, finalWithoutNotice } from '../../src/outcomes/notices/re-review/re-review.store'
import { closeRecheckIfAnswered } from '../../src/reviews/rechecks/rechecks.actions'
import { remind } from '../../src/rounds/reminders/reminding.actions'
import { recomputeStandings } from '../../src/standings/standings.actions'
import { signedIn, type Browser } from '../support/accounts'
import { testApp, type TestApp } from '../support/app'
import { actorIn, makeCounty, type County } from '../support/county'
import { found, makeRound, plainly } from '../support/round'
import { type Smtp, startSmtp } from '../support/smtp'

jest.setTimeout(60_000)

let world: TestApp
let county: County
let office: Browser
let leader: Browser
let clerk: Browser
let people: string[]

// 0 barred by the court (N03), and by politics and law as well (N04); 1 barred by the court; 2 clear. 0 and 1 are from 盛乐镇.
beforeEach(async () => {
  world = await testApp({ now: '2026-01-12T01:00:00Z' })
  county = await makeCounty(world.deps.db, world.deps.keys, { candidates: 3 })
  const paper = { issuingBody: '示例县人民法院', documentNumber: '示〔2025〕1号' }
  const round = await makeRound(world.deps.db, county, {
    0: { court: { N03: found(paper) }, political_legal: { N04: found() } },
    1: { court: { N03: found(paper) } },
  })
  people = round.candidateIds
  await signIn()
})
afterEach(async () => {
  // Whatever a test did: nothing is final that was not told, and what ended for good is final.
  expect(await finalWithoutNotice(world.deps.db)).toEqual([])
  expect(await endedWithoutFinal(world.deps.db)).toEqual([])
  await world.close()
})

const db = () => world.deps.db
const text = (html: string) => load(html)('main').text().replace(/\s+/g, ' ')

async function signIn() {
  office = await signedIn(world, actorIn(county, 'office'))
  leader = await signedIn(world, actorIn(county, 'leading_group'))
  clerk = await signedIn(world, actorIn(county, 'township_clerk', '盛乐镇'))
}

/** Another day: yesterday's sessions are over. */
async function day(date: string) {
  world.setNow(`${date}T01:00:00Z`)
  await signIn()
}

/** An outcome in force for the n-th person. */
async function decided(n: number, over: Record<string, string | string[]> = {}): Promise<string> {
  const bar = { standing: 'bar', candidateIds: people[n]!, outcome: 'ineligible', groundItems: 'N03', ...over }
  await office.post('/outcomes', bar).expect(303)
  const { id } = await db().outcome.findFirstOrThrow({ where: { candidateId: people[n]!, state: 'proposed' } })
  await leader.post('/outcomes/approvals', { outcomeIds: id }).expect(303)
  return id
}

let numbers = 0
const letter = (over: Record<string, string> = {}) => ({
  documentNumber: `示换领告〔2026〕${++numbers}号`,
  gist: '受过刑事处罚。',
  basis: '负面清单 N03',
  wayToReply: '三个工作日内向乡镇提出。',
  ...over,
})

/** A notice about the n-th person, handed over on Monday 12 January: a reply until Thursday the 15th. */
async function told(n = 0, served = { servedOn: '2026-01-12', servedHow: 'direct' }): Promise<string> {
  const outcomeId = await decided(n)
  const answer = await office.post('/notices', letter({ outcomeId, ...served }))
  expect(answer.status).toBe(303)
  return answer.headers['location']!.split('/').pop()!
}

const noticeOf = (id: string) =>
  db().notice.findUniqueOrThrow({ where: { id }, include: { outcome: true, steps: true } })

/** One step, from a form that was opened just now. */
async function take(browser: Browser, id: string, noun: string, fields: Record<string, string> = {}) {
  const { version } = await noticeOf(id)
  return browser.post(`/notices/${id}/${noun}`, { version: String(version), ...fields })
}

const reply = { day: '2026-01-12', words: '判决已经撤销' }
const answerOf = { documentNumber: '示换领复〔2026〕1号', words: '经复核，理由如下' }

/** Asked, and sent back to the court. */
async function reReviewed(n = 0): Promise<string> {
  const id = await told(n)
  expect((await take(clerk, id, 'reply', reply)).status).toBe(303)
  expect((await take(office, id, 're-review', { day: '2026-01-16', words: '请复核' })).status).toBe(303)
  return id
}

/** The department answers the re-review; what signing does, by direct writes. */
async function looked(id: string, answer: 'found' | 'none') {
  const { recheckId, candidateId } = await noticeOf(id)
  const [draftedBy, signedBy] = [actorIn(county, 'reviewer', 'court', true), actorIn(county, 'signatory', 'court')]
  const reviews = await db().review.findMany({ where: { recheckId } })
  const at = world.deps.clock.now()
  await db().$transaction(async (tx) => {
    for (const review of reviews) {
      const answers = { ...(review.answers as object), N03: answer === 'found' ? found() : plainly('none') }
      const signature = {
        draftedById: draftedBy.accountId,
        draftedAt: at,
        signedById: signedBy.accountId,
        signedAt: at,
      }
      await tx.review.update({
        where: { id: review.id },
        data: { state: 'signed', answers, complete: true, ...signature },
      })
    }
    await closeRecheckIfAnswered(
      tx,
      reviews.map(({ id: review }) => review),
      signedBy.accountId,
      at,
    )
    await recomputeStandings(tx, [candidateId], at)
  })
}

describe('a notice', () => {
  test('is written in the words of the list, and its page and letters say nothing of who found it', async () => {
    const outcomeId = await decided(0)
    const form = load((await office.get(`/notices/new?outcome=${outcomeId}`).expect(200)).text)
    expect(form('textarea[name=gist]').text()).toContain('受过刑事处罚')
    expect(form('textarea[name=wayToReply]').text()).toContain('3 个工作日')
    const id = (
      await office.post('/notices', letter({ outcomeId, servedOn: '2026-01-12', servedHow: 'direct' }))
    ).headers['location']!.split('/').pop()!
    for (const path of ['', '/letters/notice', '/letters/reply']) {
      const seen = text((await clerk.get(`/notices/${id}${path}`).expect(200)).text)
      expect(seen).toContain('N03')
      expect(seen).not.toMatch(/法院|示〔2025〕1号/)
      expect(seen).not.toMatch(/\b\d{17}[\dX]\b/)
    }
    await clerk.get(`/notices/${id}/letters/answer`).expect(404)
    expect(await noticeOf(id)).toMatchObject({ state: 'served', replyDueOn: new Date('2026-01-15') })
    const exports = await db().auditEntry.findMany({ where: { act: 'paper.exported', recordId: id } })
    expect(exports).toHaveLength(2)
  })

  test.each([
    ['a missing gist', { gist: '' }, '#gist'],
    ['a number too long', { documentNumber: '号'.repeat(61) }, '#documentNumber'],
    ['a day without the way', { servedOn: '2026-01-12' }, '#servedHow'],
    ['a way without the day', { servedHow: 'post' }, '#servedOn'],
    ['tomorrow', { servedOn: '2026-01-13', servedHow: 'post' }, '#servedOn'],
    ['before the decision', { servedOn: '2026-01-11', servedHow: 'post' }, '#servedOn'],
    ['no day at all', { servedOn: '2026-02-30', servedHow: 'post' }, '#servedOn'],
  ])('with %s comes back, and keeps what was typed', async (_name, over, field) => {
    const outcomeId = await decided(0)
    const answer = await office.post('/notices', letter({ outcomeId, basis: '很长的依据', ...over })).expect(422)
    expect(load(answer.text)('.problems a').attr('href')).toBe(field)
    expect(load(answer.text)('textarea[name=basis]').text()).toContain('很长的依据')
    expect(await db().notice.count()).toBe(0)
  })

  test('never names who gave a tip, and a department or its paper only where the office confirms', async () => {
    const outcomeId = await decided(0)
    await db().trigger.create({
      data: {
        id: newId(),
        candidateId: people[0]!,
        kind: 'objection',
        words: '群众反映',
        source: '李四水',
        reportedOn: new Date('2026-01-11'),
        recordedAt: world.deps.clock.now(),
      },
    })
    const tip = await office.post('/notices', letter({ outcomeId, gist: '据李四水反映', confirmed: 'yes' })).expect(422)
    expect(text(tip.text)).toContain('李四水')
    const named = letter({ outcomeId, gist: '示例县人民法院判决' })
    const warned = await office.post('/notices', named).expect(422)
    expect(load(warned.text)('input[name=confirmed]')).toHaveLength(1)
    await office.post('/notices', { ...named, confirmed: 'yes' }).expect(303)
  })

  test('is issued once, of an outcome in force, under a number of its own', async () => {
    const outcomeId = await decided(0)
    const first = letter({ outcomeId })
    await office.post('/notices', first).expect(303)
    const second = await office.post('/notices', letter({ outcomeId })).expect(409)
    expect(second.text).toContain('已经签发告知书')
    await office.get(`/notices/new?outcome=${outcomeId}`).expect(409)
    const other = await decided(1)
    await office.post('/notices', { ...first, outcomeId: other }).expect(422)
    await office.post('/notices', letter({ outcomeId: newId() })).expect(404)
  })

  test('waits for the township where the office does not know the day, and the clock runs from there', async () => {
    const id = await told(0, { servedOn: '', servedHow: '' })
    expect(await noticeOf(id)).toMatchObject({ state: 'issued', servedOn: null, replyDueOn: null })
    expect((await take(clerk, id, 'reply', reply)).status).toBe(409)
    expect(text((await clerk.get('/notices')).text)).toContain('云川1')
    await day('2026-01-14')
    expect((await take(clerk, id, 'handing-over', { servedOn: '2026-01-13', servedHow: 'left' })).status).toBe(303)
    expect(await noticeOf(id)).toMatchObject({ state: 'served', replyDueOn: new Date('2026-01-16') })
    expect((await take(clerk, id, 'handing-over', { servedOn: '2026-01-14', servedHow: 'left' })).status).toBe(409)
    expect((await take(office, id, 'correction', { servedOn: '2026-01-14', servedHow: 'left' })).status).toBe(422)
    const right = { servedOn: '2026-01-14', servedHow: 'left', words: '写错一天' }
    expect((await take(office, id, 'correction', right)).status).toBe(303)
    expect(await noticeOf(id)).toMatchObject({ replyDueOn: new Date('2026-01-19') })
  })

  test('is not there for another township, and not for departments', async () => {
    const id = await told()
    const neighbour = await signedIn(world, actorIn(county, 'township_clerk', '巧什营镇'))
    await neighbour.get(`/notices/${id}`).expect(404)
    expect((await take(neighbour, id, 'reply', reply)).status).toBe(404)
    const court = await signedIn(world, actorIn(county, 'reviewer', 'court'))
    await court.get(`/notices/${id}`).expect(403)
    expect((await take(court, id, 'reply', reply)).status).toBe(403)
    expect((await take(clerk, id, 'lapse')).status).toBe(403)
  })
})

describe('the time for a reply', () => {
  test('runs out after its last day, and only then makes the outcome final', async () => {
    const id = await told()
    await day('2026-01-15')
    const early = await take(office, id, 'lapse')
    expect([early.status, text(early.text)]).toEqual([409, expect.stringContaining('2026-01-15')])
    await day('2026-01-16')
    expect(text((await office.get('/notices')).text)).toContain('期满未申请')
    expect((await take(office, id, 'lapse')).status).toBe(303)
    expect(await noticeOf(id)).toMatchObject({ state: 'lapsed', outcome: { finalAt: world.deps.clock.now() } })
    expect((await take(clerk, id, 'reply', reply)).status).toBe(409)
  })

  test('stands still during a stop, which can neither lapse nor be stopped again', async () => {
    const id = await told()
    await day('2026-01-16')
    expect((await take(office, id, 'stop', { day: '2026-01-17', words: '洪水' })).status).toBe(422)
    const over = await take(office, id, 'stop', { day: '2026-01-16', words: '洪水' })
    expect([over.status, text(over.text)]).toEqual([422, expect.stringContaining('此后不能再中止')])
    expect((await take(office, id, 'stop', { day: '2026-01-13', words: '洪水' })).status).toBe(303)
    expect(await noticeOf(id)).toMatchObject({ replyDueOn: null })
    await day('2026-02-10')
    expect((await take(office, id, 'lapse')).status).toBe(409)
    expect((await take(office, id, 'stop', { day: '2026-01-14', words: '洪水' })).status).toBe(409)
    expect(text((await office.get('/outcomes?tab=approved')).text)).toContain('计时中止')
    expect((await take(office, id, 'resumption', { day: '2026-01-12' })).status).toBe(422)
    expect((await take(office, id, 'resumption', { day: '2026-02-09' })).status).toBe(303)
    expect(await noticeOf(id)).toMatchObject({ replyDueOn: new Date('2026-02-12') })
    expect((await take(office, id, 'resumption', { day: '2026-02-09' })).status).toBe(409)
    expect((await take(office, id, 'stop', { day: '2026-02-09', words: '洪水' })).status).toBe(422)
  })

  test('is not guessed into a year without a calendar', async () => {
    await day('2026-12-30')
    const outcomeId = await decided(0)
    const served = { outcomeId, servedOn: '2026-12-30', servedHow: 'direct' }
    const refused = await office.post('/notices', letter(served)).expect(409)
    expect(refused.text).toContain('2027 年的节假日还没有录入')
    expect(await db().notice.count()).toBe(0)
    const { headers } = await office.post('/notices', letter({ outcomeId })).expect(303)
    const id = headers['location']!.split('/').pop()!
    const later = await take(clerk, id, 'handing-over', { servedOn: '2026-12-30', servedHow: 'post', words: '挂号信' })
    expect([later.status, text(later.text)]).toEqual([409, expect.stringContaining('2027 年的节假日')])
    expect(load(later.text)('textarea[name=words]').text()).toContain('挂号信')
  })

  test('a waiver ends it at once', async () => {
    const id = await told()
    for (const wrong of ['2026-01-11', '2026-01-13', '2026-02-30', ''])
      expect((await take(clerk, id, 'waiver', { day: wrong })).status).toBe(422)
    expect((await take(clerk, id, 'waiver', { day: '2026-01-12' })).status).toBe(303)
    expect(await noticeOf(id)).toMatchObject({ state: 'waived', outcome: { finalAt: expect.any(Date) } })
    expect((await take(office, id, 'waiver', { day: '2026-01-12' })).status).toBe(409)
  })

  test('what comes in late is on record, counts only when the office accepts it, and lapses otherwise', async () => {
    const [first, second] = [await told(0), await told(1)]
    await day('2026-01-19')
    for (const id of [first, second]) {
      expect((await take(office, id, 'acceptance', { words: '无' })).status).toBe(409)
      expect((await take(clerk, id, 'reply', { ...reply, day: '2026-01-16' })).status).toBe(303)
      expect(await noticeOf(id)).toMatchObject({ state: 'served' })
    }
    expect((await take(office, first, 'acceptance')).status).toBe(422)
    expect((await take(office, first, 'acceptance', { words: '住院' })).status).toBe(303)
    expect(await noticeOf(first)).toMatchObject({ state: 'replied', outcome: { finalAt: null } })
    expect((await take(office, second, 'lapse')).status).toBe(303)
    expect((await take(office, second, 'acceptance', { words: '住院' })).status).toBe(409)
  })

  test('of two tabs one wins; the other is told, and its words are kept', async () => {
    const id = await told()
    const { version } = await noticeOf(id)
    const said = ['乡镇收到的申辩', '换届办收到的申辩']
    const form = (words: string) => ({ version: String(version), day: reply.day, words })
    const both = await Promise.all(
      [clerk, office].map((one, place) => one.post(`/notices/${id}/reply`, form(said[place]!))),
    )
    expect(both.map(({ status }) => status).sort()).toEqual([303, 409])
    const lost = both.findIndex(({ status }) => status === 409)
    expect(text(both[lost]!.text)).toContain(said[lost])
    expect((await noticeOf(id)).steps.filter(({ kind }) => kind === 'reply')).toHaveLength(1)
  })

  test('a form from before another step is told, even where its own would still be possible', async () => {
    const id = await told()
    const { version } = await noticeOf(id)
    await day('2026-01-14')
    expect((await take(office, id, 'stop', { day: '2026-01-13', words: '洪水' })).status).toBe(303)
    const old = await clerk.post(`/notices/${id}/reply`, { version: String(version), ...reply })
    expect([old.status, text(old.text)]).toEqual([409, expect.stringContaining('有了新的变化')])
    expect(load(old.text)('#reply-words').text()).toContain(reply.words)
  })
})

describe('a re-review', () => {
  test('that confirms the ground is answered by the leading group, with reasons, and is final', async () => {
    const id = await reReviewed(1)
    expect(text((await office.get('/papers/disqualified')).text)).toContain('复核中')
    expect((await take(leader, id, 'upholding', answerOf)).status).toBe(409)
    // What the departments are asked may name them.
    expect(text((await office.get(`/notices/${id}`)).text)).toContain('请复核')
    expect(text((await clerk.get(`/notices/${id}`)).text)).not.toContain('请复核')
    expect(text((await clerk.get(`/candidates/${people[1]!}`)).text)).not.toContain('请复核')
    const { recheckId } = await noticeOf(id)
    const asked = await db().review.findMany({ where: { recheckId }, include: { department: true } })
    expect(asked.map(({ department }) => department.key)).toEqual(['court'])
    await looked(id, 'found')
    expect(text((await leader.get('/notices')).text)).toContain('云川2')
    expect((await take(leader, id, 'change', answerOf)).status).toBe(409)
    expect((await take(office, id, 'upholding', answerOf)).status).toBe(403)
    const empty = await take(leader, id, 'upholding', { documentNumber: '1号' })
    expect(empty.status).toBe(422)
    expect(load(empty.text)('.problems a').attr('href')).toBe('#uphold-words')
    expect((await take(leader, id, 'upholding', answerOf)).status).toBe(303)
    expect(await noticeOf(id)).toMatchObject({ state: 'upheld', outcome: { finalAt: expect.any(Date) } })
    expect(text((await clerk.get(`/notices/${id}/letters/answer`)).text)).toContain('维持原审查意见')
    expect((await take(leader, id, 'upholding', answerOf)).status).toBe(409)
  })

  test('that clears the person: the old outcome stands until a new one is approved, then the answer is that it changed', async () => {
    const id = await reReviewed(1)
    await looked(id, 'none')
    const refused = await take(leader, id, 'upholding', answerOf)
    expect([refused.status, text(refused.text)]).toEqual([409, expect.stringContaining('不能维持')])
    expect((await take(leader, id, 'change', answerOf)).status).toBe(409)
    expect(text((await office.get('/papers/disqualified')).text)).toContain('云川2')
    await decided(1, { standing: 'clear', outcome: 'eligible', groundItems: [] })
    expect((await noticeOf(id)).state).toBe('rereview')
    expect((await take(leader, id, 'upholding', answerOf)).status).toBe(409)
    expect((await take(leader, id, 'change', answerOf)).status).toBe(303)
    expect(await noticeOf(id)).toMatchObject({ state: 'changed', outcome: { state: 'superseded', finalAt: null } })
    expect(text((await office.get('/papers/disqualified')).text)).not.toContain('云川2')
  })

  test('that leaves another bar: the fallen ground is not upheld, and a new outcome with its own notice follows', async () => {
    const id = await reReviewed(0)
    await looked(id, 'none')
    expect((await take(leader, id, 'upholding', answerOf)).status).toBe(409)
    expect(await noticeOf(id)).toMatchObject({ outcome: { staleStanding: 'bar' } })
    const next = await decided(0, { groundItems: 'N04' })
    expect((await take(leader, id, 'change', answerOf)).status).toBe(303)
    await office.post('/notices', letter({ outcomeId: next })).expect(303)
  })

  test('is not answered by who proposed the outcome, nor by who is near to the person', async () => {
    const id = await reReviewed(1)
    await looked(id, 'found')
    await db().account.update({ where: { id: leader.actor.accountId }, data: { teamId: county.candidates[1]!.teamId } })
    expect((await take(leader, id, 'upholding', answerOf)).status).toBe(403)
    await db().account.update({ where: { id: leader.actor.accountId }, data: { teamId: null } })
    const { outcomeId } = await noticeOf(id)
    await db().outcome.update({
      where: { id: outcomeId },
      data: { proposedById: leader.actor.accountId, decidedById: office.actor.accountId },
    })
    const own = await take(leader, id, 'upholding', answerOf)
    expect([own.status, text(own.text)]).toEqual([403, expect.stringContaining('您拟定')])
  })

  test('is opened once, with words and a day to come', async () => {
    const id = await told()
    expect((await take(office, id, 're-review', { day: '2026-01-16', words: '请' })).status).toBe(409)
    await take(clerk, id, 'reply', reply)
    expect((await take(office, id, 're-review', { day: '2026-01-12', words: '请' })).status).toBe(422)
    expect((await take(office, id, 're-review', { day: '2026-01-16' })).status).toBe(422)
    expect((await take(office, id, 're-review', { day: '2026-01-16', words: '请' })).status).toBe(303)
    expect((await take(office, id, 're-review', { day: '2026-01-16', words: '请' })).status).toBe(409)
    expect(await db().recheck.count()).toBe(1)
  })
})

test('a new outcome ends a notice that nobody answered, and lists say so', async () => {
  const id = await told(1)
  const review = await db().review.findFirstOrThrow({
    where: { candidateId: people[1]!, departmentId: county.departments['court']! },
  })
  await db().review.update({
    where: { id: review.id },
    data: { answers: { ...(review.answers as object), N03: plainly('none') } },
  })
  await recomputeStandings(db(), [people[1]!], world.deps.clock.now())
  expect((await take(clerk, id, 'waiver', { day: '2026-01-12' })).status).toBe(409)
  await decided(1, { standing: 'clear', outcome: 'eligible', groundItems: [] })
  expect(await noticeOf(id)).toMatchObject({ state: 'changed', outcome: { finalAt: null } })
  expect(text((await office.get('/outcomes?tab=superseded')).text)).toContain('已改变')
})

test('after a withdrawal nothing more happens, and the page says why', async () => {
  const id = await told()
  await clerk.post(`/candidates/${people[0]!}/withdrawal`, { act: 'withdraw', words: '本人申请退出' }).expect(303)
  for (const [who, noun] of [
    [clerk, 'reply'],
    [clerk, 'waiver'],
    [office, 'stop'],
  ] as const) {
    const refused = await take(who, id, noun, reply)
    expect([refused.status, text(refused.text)]).toEqual([409, expect.stringContaining('已经退出')])
  }
  expect(await noticeOf(id)).toMatchObject({ state: 'served' })
  const page = load((await office.get(`/notices/${id}`)).text)
  expect(page('main form')).toHaveLength(0)
  expect(page('h1').parent().text()).toContain('本人退出')
})

test('the status stands on every list, and only with who must answer it', async () => {
  await decided(1)
  const waiting = await told(0)
  const lists = [
    '/papers/disqualified',
    '/papers/disqualified/print',
    '/papers/feedback',
    '/outcomes?tab=approved',
    '/candidates',
  ]
  for (const path of lists) {
    const seen = text((await office.get(path).expect(200)).text)
    expect([path, seen]).toEqual([path, expect.stringContaining('已告知，答复期至 2026-01-15')])
    expect([path, seen]).toEqual([path, expect.stringContaining('未告知')])
  }
  expect(text((await clerk.get('/papers/feedback')).text)).toContain('已告知，答复期至 2026-01-15')
  const page = load((await clerk.get(`/candidates/${people[0]!}`)).text)
  expect(page(`a[href="/notices/${waiting}"]`).length).toBeGreaterThan(0)
  expect(load((await leader.get('/progress')).text)('a[href^="/notices?desk="]').length).toBeGreaterThan(0)
  const observer = await signedIn(world, actorIn(county, 'observer'))
  expect(load((await observer.get('/progress')).text)('a[href^="/notices"]')).toHaveLength(0)
})

test('papers come with a reply, and stand fast once it is answered', async () => {
  const id = await told(1)
  const pdf = Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n')
  await clerk.upload(`/evidence/notice/${id}`, pdf, '撤销判决.pdf').expect(303)
  expect(text((await leader.get(`/notices/${id}`)).text)).toContain('撤销判决.pdf')
  await leader.upload(`/evidence/notice/${id}`, pdf, '别的.pdf').expect(403)
  await take(clerk, id, 'waiver', { day: '2026-01-12' })
  await clerk.upload(`/evidence/notice/${id}`, pdf, '又一份.pdf').expect(403)
})

test('every step leaves its row in the trail, without names or words', async () => {
  const id = await told()
  await take(clerk, id, 'reply', reply)
  const rows = await db().auditEntry.findMany({
    where: { recordType: 'notice', recordId: id },
    orderBy: { seq: 'asc' },
  })
  expect(rows.map(({ act }) => act)).toEqual(['notice.issued', 'notice.replied'])
  expect(JSON.stringify(rows.map(({ details }) => details))).not.toMatch(/云川|撤销/)
})

describe('clocks', () => {
  let smtp: Smtp
  beforeEach(async () => {
    smtp = await startSmtp()
    const mail = { url: smtp.url, from: '联审 <lianshen@county.example>' }
    Object.assign(world.deps.config, { mail, publicUrl: 'https://a.example' })
    for (const { accountId } of [
      office.actor,
      leader.actor,
      clerk.actor,
      actorIn(county, 'township_clerk', '巧什营镇'),
    ])
      await db().account.update({ where: { id: accountId }, data: { email: `${accountId}@county.example` } })
  })
  afterEach(() => smtp.close())

  /** Who was sent a letter since the last look, and what of it; twice a minute changes nothing. */
  async function letters() {
    await remind(world.deps)
    expect(await remind(world.deps)).toEqual({ made: 0, sent: 0 })
    const who = ({ actor }: Browser, to: string) => to.startsWith(actor.accountId)
    return smtp.arrived.splice(0).map(({ to, text: words, raw }) => {
      expect(words + raw).not.toMatch(/云川|N0\d|法院|盛乐|判决/)
      const name = who(office, to) ? 'office' : who(leader, to) ? 'leader' : who(clerk, to) ? 'clerk' : to
      return `${name}: ${words.split('\n').find((line) => line.startsWith('提醒'))}`
    })
  }
  const above = async (browser: Browser, path: string) => text((await browser.get(path).expect(200)).text)

  test('the time for a reply, a reply and a re-review remind those who are to act, once and without names', async () => {
    const id = await told()
    await db().round.updateMany({ data: { state: 'closed', closedAt: world.deps.clock.now() } })
    await day('2026-01-13')
    expect(await letters()).toEqual([])
    await day('2026-01-14')
    const ending = '提醒：1 人的申辩期限将届满（最早 2026-01-15）。'
    expect((await letters()).toSorted()).toEqual([`clerk: ${ending}`, `office: ${ending}`])
    expect(await above(clerk, '/township')).toContain(ending)
    expect(await above(office, '/progress')).toContain(ending)
    expect(await above(leader, '/progress')).not.toContain('提醒')
    const neighbour = await signedIn(world, actorIn(county, 'township_clerk', '巧什营镇'))
    expect(await above(neighbour, '/township')).not.toContain('提醒')
    await take(clerk, id, 'reply', { ...reply, day: '2026-01-14' })
    expect(await above(clerk, '/township')).not.toContain('提醒')
    await day('2026-01-15')
    const asked = '提醒：1 人自 2026-01-14 起申请复核，还没有安排。'
    expect(await letters()).toEqual([`office: ${asked}`])
    await take(office, id, 're-review', { day: '2026-01-20', words: '请复核' })
    expect(await above(office, '/progress')).not.toContain(asked)
    await looked(id, 'found')
    await day('2026-01-16')
    const answer = '提醒：1 件复核自 2026-01-15 起待领导小组答复。'
    expect(await letters()).toEqual([`leader: ${answer}`])
    expect(await above(leader, '/progress')).toContain(answer)
    await take(leader, id, 'upholding', answerOf)
    expect(await above(leader, '/progress')).not.toContain('提醒')
    const entries = await db().auditEntry.findMany({ where: { act: 'reminder.made', recordType: 'cycle' } })
    expect(entries.map(({ details }) => details)).toContainEqual(
      expect.objectContaining({ clock: 'answer', audience: 'leading_group', kind: 'after', open: 1, mails: 1 }),
    )
  })

  test('a hold and what is to be put right are told of ahead, the day before, on and after their day, and change nothing', async () => {
    const id = await decided(0, { outcome: 'held', until: '2026-01-30', groundItems: [] })
    const other = await decided(1, { outcome: 'held', until: '2026-01-30', groundItems: [] })
    await db().outcome.update({ where: { id: other }, data: { outcome: 'rectify' } })
    await db().round.updateMany({ data: { state: 'closed', closedAt: world.deps.clock.now() } })
    const { id: _, snapshot, ...like } = await db().outcome.findUniqueOrThrow({ where: { id } })
    const earlier = { id: newId(), candidateId: people[2]!, until: dateFromDay('2026-01-29'), snapshot: snapshot! }
    await db().outcome.create({ data: { ...like, ...earlier } })
    await day('2026-01-21')
    expect(await letters()).toEqual([])
    await day('2026-01-22')
    expect(await letters()).toEqual(['office: 提醒：1 人的暂缓将到期（最早 2026-01-29），到期后应再次联审。'])
    await day('2026-01-23')
    expect((await letters()).toSorted()).toEqual([
      'clerk: 提醒：1 人的整改期限将届满（最早 2026-01-30），还没有提交整改材料。',
      'office: 提醒：1 人的整改期限将届满（最早 2026-01-30），还没有提交整改材料。',
      'office: 提醒：1 人的暂缓将到期（最早 2026-01-30），到期后应再次联审。',
    ])
    // The one of the 29th: on the day before, on it, on the day after; the others each a working day later.
    await day('2026-01-28')
    expect(await letters()).toHaveLength(1)
    await day('2026-01-29')
    expect(await letters()).toHaveLength(4)
    await day('2026-01-30')
    expect(await letters()).toHaveLength(4)
    await day('2026-02-02')
    expect(await letters()).toHaveLength(3)
    const page = load((await office.get('/progress')).text)
    expect(page('.hint-panel a[href="/holds?outcome=held"]')).toHaveLength(1)
    expect(await db().outcome.findUniqueOrThrow({ where: { id } })).toMatchObject({ state: 'approved' })
  })
})
