import type { Translate } from '../../locales/translate'
import type { Column, Row } from '../../lib/table'
import type { Candidate } from '../candidates.store'
import { valueInWords } from '../words.view'
import { mostAtOnce } from './many'

/** Before a step for many: exactly whom it is for, how many it is not for, and what it will do. */
export function manyPage(given: {
  people: Candidate[]
  leftOut: number
  act: 'submit' | 'pass'
  back: string
  changed: boolean
  full: boolean
  t: Translate
  lang: string
}) {
  const { people, leftOut, act, back, changed, full, t, lang } = given
  const [noun, words] = act === 'submit' ? ['submissions', 'draft'] : ['screenings', 'submitted']
  const count = people.length
  return {
    title: t(`candidates:many.${words}.title`, { count }),
    breadcrumbs: [{ label: t('candidates:list.title'), href: back }],
    problems: changed ? [{ field: '', text: t('candidates:many.changed') }] : [],
    text: t(`candidates:many.${words}.text`, { count }),
    notes: [
      ...(leftOut ? [t('candidates:many.leftOut', { count: leftOut })] : []),
      ...(full ? [t('candidates:many.most', { most: mostAtOnce })] : []),
    ],
    action: `/candidates/${noun}`,
    button: t(`candidates:many.${words}.button`, { count }),
    cancel: back,
    ids: people.map(({ id }) => id),
    table: {
      caption: t('candidates:list.caption'),
      columns: columns(t),
      rows: people.map((one) => rowOf(one, t, lang)),
    },
  }
}

function columns(t: Translate): Column<'name' | 'team' | 'position'>[] {
  return (['name', 'team', 'position'] as const).map((key) => ({ key, label: t(`candidates:column.${key}`) }))
}

function rowOf({ id, name, team, position }: Candidate, t: Translate, lang: string): Row<'name' | 'team' | 'position'> {
  const place = { text: team }
  return {
    cells: {
      name: { text: name, href: `/candidates/${id}` },
      team: place,
      position: { text: valueInWords('position', position, t, lang) },
    },
  }
}
