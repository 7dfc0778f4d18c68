import { load } from 'cheerio'
import ExcelJS from 'exceljs'
import { actorIn } from './county'
import { pdf } from './documents'
import { formIn } from './forms'
import { about, csv, sanctionHeading } from './ledgers'
import type { World } from './review-world'
import { opinionCell } from './opinion-cell'

type Fields = Record<string, string | string[]>
export type Who = 'reviewer' | 'second' | 'signatory'

/** What came back of an act or a page: as text, as bytes, and where it leads. */
export type Got = { html: string; bytes: Buffer; to: string }

/** Asks in one world and keeps each answer for the comparison; an act that is refused is a mistake of the test. */
export type Hand = {
  read(who: Who, path: string): Promise<Got>
  send(who: Who, path: string, fields: Fields): Promise<Got>
  upload(who: Who, path: string, file: { name: string; bytes: Buffer }, fields?: Record<string, string>): Promise<Got>
}

/** Every act that a department can take on its own records, each of them taken; the pages that they lead to are read. */
export async function everyAct(hand: Hand, world: World): Promise<void> {
  await proofs(hand, world)
  await hit(hand)
  await together(hand, world)
  await ledger(hand)
  await packet(hand, world)
  await asides(hand, world)
  await split(hand, world)
  await signatures(hand, world)
}

/** 公安's review of the n-th person in the second round. */
function mine({ deps, county }: World, n: number) {
  const where = { departmentId: county.departments['police']!, candidateId: county.candidates[n]!.id, pass: 0 }
  return deps.db.review.findFirstOrThrow({ where: { ...where, round: { number: 2 } } })
}

/** What stays attached would stand in the digest of what is signed by an id that is chance: both are taken away again. */
async function proofs(hand: Hand, world: World): Promise<void> {
  const { id } = await mine(world, 2)
  const attached = { name: '补充材料.pdf', bytes: pdf('补充') }
  await hand.upload('reviewer', `/evidence/review/${id}`, attached, { item: 'N12' })
  const desk = await hand.read('reviewer', `/reviews/${id}`)
  const { fields } = formIn(desk.html, 'form[data-answers]')
  const also = { name: '当场所附.pdf', bytes: pdf('当场') }
  await hand.upload('reviewer', `/reviews/${id}/papers`, also, { ...(fields as Record<string, string>), item: 'N12' })
  for (const { name: fileName } of [attached, also]) {
    const link = await world.deps.db.evidenceLink.findFirstOrThrow({ where: { fileName } })
    await hand.read('reviewer', `/evidence/${link.id}`)
    await hand.send('reviewer', `/evidence/${link.id}/removal`, { why: '传错了' })
  }
  await hand.read('reviewer', `/reviews/${id}`)
}

/** Whoever has an open hit is answered alone; so it is looked at first. */
async function hit(hand: Hand): Promise<void> {
  const list = load((await hand.read('reviewer', '/ledgers/hits?state=open')).html)
  const href = list('main a[href^="/ledgers/hits/"]:contains("云川1")').attr('href')!
  const { action, fields } = formIn((await hand.read('reviewer', href)).html, 'form[data-decision]')
  await hand.send('reviewer', action, { ...fields, decision: 'not_same', words: '户籍核对不是同一人' })
  await hand.read('reviewer', href)
}

/** One row of a person's name and birth, and one that only the name meets. */
async function ledger(hand: Hand): Promise<void> {
  const rows = ['1975-03-12', '1980-07-01'].map((born, n) => [`云川${n + 3}`, '', born, '', '警告', '2024-06'])
  const bytes = csv(sanctionHeading, ...rows)
  const { to } = await hand.upload('reviewer', '/ledgers/imports', { name: '台账.csv', bytes }, about)
  const { action, fields } = formIn((await hand.read('reviewer', to)).html, `form[action="${to}/taking"]`)
  const taken = await hand.send('reviewer', action, fields)
  await hand.read('reviewer', taken.to)
  const page = load((await hand.read('reviewer', '/ledgers/hits/namesakes')).html)
  const boxes = page('[name=hits]').map((_, box) => String(page(box).val()))
  await hand.send('reviewer', '/ledgers/hits/namesakes', { hits: boxes.get(), words: '出生日期不同' })
}

/** The first person is answered at the desk while the workbook is out, and otherwise in the workbook. */
async function packet(hand: Hand, world: World): Promise<void> {
  const review = await mine(world, 0)
  const made = await hand.send('reviewer', `/reviews/packets/out/${review.roundId}`, {})
  await hand.read('reviewer', made.to)
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.load((await hand.read('reviewer', `${made.to}/workbook`)).bytes as unknown as ArrayBuffer)
  opinionCell(workbook, '云川1', 'N12').value = '核查'
  await hand.send('reviewer', `/reviews/${review.id}/draft`, { version: String(review.version), 'N12.answer': 'none' })
  const file = { name: '联审意见表.xlsx', bytes: Buffer.from(await workbook.xlsx.writeBuffer()) }
  const { to } = await hand.upload('reviewer', '/reviews/packets', file)
  await hand.read('reviewer', to)
  const chosen = { [`choice.${review.id}.N12`]: 'workbook', [`version.${review.id}`]: String(review.version + 1) }
  await hand.send('reviewer', `${to}/choices`, { ...chosen, page: '1' })
  await hand.read('reviewer', to)
  await hand.send('reviewer', `${to}/taking`, {})
  await hand.read('reviewer', to)
}

async function together(hand: Hand, world: World): Promise<void> {
  const { roundId } = await mine(world, 0)
  const basis = { source: '公安违法犯罪信息系统', consultedOn: '2026-01-09', method: 'system', ground: '' }
  const asked = { roundId, people: 'filter', show: 'all', items: 'N03', ...basis }
  const shown = await hand.send('reviewer', '/reviews/together/preview', asked)
  const { action, fields } = formIn(shown.html, 'form[action="/reviews/together"]')
  const { to } = await hand.send('reviewer', action, fields)
  await hand.read('reviewer', to)
  await hand.send('reviewer', `${to}/taking-back`, {})
  await hand.read('reviewer', to)
}

/** What is done beside answering: a file goes back, something became known, somebody keeps away. */
async function asides(hand: Hand, world: World): Promise<void> {
  const [open, signed, drafted] = [await mine(world, 0), await mine(world, 3), await mine(world, 4)]
  await hand.send('reviewer', `/reviews/${signed.id}/trigger`, { words: '新收到一份决定书' })
  await hand.send('second', `/reviews/${drafted.id}/recusal`, { words: '亲属' })
  await hand.send('reviewer', `/reviews/${open.id}/return`, { reason: 'papers', words: '缺承诺书' })
  await hand.read('reviewer', '/reviews?show=all')
}

async function split(hand: Hand, { county }: World): Promise<void> {
  const [first, second] = [actorIn(county, 'reviewer', 'police'), actorIn(county, 'reviewer', 'police', true)]
  const people = [first.accountId, second.accountId]
  const shown = await hand.send('signatory', '/reviews/split/preview', { way: 'evenly', people })
  const { action, fields } = formIn(shown.html, 'form[action="/reviews/split"]')
  await hand.send('signatory', action, fields)
  await hand.read('signatory', '/reviews?show=all')
  await hand.send('second', '/reviews/split/taking-over', { from: first.accountId })
  await hand.read('second', '/reviews?show=all')
}

async function signatures(hand: Hand, world: World): Promise<void> {
  const { accountId: deputyId } = actorIn(world.county, 'reviewer', 'police', true)
  const away = { deputyId, fromOn: '2026-01-12', untilOn: '2026-01-14', words: '外出开会' }
  await hand.send('signatory', '/deputies', away)
  const { id } = await world.deps.db.deputyship.findFirstOrThrow({ where: { deputyId } })
  await hand.read('signatory', '/deputies')
  await hand.send('signatory', `/deputies/${id}/ending`, {})
  const flagged = await mine(world, 4)
  for (const one of [await mine(world, 2), flagged]) await hand.read('signatory', `/reviews/${one.id}`)
  const shown = await hand.send('signatory', '/reviews/signing/preview', { all: 'yes' })
  const { fields } = formIn(shown.html, 'form[action="/reviews/signing"]')
  await hand.send('signatory', `/reviews/${flagged.id}/send-back`, {
    version: String(flagged.version),
    words: '请核实',
  })
  const review = [fields['review'] ?? []].flat().filter((one) => one !== flagged.id)
  const rest = await hand.send('signatory', '/reviews/signing/preview', { review })
  const { action, fields: signing } = formIn(rest.html, 'form[action="/reviews/signing"]')
  await hand.send('signatory', action, signing)
  await hand.read('signatory', '/reviews?show=all')
}
