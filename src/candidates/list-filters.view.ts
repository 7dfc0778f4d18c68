import { standingWords } from '../standings/status'
import type { Translate } from '../locales/translate'
import type { ListFilter } from './list.form'
import type { ListInput } from './list.view'
import { seesStandings, standingStatusOf } from './stage.view'
import { structureFlags } from './structure'
import { stages } from './transitions'

/** The selects over the list, as locals of views/components/filters; what is not offered as a choice goes along hidden. */
export function filterFields({ actor, filter, townships, teams, t }: ListInput) {
  const ofTownship = teams.filter((team) => !filter.township || team.townshipId === filter.township)
  const choice = (name: string, value: string | null, options: { value: string; label: string }[]) => {
    return {
      as: 'select',
      name,
      label: t(`candidates:filter.${name}`),
      value,
      options,
      empty: t('candidates:filter.all'),
    }
  }
  const places = ofTownship.map(({ id, name }) => ({ value: id, label: name }))
  const hidden = (['cycle', 'round', 'waiting', 'q', 'sort'] as const).filter((name) => filter[name])
  return [
    ...hidden.map((name) => ({ as: 'hidden', name, value: filter[name] })),
    ...(actor.townshipId
      ? []
      : [
          choice(
            'township',
            filter.township,
            townships.map((one) => ({ value: one.id, label: one.name })),
          ),
        ]),
    choice('team', filter.team, places),
    choice(
      'stage',
      filter.stage,
      stages.map((stage) => ({ value: stage, label: t(`candidates:stage.${stage}`) })),
    ),
    ...(seesStandings(actor) ? [choice('standing', filter.standing, standingOptions(t))] : []),
    ...(actor.role === 'observer' ? [] : [choice('flag', filter.flag, flagOptions(t))]),
  ]
}

function standingOptions(t: Translate) {
  return standingWords.map((word) => ({ value: word, label: standingStatusOf(word, t).text }))
}

function flagOptions(t: Translate) {
  return structureFlags.map((flag) => ({ value: flag, label: t(`candidates:flag.${flag}.long`) }))
}

export function isFiltered({ sort: _sort, page: _page, cycle: _cycle, ...filter }: ListFilter): boolean {
  return Object.values(filter).some(Boolean)
}
