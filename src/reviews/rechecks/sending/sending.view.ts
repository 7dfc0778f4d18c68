import type { Item } from '../../../criteria/criteria'
import { itemTextIn } from '../../../criteria/criteria.view'
import type { Day } from '../../../lib/day'
import type { Translate } from '../../../locales/translate'
import { type Department, departmentName } from '../../../organisations/organisation'
import type { Problem } from '../../../web/pages/page'
import type { Reader } from '../../file.view'
import { handsOf } from '../rechecks.view'
import { disputeOf, type HandsLeft, sendingDigest, unansweredOf } from './sending'
import type { Pair, WaitingPerson } from './waiting.store'

export type SendingGiven = {
  people: WaitingPerson[]
  departments: Department[]
  items: readonly Item[]
  hands: (Pair & HandsLeft)[]
  typed: { dueOn: Day | ''; words: string; choice?: string }
}

/** Exactly who, which items and which departments, before anything is sent back. */
export function disputesPage(reader: Reader, given: SendingGiven, problems: Problem[] = []) {
  const { t } = reader
  const { people, typed } = given
  const rows = people.map((person) => disputeRow(reader, person, given))
  const short = rows.flatMap(({ departments }) => departments).filter(({ hands }) => !hands.enough).length
  return {
    title: t('rechecks:disputes.title'),
    breadcrumbs: crumbs(t, t('rechecks:disputes.crumb')),
    problems,
    text: t('rechecks:disputes.text', { count: people.length }),
    short: short ? t('rechecks:disputes.short', { count: short }) : '',
    rows,
    shown: sendingDigest(people),
    fields: commonFields(t, typed),
    button: t('rechecks:disputes.button', { count: people.length }),
  }
}

/** One person's items that nobody answered for, each with its owners: one of them is chosen. */
export function gapPage(reader: Reader, given: SendingGiven, problems: Problem[] = []) {
  const { t } = reader
  const person = given.people[0]!
  const gaps = unansweredOf(person.reasons)
  return {
    title: t('rechecks:gap.title', { name: person.name }),
    lead: `${person.township} · ${person.team}`,
    breadcrumbs: crumbs(t, person.name),
    problems,
    text: t('rechecks:gap.text'),
    more: gaps.length > 1 ? t('rechecks:gap.more', { count: gaps.length }) : '',
    candidateId: person.candidateId,
    options: gaps.flatMap(({ code, owners }) => owners.map((owner) => ownerOption(reader, person, given, code, owner))),
    choice: given.typed.choice ?? '',
    fields: commonFields(t, given.typed),
  }
}

function ownerOption(
  { t, lang }: Reader,
  person: WaitingPerson,
  { departments, items, hands }: SendingGiven,
  code: string,
  { departmentKey, lead }: { departmentKey: string; lead: boolean },
) {
  const department = departments.find(({ key }) => key === departmentKey)!
  const left = hands.find((one) => one.departmentId === department.id && one.candidateId === person.candidateId)
  const part = t(`standings:owner.${lead ? 'lead' : 'assisting'}`)
  return {
    value: `${code}:${department.id}`,
    label: t('rechecks:gap.owner', { code, name: departmentName(department, lang), part }),
    help: [itemTextIn(items, code, lang), handsOf(t, left).text].filter(Boolean).join(' · '),
  }
}

function disputeRow({ t, lang }: Reader, person: WaitingPerson, { departments, items, hands }: SendingGiven) {
  const dispute = disputeOf(person.reasons)
  const asked = departments.filter(({ key }) => dispute.departmentKeys.includes(key))
  return {
    id: person.candidateId,
    name: person.name,
    href: `/candidates/${person.candidateId}`,
    place: `${person.township} · ${person.team}`,
    items: dispute.items.map((code) => `${code} ${itemTextIn(items, code, lang)}`.trim()),
    departments: asked.map((department) => ({
      name: departmentName(department, lang),
      hands: handsOf(
        t,
        hands.find((one) => one.departmentId === department.id && one.candidateId === person.candidateId),
      ),
    })),
  }
}

function commonFields(t: Translate, { dueOn, words }: SendingGiven['typed']) {
  const due = {
    as: 'field',
    name: 'dueOn',
    label: t('rechecks:field.dueOn'),
    type: 'date',
    value: dueOn,
    width: 'middle',
  }
  const say = { name: 'words', label: t('rechecks:field.words'), help: t('rechecks:wordsHelp'), value: words }
  return [due, { as: 'field', ...say, type: 'textarea', rows: 3, maxlength: 1000, required: false }]
}

function crumbs(t: Translate, here: string) {
  return [{ label: t('rechecks:list.title'), href: '/rechecks' }, { label: here }]
}
