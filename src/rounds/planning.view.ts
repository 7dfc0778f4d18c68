import type { StoredCriteria } from '../criteria/criteria.store'
import type { Cycle } from '../cycles/cycle'
import type { Message } from '../lib/message'
import { say, type Translate } from '../locales/translate'
import { departmentName, type Department } from '../organisations/organisation'
import type { Problem } from '../web/pages/page'
import { openCounts, type Selectable } from './selection/selection'
import { roundReasons } from './reason'
import { unledItems } from './round'
import type { TypedRound } from './round.form'
import type { Reader } from './rounds.view'

export type Planning = {
  cycle: Cycle
  criteria: StoredCriteria | null
  departments: Department[]
  townships: { id: string; name: string }[]
  /** Everybody of the county whom a round could take in, on the reference date as typed. */
  selectable: Selectable[]
}

export function newRoundPage(reader: Reader, planning: Planning, typed: TypedRound, problems: Record<string, Message>) {
  const { t, lang } = reader
  const { townships, departments } = planning
  return {
    title: t('rounds:new.title', { number: typed.number }),
    lead: planning.cycle.name,
    breadcrumbs: [{ label: t('rounds:list.title'), href: '/rounds' }, { label: t('rounds:new.action') }],
    problems: problemsOf(t, problems),
    typed,
    which: reasonChoices(t, planning.selectable, typed.which),
    open: openCounts(planning.selectable).map(({ id, number, people }) => ({
      text: t('rounds:new.open', { number, people }),
      href: `/rounds/${id}`,
    })),
    sentBack: planning.selectable.some(isSentBack)
      ? t('rounds:new.sentBack', { people: planning.selectable.filter(isSentBack).length })
      : '',
    townships: townships.map(({ id, name }) => ({ value: id, label: name })),
    departments: departments.map((department) => ({
      id: department.id,
      name: departmentName(department, lang),
      checked: typed.departmentIds.includes(department.id),
    })),
  }
}

/** Items without a lead, each by code and words, and the department that is missing. */
export function unledWords({ t, lang }: Reader, criteria: StoredCriteria, keys: string[], known: Department[]): string {
  return unledItems(criteria, keys)
    .map((item) => {
      const lead = known.find(({ key }) => key === item.lead)
      const text = lang === 'en' && item.text_en ? item.text_en : item.text
      return t('rounds:unledItem', { code: item.code, text, lead: lead ? departmentName(lead, lang) : item.lead })
    })
    .join(t('rounds:semicolon'))
}

export function problemsOf(t: Translate, problems: Record<string, Message>): Problem[] {
  return Object.entries(problems).map(([field, problem]) => ({ field, text: say(t, problem) }))
}

/** Each reason with how many people it would take in now. */
function reasonChoices(t: Translate, selectable: Selectable[], chosen: string[]) {
  const free = selectable.filter((person) => !person.openRound && !person.sentBack)
  return roundReasons.map((reason) => ({
    value: reason,
    label: t('rounds:new.reason', {
      reason: t(`rounds:reason.${reason}`),
      people: free.filter(({ reasons }) => reasons.includes(reason)).length,
    }),
    help: t(`rounds:reasonHelp.${reason}`),
    checked: chosen.includes(reason),
  }))
}

function isSentBack({ sentBack, openRound }: Selectable): boolean {
  return sentBack && !openRound
}
