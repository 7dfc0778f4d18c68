import { minuteInChina } from '../../lib/clock'
import type { Day } from '../../lib/day'
import { departmentName } from '../../organisations/organisation'
import type { Form, Typed } from '../../web/pages/form'
import type { Problem } from '../../web/pages/page'
import type { Round } from '../round'
import type { Reader } from '../rounds.view'
import { chaseProblem, type DepartmentDue } from './due'

export function extensionPage(
  { t, lang }: Reader,
  { round, due, day }: { round: Round; due: DepartmentDue; day: Day },
  again: { typed: Typed; problems: Problem[] },
) {
  const name = departmentName(due, lang)
  return {
    title: t('rounds:due.title', { name }),
    lead: t('rounds:due.lead', { dueOn: due.dueOn, day }),
    breadcrumbs: [
      { label: t('rounds:list.title'), href: '/rounds' },
      { label: t('rounds:numbered', { number: round.number }), href: `/rounds/${round.id}` },
      { label: t('rounds:due.extend') },
    ],
    problems: again.problems,
    form: {
      action: `/rounds/${round.id}/departments/${due.departmentId}/extension`,
      button: t('rounds:due.button', { day }),
      cancel: `/rounds/${round.id}`,
      fields: [
        {
          as: 'field',
          name: 'words',
          label: t('rounds:due.words'),
          help: t('rounds:due.help'),
          value: again.typed['words'] ?? '',
          type: 'textarea',
          rows: 3,
          maxlength: 500,
          required: true,
        },
      ],
    } satisfies Form,
  }
}

export type OverdueRow = { name: string; open: string; late: string; chased: string; action: string }

/** Who is late in a round that is out; `action` sends a reminder, and is empty where one went out today. */
export function overdueRows(
  { t, lang }: Reader,
  round: Round,
  { dues, today }: { dues: DepartmentDue[]; today: Day },
  daysLeftTo: (day: Day) => string,
): OverdueRow[] {
  return dues
    .filter((due) => isOverdue(round, due, today))
    .map((due) => {
      const may = chaseProblem(round, due, today) === null
      return {
        name: departmentName(due, lang),
        open: t('rounds:tally.overdue', { count: due.open }),
        late: daysLeftTo(due.dueOn),
        chased: due.chasedAt ? t('rounds:due.chasedAt', { at: minuteInChina(due.chasedAt) }) : '',
        action: may ? `/rounds/${round.id}/departments/${due.departmentId}/reminder` : '',
      }
    })
}

/** Nobody is late with nothing owed, or in a round that is over. */
export function isOverdue(
  round: Pick<Round, 'state'>,
  due: Pick<DepartmentDue, 'dueOn' | 'open'>,
  today: Day,
): boolean {
  return round.state === 'issued' && due.open > 0 && due.dueOn < today
}

/** The due day in a department's row, and why it is another than the round's. */
export function dueCell({ t }: Reader, round: Round, due: DepartmentDue) {
  const { extended } = due
  return {
    day: due.dueOn,
    why: extended
      ? t('rounds:due.extended', { words: extended.words, by: extended.by, at: minuteInChina(extended.at) })
      : '',
    extend:
      round.state === 'issued' && !extended && due.open > 0
        ? `/rounds/${round.id}/departments/${due.departmentId}/extension`
        : '',
  }
}
