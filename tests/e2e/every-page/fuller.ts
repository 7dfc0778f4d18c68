import { load } from 'cheerio'
import type { Role } from '../../../src/accounts/role'
import { type Browser, signedIn } from '../../support/accounts'
import type { TestApp } from '../../support/app'
import { idNumberOf } from '../../support/county'
import { pdf } from '../../support/documents'
import { formIn, sendForm } from '../../support/forms'
import { wholeBody } from '../../support/whole-body'
import { comparedLedger, returnedWorkbook, togetherAct } from './fuller-desk'

/** Where else somebody begins, by user name: pages that no link on the first record of a list leads to. */
export type Starts = Record<string, string[]>

/** Does in the demo what its story leaves out, so that no page is empty or out of reach. */
export async function fillUp(world: TestApp): Promise<Starts> {
  const { db } = world.deps
  const as = (username: string) => userOf(world, username)
  const [office, clerk, reviewer] = [await as('office'), await as('clerk1'), await as('reviewer.discipline')]
  const draft = await enteredFile(world, clerk)
  const { id: trigger } = await objection(world, office)
  await office.post('/own-lists', { list: 'candidates', address: '/candidates?stage=draft', name: '待补正' })
  const signed = await db.review.findFirstOrThrow({
    where: { department: { key: 'discipline' }, state: 'signed', candidate: { state: 'passed' } },
  })
  const outcome = await db.outcome.findFirstOrThrow({ where: { state: 'approved' } })
  return {
    office: [...(await meetings(world, office)), `/outcomes/${outcome.id}`, `/triggers/${trigger}`, '/find'],
    clerk1: [draft, await importPreview(clerk)],
    'reviewer.discipline': [await comparedLedger(world, reviewer), '/ledgers/hits', `/reviews/${signed.id}/trigger`],
    'reviewer.court': [await returnedWorkbook(world, await as('reviewer.court')), '/jobs'],
    'reviewer.natural_resources': [await togetherAct(await as('reviewer.natural_resources'))],
    nobody: ['/sign-in', '/styleguide', await invitation(await as('admin'))],
  }
}

/** One meeting with its minutes and what it lets the office propose, and one that only waits for its closing. */
async function meetings({ deps }: TestApp, office: Browser): Promise<string[]> {
  const metOn = deps.clock.today()
  const votes = { votesFor: '3', votesAgainst: '0', votesAbstained: '0', words: '逐人会商，意见一致（演示）' }
  const held = async (first: Record<string, string>) => {
    const meeting = (await office.post('/meetings', { metOn, place: '三楼会议室' }).expect(303)).headers['location']!
    await office.post(`${meeting}/attendance`, { others: '甲一、乙二、丙三' }).expect(303)
    const deliberationId = meeting.split('/').pop()!
    const items = await deps.db.agendaItem.findMany({ where: { deliberationId }, orderBy: { position: 'asc' } })
    for (const [place, { id, version }] of items.entries()) {
      const decided = { ...votes, ...(place < 2 ? first : { decision: 'postponed' }), version: String(version) }
      await office.post(`${meeting}/items/${id}`, decided).expect(303)
    }
    return meeting
  }
  const closed = await held({ decision: 'eligible_with_reasons' })
  await office.post(`${closed}/closing`, { documentNumber: '云换领纪〔2026〕9号', metOn, sure: 'yes' }).expect(303)
  return [closed, await held({ decision: 'postponed' })]
}

/** A file that waits for its papers, one of which the scanner has condemned. */
async function enteredFile({ deps }: TestApp, clerk: Browser): Promise<string> {
  const team = await deps.db.team.findFirstOrThrow({ where: { townshipId: clerk.actor.townshipId! } })
  const who = { teamId: team.id, name: '云试一', idNumber: idNumberOf(77), position: 'committee_member' }
  const sent = await sendForm(clerk, '/candidates/new', 'form[action="/candidates"]', who)
  const path = sent.headers['location']!
  const id = path.split('/').pop()!
  for (const label of ['推荐表', '身份证复印件'])
    await clerk.upload(`/evidence/candidate/${id}`, pdf(label), `${label}.pdf`, { label }).expect(303)
  const { evidenceId } = await deps.db.evidenceLink.findFirstOrThrow({ where: { recordId: id } })
  await deps.db.evidence.update({
    where: { id: evidenceId },
    data: { state: 'refused', finding: 'Eicar-Test-Signature', scannedAt: deps.clock.now() },
  })
  return path
}

/** Somebody has written a letter about a person who is being looked at. */
async function objection({ deps }: TestApp, office: Browser) {
  const { candidateId } = await deps.db.standing.findFirstOrThrow({ where: { standing: 'clear' } })
  const told = { kind: 'objection', departmentId: '', words: '来信反映其违规占用集体土地', source: '信访〔2026〕7号' }
  await office.post(`/candidates/${candidateId}/triggers`, { ...told, reportedOn: '2026-01-09' }).expect(303)
  return deps.db.trigger.findFirstOrThrow({ where: { candidateId } })
}

/** The sample that the import offers, handed in as it is. */
async function importPreview(clerk: Browser): Promise<string> {
  const { body } = await clerk.get('/candidates/import/sample').buffer(true).parse(wholeBody)
  const sent = await clerk.upload('/candidates/imports', body as Buffer, '名单.xlsx').expect(303)
  return sent.headers['location']!
}

/** Ends round one and sends out one that looks at a whole township again: nearly all of it is carried. Gives its page. */
export async function nextRound(world: TestApp): Promise<string> {
  const office = await userOf(world, 'office')
  const { id } = await world.deps.db.round.findFirstOrThrow()
  await sendForm(office, `/rounds/${id}/closing`, 'form[action$="/closing"]')
  const { id: townshipId } = await world.deps.db.township.findFirstOrThrow({ orderBy: { position: 'asc' } })
  const all = { which: 'everyone', townshipId }
  const preview = await sendForm(office, '/rounds/new', 'form[action="/rounds/preview"]', all)
  const { action, fields } = formIn(preview.text, 'form[action="/rounds"]')
  return (await office.post(action, fields).expect(303)).headers['location']!
}

async function userOf(world: TestApp, username: string): Promise<Browser> {
  const { id, role, ...account } = await world.deps.db.account.findUniqueOrThrow({ where: { username } })
  return signedIn(world, { ...account, accountId: id, role: role as Role, address: '127.0.0.1', requestId: 'test' })
}

/** The one-time link of a new account. */
async function invitation(admin: Browser): Promise<string> {
  const who = { username: 'guest', name: '来宾', role: 'observer' }
  const made = await sendForm(admin, '/accounts/new', 'form[action="/accounts"]', who)
  const html = made.status === 303 ? (await admin.get(made.headers['location']!)).text : made.text
  return new URL(load(html)('code').first().text()).pathname
}
