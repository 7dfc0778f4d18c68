import type { Actor } from '../../src/accounts/actor'
import { criteriaOfCycle } from '../../src/criteria/criteria.store'
import { addWorkingDays } from '../../src/cycles/calendar/working-days'
import { readCalendar } from '../../src/cycles/calendar/calendar.store'
import { defaultLanguage, translator } from '../../src/locales/translate'
import { openReReview } from '../../src/outcomes/notices/answers.actions'
import { listDesk, type DeskLine } from '../../src/outcomes/notices/desk/desk.store'
import { issueNotice } from '../../src/outcomes/notices/issue/issue.actions'
import { findNotice } from '../../src/outcomes/notices/notices.store'
import { replyToNotice, serveNotice, stopClock, waiveReply } from '../../src/outcomes/notices/steps.actions'
import type { Cast } from './cast'
import type { Story } from './story'

const notices = 14
/** How many of them the township has not handed over yet. */
const waiting = 3

/** 告知: some of those struck off are told; a few reply, one waives, one cannot be reached, one is looked at again. */
export async function tellThem(story: Story, cast: Cast, cycleId: string): Promise<void> {
  const { deps } = story
  story.minutes(30)
  const untold = await listDesk(
    deps.db,
    { kind: 'county' },
    { cycleId, today: deps.clock.today(), desk: 'untold', sort: 'clock' },
    { skip: 0, take: notices },
  )
  const told: string[] = []
  for (const [place, line] of untold.entries()) told.push(await issue(story, cast, cycleId, line, place + 1))
  story.minutes(40)
  for (const id of told.slice(waiting)) await serve(story, cast, id)
  story.minutes(60)
  const [waived, stopped, ...replying] = told.slice(waiting)
  const today = deps.clock.today()
  await waiveReply(deps, ...(await by(story, cast, waived!)), {
    ...(await seen(story, cast, waived!)),
    day: today,
    words: '',
  })
  const reason = { day: today, words: '本人住院，家属来电说明。' }
  await stopClock(deps, cast.office, stopped!, { ...(await seen(story, cast, stopped!)), ...reason })
  for (const id of replying.slice(0, 3)) {
    const words = '所述情形与事实不符，已附相关证明，申请复核。'
    await replyToNotice(deps, ...(await by(story, cast, id)), { ...(await seen(story, cast, id)), day: today, words })
  }
  story.minutes(20)
  await lookAgain(story, cast, replying[0]!)
}

async function issue({ deps }: Story, cast: Cast, cycleId: string, line: DeskLine, number: number): Promise<string> {
  const t = translator(defaultLanguage)
  const criteria = (await criteriaOfCycle(deps.db, cycleId))!
  const words = (key: string) =>
    line.groundItems
      .map((code) => {
        const text = criteria.items.find((item) => item.code === code)?.text ?? ''
        return t(key, { code, text })
      })
      .join('\n')
  return issueNotice(deps, cast.office, {
    outcomeId: line.outcomeId,
    text: {
      documentNumber: `云换领告〔${deps.clock.today().slice(0, 4)}〕${number}号`,
      gist: words('notices:standard.gist'),
      basis: words('notices:standard.basis'),
      wayToReply: t('notices:standard.wayToReply', { days: 3 }),
    },
    confirmed: true,
    served: null,
  })
}

async function serve(story: Story, cast: Cast, id: string): Promise<void> {
  const command = { ...(await seen(story, cast, id)), servedOn: story.deps.clock.today(), servedHow: 'direct' as const }
  await serveNotice(story.deps, ...(await by(story, cast, id)), { ...command, words: '' })
}

async function lookAgain(story: Story, cast: Cast, id: string): Promise<void> {
  const { deps } = story
  const day = addWorkingDays(deps.clock.today(), 3, await readCalendar(deps.db))
  const words = '当事人称判决已经撤销，请核对。'
  await openReReview(deps, cast.office, id, { ...(await seen(story, cast, id)), day, words })
}

/** The clerk of the person's township, and the notice. */
async function by({ deps }: Story, cast: Cast, id: string): Promise<[Actor, string]> {
  const notice = (await findNotice(deps.db, cast.office, id))!
  return [cast.clerk(notice.townshipId), id]
}

async function seen({ deps }: Story, cast: Cast, id: string): Promise<{ version: number }> {
  return { version: (await findNotice(deps.db, cast.office, id))!.version }
}
