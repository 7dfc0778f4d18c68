import type { Calendar } from '../../cycles/calendar/working-days'
import { minuteInChina } from '../../lib/clock'
import type { Day } from '../../lib/day'
import { departmentName } from '../../organisations/organisation'
import { daysLeft, type Reader } from '../rounds.view'
import { chaseable } from './due'
import type { Overdue } from './due.store'

type Given = { late: Overdue[]; rechecks: number; today: Day; calendar: Calendar; byMail: boolean }

/** Every department that is late anywhere: how much, how long, what it was told, and the button that tells it again. */
export function overduePage(reader: Reader, given: Given) {
  const { t } = reader
  const count = chaseable(given.late, given.today).length
  return {
    title: t('rounds:overdue.title'),
    lead: t('rounds:overdue.lead'),
    breadcrumbs: [{ label: t('rounds:list.title'), href: '/rounds' }, { label: t('rounds:overdue.title') }],
    all: {
      button: count > 1 ? t('rounds:overdue.all', { count }) : '',
      help: t(count ? 'rounds:overdue.allHelp' : 'rounds:overdue.allDone'),
    },
    rechecks: given.rechecks ? t('rounds:overdue.rechecks', { count: given.rechecks }) : '',
    rows: given.late.map((late) => overdueRow(reader, late, given)),
  }
}

function overdueRow({ t, lang }: Reader, late: Overdue, { today, calendar, byMail }: Given) {
  const { round, chasedAt } = late
  const may = chaseable([late], today).length > 0
  return {
    name: departmentName(late, lang),
    round: { label: t('rounds:numbered', { number: round.number }), href: `/rounds/${round.id}` },
    open: { text: t('rounds:overdue.open', { count: late.open }), tone: 'bar' },
    parts: t('rounds:overdue.parts', { unanswered: late.unanswered, unsigned: late.open - late.unanswered }),
    due: late.extended ? `${late.dueOn} · ${t('rounds:overdue.extended')}` : late.dueOn,
    late: daysLeft(t, today, late.dueOn, calendar),
    told: [
      late.remindedAt
        ? t('rounds:overdue.reminded', { at: minuteInChina(late.remindedAt) })
        : t('rounds:overdue.notReminded'),
      chasedAt ? t('rounds:due.chasedAt', { at: minuteInChina(chasedAt) }) : t('rounds:due.notChased'),
      ...(byMail ? mailWords(t, late.mails) : []),
    ],
    action: may ? `/rounds/${round.id}/departments/${late.departmentId}/reminder` : '',
  }
}

function mailWords(t: Reader['t'], { sent, waiting, refused }: Overdue['mails']): string[] {
  if (sent + waiting + refused === 0) return [t('rounds:overdue.noMail')]
  const told = Object.entries({ sent, waiting, refused }).filter(([, count]) => count > 0)
  return told.map(([word, count]) => t(`rounds:overdue.${word}`, { count }))
}
