import { say, type Translate } from '../../locales/translate'
import type { Cell, Table } from '../../organisations/settings-form.view'
import type { Form, FormField } from '../../web/pages/form'
import type { Problem } from '../../web/pages/page'
import { crumbs } from '../accounts.view'
import type { PlannedAccount } from './account-plan.form'
import { accountColumns, accountHeading } from './account-sheet'

export function importPage(t: Translate, problems?: Problem[]) {
  const headings = accountColumns.map((column) => accountHeading(t, column)).join(t('shell:listComma'))
  const help = t('accounts:import.fileHelp', { headings })
  const file: FormField = {
    as: 'field',
    name: 'file',
    type: 'file',
    label: t('accounts:import.file'),
    help,
    accept: '.xlsx,.csv',
  }
  const form: Form = {
    action: '/accounts/import',
    button: t('accounts:import.preview'),
    cancel: '/accounts',
    upload: true,
    fields: [file],
  }
  const actions = [{ label: t('accounts:import.sample'), href: '/accounts/import/sample' }]
  return {
    title: t('accounts:import.title'),
    lead: t('accounts:import.lead'),
    breadcrumbs: crumbs(t),
    actions,
    problems,
    form,
  }
}

/** What a list would make, its problems first; `packed` holds the rows that can be taken. */
export function previewPage(t: Translate, fileName: string, plan: PlannedAccount[], packed: string) {
  const count = (effect: PlannedAccount['effect']) => plan.filter((one) => one.effect === effect).length
  const [fresh, bad] = [count('new'), count('wrong')]
  return {
    title: t('accounts:import.previewTitle'),
    lead: fileName,
    breadcrumbs: [...crumbs(t), { label: t('accounts:import.title'), href: '/accounts/import' }],
    summary: (['new', 'there', 'wrong'] as const).map((effect) => ({
      label: t(`accounts:import.effect.${effect}`),
      text: String(count(effect)),
      strong: effect === 'wrong' && bad > 0,
    })),
    nothing: fresh === 0 ? t('accounts:import.nothing') : '',
    someBad: bad > 0 ? t('accounts:import.someBad', { bad }) : '',
    button: t('accounts:import.take', { count: fresh }),
    packed,
    table: tableOf(t, plan),
  }
}

function tableOf(t: Translate, plan: PlannedAccount[]): Table {
  const ordered = [
    ...plan.filter(({ effect }) => effect === 'wrong'),
    ...plan.filter(({ effect }) => effect !== 'wrong'),
  ]
  const columns = [
    { label: t('accounts:import.row'), number: true },
    ...accountColumns.map((column) => ({ label: accountHeading(t, column) })),
    { label: t('accounts:import.effectHead') },
  ]
  return { caption: t('accounts:import.previewTitle'), columns, rows: ordered.map((one) => cellsOf(t, one)) }
}

function cellsOf(t: Translate, { row, effect, problems }: PlannedAccount): Cell[] {
  const last: Cell =
    effect === 'wrong'
      ? { problem: problems.map((problem) => say(t, problem)).join(' ') }
      : { status: { text: t(`accounts:import.effect.${effect}`), tone: effect === 'new' ? 'clear' : 'waiting' } }
  return [{ text: String(row.row), number: true }, ...accountColumns.map((column) => ({ text: row[column] })), last]
}
