import { load, type CheerioAPI } from 'cheerio'
import { roles, type Role } from '../../src/accounts/role'
import { languages } from '../../src/locales/translate'
import { actorIn, makeCounty, type County } from '../support/county'
import { signedIn, type Browser } from '../support/accounts'
import { testApp, type TestApp } from '../support/app'
import { found, makeRound, plainly } from '../support/round'
import { firstOfEach, linksIn, recordsIn, variantOf } from '../support/walk'

let world: TestApp
let county: County

// A county half-way: every standing that a round can give, one outcome in force, one waiting, minutes.
beforeAll(async () => {
  world = await testApp()
  county = await makeCounty(world.deps.db, world.deps.keys, { candidates: 9 })
  const { candidateIds } = await makeRound(world.deps.db, county, {
    1: { court: { N03: found() }, organisation: { N07: found({ kind: 'admonition', effect: '2024-01-01' }) } },
    2: { petitions: { N12: found() } },
    3: { discipline: { N06: plainly('pending') } },
    4: { police: { N03: found() } },
    5: { police: 'unsigned' },
    6: { court: { N03: found() } },
  })
  await world.deps.db.candidate.update({ where: { id: candidateIds[7]! }, data: { state: 'draft' } })
  await world.deps.db.candidate.update({ where: { id: candidateIds[8]! }, data: { state: 'submitted' } })
  const office = await signedIn(world, actorIn(county, 'office'))
  const leader = await signedIn(world, actorIn(county, 'leading_group'))
  const bar = { standing: 'bar', candidateIds: candidateIds[1]!, outcome: 'ineligible', groundItems: 'N03' }
  await office.post('/outcomes', bar).expect(303)
  const { id } = await world.deps.db.outcome.findFirstOrThrow()
  await leader.post('/outcomes/approvals', { outcomeIds: id }).expect(303)
  await tellAndAnswer(office, leader, id)
  // One more is struck off, and not told yet.
  await office.post('/outcomes', { ...bar, candidateIds: candidateIds[6]! }).expect(303)
  const untold = await world.deps.db.outcome.findFirstOrThrow({ where: { state: 'proposed' } })
  await leader.post('/outcomes/approvals', { outcomeIds: untold.id }).expect(303)
  await office.post('/outcomes', { standing: 'clear', candidateIds: candidateIds[0]!, outcome: 'eligible' }).expect(303)
})
afterAll(() => world.close())

/** A notice, a reply and its answer, so that all three letters are there. */
async function tellAndAnswer(office: Browser, leader: Browser, outcomeId: string) {
  const text = { documentNumber: '示换领告〔2026〕1号', gist: '概要', basis: '依据', wayToReply: '三日内' }
  await office.post('/notices', { ...text, outcomeId, servedOn: '2026-01-10', servedHow: 'direct' }).expect(303)
  const { id } = await world.deps.db.notice.findFirstOrThrow()
  const step = async (browser: Browser, noun: string, fields: Record<string, string>) => {
    const { version } = await world.deps.db.notice.findUniqueOrThrow({ where: { id } })
    await browser.post(`/notices/${id}/${noun}`, { version: String(version), ...fields }).expect(303)
  }
  await step(office, 'reply', { day: '2026-01-10', words: '不服' })
  await step(office, 're-review', { day: '2026-01-20', words: '请复核' })
  await world.deps.db.recheck.updateMany({ data: { state: 'answered', closedAt: world.deps.clock.now() } })
  await step(leader, 'upholding', { documentNumber: '示换领复〔2026〕1号', words: '理由' })
}

jest.setTimeout(120_000)

describe.each(languages)('in %s', (lang) => {
  test.each(roles)('every page that %s can reach is whole', async (role) => {
    const seen = await walk(await signedIn(world, actorIn(county, role)), lang)
    expect(seen.problems).toEqual([])
    expect(seen.pages).toBeGreaterThanOrEqual(leastPages[role])
  })
})

/** So that a walk that stops at the door does not pass for one through the house. */
const leastPages: Record<Role, number> = {
  township_clerk: 8,
  township_lead: 5,
  reviewer: 6,
  signatory: 6,
  office: 25,
  leading_group: 8,
  observer: 4,
  system_admin: 5,
  security_admin: 4,
  auditor: 3,
}

/** Follows every link, a few records of each kind: pages that differ only by an id are one page. */
async function walk(browser: Browser, lang: string) {
  const waiting = ['/']
  const wanted = firstOfEach(variantOf, recordsIn(lang))
  const problems: string[] = []
  let pages = 0
  for (let path = waiting.shift(); path; path = waiting.shift()) {
    const answer = await browser.get(path).set('Accept-Language', lang)
    const next = answer.status === 303 ? [answer.headers['location']!] : []
    if (answer.status !== 200 && answer.status !== 303) problems.push(`${path}: ${answer.status}`)
    if (answer.status === 200 && answer.type === 'text/html') {
      pages += 1
      const page = load(answer.text)
      problems.push(...faultsOf(page, lang).map((fault) => `${path}: ${fault}`))
      next.push(...linksIn(page))
    }
    waiting.push(...next.filter(wanted))
  }
  return { pages, problems }
}

function faultsOf(page: CheerioAPI, lang: string): string[] {
  const count = (selector: string) => page(selector).length
  const labelled = new Set(
    page('label[for]')
      .toArray()
      .map((label) => label.attribs['for']),
  )
  const unlabelled = page('main input:not([type=hidden]), main select, main textarea')
    .toArray()
    .filter(({ attribs }) => !labelled.has(attribs['id']) && !attribs['aria-label'])
  const unsafe = page('form[method=post]')
    .toArray()
    .filter((form) => !page(form).find('[name=_csrf]').length)
  const ids = page('[id]')
    .toArray()
    .map((one) => one.attribs['id']!)
  const text = page('body').text()
  return [
    count('h1') === 1 ? '' : `${count('h1')} h1`,
    page('title').text().trim() ? '' : 'no title',
    page('html').attr('lang') === lang ? '' : 'wrong language',
    unlabelled.length ? `without a label: ${unlabelled.map((one) => one.attribs['name']).join()}` : '',
    unsafe.length ? 'a POST form without its token' : '',
    ids.length === new Set(ids).size
      ? ''
      : `an id twice: ${ids.filter((id, place) => ids.indexOf(id) !== place).join()}`,
    /\b[a-z]+:[a-z][A-Za-z]*\.[A-Za-z.]+/.exec(text)?.[0] ?? '',
    /\{\{.*?\}\}|undefined|\[object|NaN/.exec(text)?.[0] ?? '',
    /\b\d{17}[\dX]\b/.exec(text)?.[0] ?? '',
    count('table') === count('table caption') ? '' : 'a table without a caption',
  ].filter(Boolean)
}
