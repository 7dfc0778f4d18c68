import type { Actor } from '../../src/accounts/actor'
import { chooseCriteria } from '../../src/criteria/criteria.actions'
import { loadPreset } from '../../src/criteria/presets'
import { startYear, takePublicYear } from '../../src/cycles/calendar/calendar.actions'
import { createCycle, moveCycle } from '../../src/cycles/cycles.actions'
import { findPublicYear } from '../../src/cycles/calendar/public-holidays'
import { addMonths, addYears, type Day } from '../../src/lib/day'
import { seenOf } from '../../src/lib/stale'
import { unnamedCounty } from '../../src/organisations/organisation'
import { departmentRosters } from '../../src/organisations/departments/departments-preset'
import { takeRoster } from '../../src/organisations/departments/departments.actions'
import { nameCounty } from '../../src/organisations/organisations.actions'
import { takeTeams } from '../../src/organisations/team-list/teams-import.actions'
import { castAll, castOffice, type Cast } from './cast'
import { county, teamRows } from './places'
import { type Story, yearsOf } from './story'

/** The office names the county, its places, departments, holidays, cycle and negative list. Gives who acts, and the cycle. */
export async function prepareCounty(story: Story, today: Day): Promise<{ cast: Cast; cycleId: string }> {
  const { deps } = story
  const { admin, office } = await castOffice(deps)
  story.minutes(20)
  await nameCounty(deps, office, { ...county, seen: seenOf(unnamedCounty) })
  await takeTeams(deps, office, teamRows())
  await takeRoster(deps, office, 'thirteen')
  await enterCalendar(story, office, today)
  story.minutes(60)
  const cast = await castAll(deps, admin, office)
  story.minutes(60)
  return { cast, cycleId: await openCycle(story, office, today) }
}

/** A year whose holidays nobody has announced yet has weekends only: good enough for a county that does not exist. */
async function enterCalendar({ deps }: Story, office: Actor, today: Day): Promise<void> {
  for (const year of yearsOf(today)) await (findPublicYear(year) ? takePublicYear : startYear)(deps, office, year)
}

async function openCycle({ deps }: Story, office: Actor, today: Day): Promise<string> {
  const startsOn = `${addMonths(today, -2).slice(0, 7)}-01`
  const cycleId = await createCycle(deps, office, {
    name: `${startsOn.slice(0, 4)} 年村（社区）“两委”换届`,
    startsOn,
    lastTermStart: addYears(startsOn, -5),
    dueWorkingDays: 3,
    reuseDays: 30,
    extensionWorkingDays: 2,
    replyWorkingDays: 3,
    holdReminderDays: 7,
    quorum: 3,
    minAge: 18,
    maxAge: 60,
    partyPostsNeedMembership: true,
    minEducation: '70',
    departments: [...departmentRosters.thirteen],
    seen: '',
  })
  await chooseCriteria(deps, office, cycleId, loadPreset('main20'), 'preset')
  await moveCycle(deps, office, cycleId, 'open')
  return cycleId
}
