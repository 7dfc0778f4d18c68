import { say, type Translate } from '../../locales/translate'
import type { Form } from '../../web/pages/form'
import type { Problem } from '../../web/pages/page'
import { settingsCrumbs, type Cell, type Table } from '../settings-form.view'
import type { PlannedTeam } from './team-plan'
import { teamHeadings, type ReadTeamRow } from './team-sheet'

const shownRows = 500

export function importPage(t: Translate, problems?: Problem[]) {
  const headings = Object.values(teamHeadings).join(t('shell:listComma'))
  const form: Form = {
    action: '/settings/import',
    button: t('organisations:import.preview'),
    cancel: '/settings/townships',
    upload: true,
    fields: [
      {
        as: 'field',
        name: 'file',
        type: 'file',
        label: t('organisations:import.file'),
        help: t('organisations:import.fileHelp', { headings }),
        accept: '.xlsx,.csv',
      },
    ],
  }
  return {
    title: t('organisations:import.title'),
    breadcrumbs: importCrumbs(t),
    actions: [{ label: t('organisations:import.sample'), href: '/settings/import/sample' }],
    problems,
    form,
  }
}

/** One row of the sheet with what taking it would do; a row with problems is not taken. */
export type PreviewedTeam = { read: ReadTeamRow; planned: PlannedTeam }

export function isGood({ read, planned }: PreviewedTeam): boolean {
  return read.problems.length === 0 && planned.problem === null
}

/** `packed` holds the good rows, for the form that takes them. */
export function previewPage(t: Translate, fileName: string, rows: PreviewedTeam[], packed: string) {
  const good = rows.filter(isGood)
  const bad = rows.length - good.length
  const count = (effect: PlannedTeam['effect']) => good.filter(({ planned }) => planned.effect === effect).length
  const changing = count('new') + count('changed')
  return {
    title: t('organisations:import.previewTitle'),
    lead: fileName,
    breadcrumbs: importCrumbs(t, { label: t('organisations:import.title'), href: '/settings/import' }),
    summary: [
      { label: t('organisations:import.rows'), text: String(rows.length) },
      { label: t('organisations:effect.new'), text: String(count('new')) },
      { label: t('organisations:effect.changed'), text: String(count('changed')) },
      { label: t('organisations:effect.same'), text: String(count('same')) },
      { label: t('organisations:effect.wrong'), text: String(bad), strong: bad > 0 },
    ],
    nothing: changing === 0 ? t(bad > 0 ? 'organisations:import.noneGood' : 'organisations:import.nothingNew') : '',
    someBad: bad > 0 ? t('organisations:import.someBad', { bad, good: good.length }) : '',
    button: t(bad > 0 ? 'organisations:import.takeGood' : 'organisations:import.takeAll', { count: good.length }),
    packed,
    more: rows.length > shownRows ? t('organisations:import.more', { shown: shownRows, total: rows.length }) : '',
    table: previewTable(t, rows),
  }
}

/** Rows with problems first: they are what the office must look at. */
function previewTable(t: Translate, rows: PreviewedTeam[]): Table {
  const columns = ['row', 'township', 'team', 'kind', 'code', 'seats', 'effect'].map((name) => ({
    label: t(`organisations:column.${name}`),
    number: name === 'row' || name === 'seats',
  }))
  const ordered = [...rows.filter((row) => !isGood(row)), ...rows.filter(isGood)].slice(0, shownRows)
  return { caption: t('organisations:import.previewTitle'), columns, rows: ordered.map((row) => cellsOf(t, row)) }
}

function cellsOf(t: Translate, row: PreviewedTeam): Table['rows'][number] {
  const { team, township } = row.planned
  return [
    { text: String(row.read.row), number: true },
    { text: township },
    { text: team.name },
    { text: t(`organisations:kind.${team.kind}`) },
    { text: team.code ?? '' },
    { text: team.seats === null ? '' : String(team.seats), number: true },
    effectOf(t, row),
  ]
}

function effectOf(t: Translate, { read, planned }: PreviewedTeam): Cell {
  const problems = read.problems.map(({ column, message }) =>
    t('organisations:import.inColumn', { column, text: say(t, message) }),
  )
  if (planned.problem) problems.push(say(t, planned.problem))
  if (problems.length > 0) return { problem: problems.join(' ') }
  if (planned.effect === 'same') return { status: { text: t('organisations:effect.same'), tone: 'waiting' } }
  if (planned.effect === 'new') return { status: { text: t('organisations:effect.new'), tone: 'clear' } }
  const fields = planned.changes.map((field) => t(`organisations:column.${field}`)).join(t('shell:listComma'))
  return { status: { text: t('organisations:effect.changes', { fields }), tone: 'hold' } }
}

function importCrumbs(t: Translate, ...more: { label: string; href: string }[]) {
  return settingsCrumbs(t, { label: t('organisations:townships.title'), href: '/settings/townships' }, ...more)
}
