import { type Milestone, milestones } from '../../candidates/list/milestone'
import type { countMilestones } from '../../candidates/list/milestones.store'
import { groupBy } from '../../lib/group'
import type { Translate } from '../../locales/translate'
import type { LinkTo } from '../people-link'
import { type MapColumn, type MapRow, totalsOf, wholeMap } from './map.view'

type Counts = Awaited<ReturnType<typeof countMilestones>>

/** The county: townships × milestones. */
export function countyMap(counts: Counts, link: LinkTo, t: Translate) {
  const columns = milestones.map((milestone): MapColumn => {
    return { label: t(`candidates:milestone.${milestone}`), tone: tones[milestone] }
  })
  const rows = [...groupBy(counts, (count) => count.townshipId)].map(([township, own]): MapRow => ({
    name: own[0]!.township,
    all: { people: sum(own), href: link({ township }) },
    cells: milestones.map((milestone) => ({
      people: sum(own.filter((count) => count.milestone === milestone)),
      href: link({ township, milestone }),
    })),
  }))
  const totals = totalsOf(rows, columns.length).map((people, at) => ({
    people,
    href: link({ milestone: milestones[at]! }),
  }))
  return wholeMap(columns, rows, {
    name: t('progress:map.total'),
    all: { people: sum(counts), href: link({}) },
    cells: totals,
  })
}

/** How many of the county stand at a milestone. */
export function peopleAt(counts: Counts, milestone: Milestone): number {
  return sum(counts.filter((count) => count.milestone === milestone))
}

/** Grey before the review, blue on its way, green where it ends. */
const tones: Record<Milestone, MapColumn['tone']> = {
  draft: 'waiting',
  submitted: 'waiting',
  correcting: 'hold',
  passed: 'waiting',
  in_review: 'accent',
  to_settle: 'hold',
  to_conclude: 'accent',
  proposed: 'accent',
  decided: 'clear',
  left: 'plain',
}

function sum(counts: Counts): number {
  return counts.reduce((total, { people }) => total + people, 0)
}
