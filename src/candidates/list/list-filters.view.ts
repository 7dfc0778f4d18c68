import type { Translate } from '../../locales/translate'
import { standingWords } from '../../standings/status'
import type { ListFilter } from './list'
import type { ListInput } from './list.view'
import { standingStatusOf } from '../stage.view'
import { seesStandings } from '../candidate.policy'
import { structureFlags } from '../structure/structure'
import { shownStages } from '../transitions'

/**
 * The selects over the list, as locals of views/components/filters; what is not offered as a choice goes along hidden.
 * Villages are offered once there is a township: a county's hundreds would be a list that nobody reads.
 */
export function filterFields(input: ListInput) {
  const { actor, filter, townships, teams, t } = input
  const placed = filter.team && !teams.length
  const hidden = ([...carried, ...(placed ? (['team'] as const) : [])] as const).filter((name) => filter[name])
  return [
    ...hidden.map((name) => ({ as: 'hidden', name, value: filter[name], label: labelOf(name, t) })),
    ...(actor.townshipId ? [] : [select('township', filter, named(townships), t)]),
    ...(teams.length ? [select('team', filter, named(teams), t)] : []),
    select(
      'stage',
      filter,
      optionsOf(shownStages, (stage) => t(`candidates:stage.${stage}`)),
      t,
    ),
    ...(seesStandings(actor)
      ? [
          select(
            'standing',
            filter,
            optionsOf(standingWords, (word) => standingStatusOf(word, t).text),
            t,
          ),
        ]
      : []),
    ...(actor.role === 'observer'
      ? []
      : [
          select(
            'flag',
            filter,
            optionsOf(structureFlags, (flag) => t(`candidates:flag.${flag}.long`)),
            t,
          ),
        ]),
  ]
}

/** A search is said in words on the sheet; whose opinion, which move and which round stand in the page's lead. */
function labelOf(name: string, t: Translate): string | undefined {
  return name === 'q' ? t('candidates:search.words') : undefined
}

/** Whether the list shows less than everybody. */
export function isFiltered({ sort: _sort, page: _page, cycle: _cycle, ...filter }: ListFilter): boolean {
  return Object.values(filter).some(Boolean)
}

const carried = ['cycle', 'round', 'waiting', 'signed', 'milestone', 'move', 'from', 'to', 'q', 'sort'] as const

type Option = { value: string; label: string }

function select(
  name: 'township' | 'team' | 'stage' | 'standing' | 'flag',
  filter: ListFilter,
  options: Option[],
  t: Translate,
) {
  const empty = t('candidates:filter.all')
  return { as: 'select', name, label: t(`candidates:filter.${name}`), value: filter[name], options, empty }
}

function named(places: { id: string; name: string }[]): Option[] {
  return places.map(({ id, name }) => ({ value: id, label: name }))
}

function optionsOf<W extends string>(words: readonly W[], label: (word: W) => string): Option[] {
  return words.map((word) => ({ value: word, label: label(word) }))
}
