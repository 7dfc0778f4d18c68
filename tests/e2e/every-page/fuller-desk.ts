import { openId } from '../../../src/candidates/id-seal'
import { workOnNext } from '../../../src/jobs/work.actions'
import { newId } from '../../../src/lib/ids'
import { jobKinds } from '../../../src/long-work'
import type { Browser } from '../../support/accounts'
import type { TestApp } from '../../support/app'
import { formIn, sendForm } from '../../support/forms'
import { wholeBody } from '../../support/whole-body'
import { filledIn } from '../journeys/packet-filling'
import { sanctionsLedger } from '../journeys/sanctions-ledger'

/** A register that was taken and compared, with hits and namesakes; gives the preview of its next version. */
export async function comparedLedger({ deps }: TestApp, reviewer: Browser): Promise<string> {
  const asked = await openReviews(deps, reviewer)
  const people = asked.map(({ candidate: { id, name, idCipher } }) => {
    return { name, idNumber: openId(deps.keys, idCipher, id) }
  })
  const about = { kind: 'sanctions', source: '县纪委案管室（演示）', asOf: '2026-01-09' }
  const handedIn = async (meant: typeof people) => {
    const file = sanctionsLedger(meant, people.slice(4), '2026-01-09')
    return (await reviewer.upload('/ledgers/imports', file, '受处分人员.csv', about).expect(303)).headers['location']!
  }
  const first = await handedIn(people.slice(0, 4))
  const taken = await sendForm(reviewer, first, 'form[action$="/taking"]')
  if (taken.status !== 303) throw new Error(`${first}: ${taken.status}`)
  return handedIn(people.slice(0, 2))
}

/** A workbook that went out and came back while two of its people were answered at the desk. */
export async function returnedWorkbook({ deps, setNow }: TestApp, reviewer: Browser): Promise<string> {
  const { db } = deps
  const round = await db.round.findFirstOrThrow()
  await reviewer.post(`/reviews/packets/out/${round.id}`).expect(303)
  await workOnNext(deps, jobKinds(deps), newId())
  const out = await db.packet.findFirstOrThrow({ where: { direction: 'out' } })
  const { body } = await reviewer.get(`/reviews/packets/${out.id}/workbook`).buffer(true).parse(wholeBody)
  setNow(new Date(deps.clock.now().getTime() + 600_000))
  for (const { id } of (await openReviews(deps, reviewer)).slice(0, 2)) {
    const { fields } = formIn((await reviewer.get(`/reviews/${id}`).expect(200)).text, 'form[data-answers]')
    const answered = Object.keys(fields).find((name) => name.endsWith('.answer')) ?? 'N03.answer'
    const first = { [answered]: 'pending' }
    await reviewer.post(`/reviews/${id}/draft`, { ...fields, ...first }).expect(303)
  }
  const file = await filledIn(body as Buffer)
  return (await reviewer.upload('/reviews/packets', file, '联审意见表.xlsx').expect(303)).headers['location']!
}

/** Everybody who is left, answered at once on one basis. */
export async function togetherAct(reviewer: Browser): Promise<string> {
  const basis = { source: '不动产登记系统（演示）', consultedOn: '2026-01-09', method: 'system', ground: '' }
  const { text } = await reviewer.get('/reviews/together').expect(200)
  const item = /name="items" value="(\w+)"/.exec(text)?.[1] ?? ''
  const chosen = { ...basis, items: item, people: 'filter' }
  const preview = await sendForm(reviewer, '/reviews/together', 'form[action$="/together/preview"]', chosen)
  const { action, fields } = formIn(preview.text, 'form[action="/reviews/together"]')
  const done = await reviewer.post(action, fields)
  if (done.status !== 303) throw new Error(`${action}: ${done.status}`)
  return done.headers['location']!
}

/** People whom this department has not begun to answer for. */
function openReviews({ db }: TestApp['deps'], { actor }: Browser) {
  return db.review.findMany({
    where: { departmentId: actor.departmentId!, state: 'unsigned', draftedAt: null, recheckId: null },
    include: { candidate: true },
    orderBy: { id: 'asc' },
    take: 7,
  })
}
