import { groupBy } from '../../lib/group'
import type { Translate } from '../../locales/translate'
import { peopleHref } from '../people-link'
import { type MapColumn, type MapRow, totalsOf, wholeMap } from './map.view'
import type { TeamCount } from './township-map.store'
import { shownStages, type ShownStage } from '../../candidates/transitions'

/** A township: its villages and communities × the stages that townships know. */
export function townshipMap(counts: TeamCount[], t: Translate) {
  const columns = shownStages.map((stage): MapColumn => ({ label: t(`candidates:stage.${stage}`), tone: tones[stage] }))
  const rows = [...groupBy(counts, (count) => count.teamId)].map(([team, own]): MapRow => ({
    name: own[0]!.team,
    all: { people: sum(own), href: peopleHref({ team }) },
    cells: shownStages.map((stage) => ({
      people: sum(own.filter((count) => count.stage === stage)),
      href: peopleHref({ team, stage }),
    })),
  }))
  const totals = totalsOf(rows, columns.length).map((people, at) => ({
    people,
    href: peopleHref({ stage: shownStages[at]! }),
  }))
  const all = { people: sum(counts), href: peopleHref({}) }
  return wholeMap(columns, rows, { name: t('progress:map.total'), all, cells: totals })
}

const tones: Record<ShownStage, MapColumn['tone']> = {
  draft: 'waiting',
  submitted: 'waiting',
  returned: 'hold',
  not_recommended: 'plain',
  passed: 'waiting',
  in_review: 'accent',
  sent_back: 'hold',
  decided: 'clear',
  withdrawn: 'plain',
}

function sum(counts: TeamCount[]): number {
  return counts.reduce((total, { people }) => total + people, 0)
}
