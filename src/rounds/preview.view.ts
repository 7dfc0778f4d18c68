import { pagerAt } from '../lib/pager'
import type { Translate } from '../locales/translate'
import { departmentName } from '../organisations/organisation'
import { type Planning, problemsOf } from './planning.view'
import { type Selection, selectionDigest, type Selected } from './selection/selection'
import { roundReasons } from './reason'
import type { PreviewLeaf, TypedRound } from './round.form'
import type { Reader } from './rounds.view'

/** Rows of the list on one leaf of the preview. */
export const previewSize = 50

export type Preview = { typed: TypedRound; selection: Selection; leaf: PreviewLeaf; changed: boolean }

/** Exactly who, why, how many are asked and how many are spared, before anything is done. */
export function previewPage(reader: Reader, planning: Planning, { typed, selection, leaf, changed }: Preview) {
  const { t } = reader
  const { people } = selection
  return {
    title: t('rounds:preview.title', { number: typed.number }),
    lead: planning.cycle.name,
    breadcrumbs: [{ label: t('rounds:list.title'), href: '/rounds' }, { label: t('rounds:preview.crumb') }],
    problems: changed ? problemsOf(t, { '': { key: 'rounds:problem.changed' } }) : [],
    text: t('rounds:preview.text', {
      people: people.length,
      departments: typed.departmentIds.length,
      dueOn: typed.dueOn,
    }),
    frozen: t(planning.criteria?.state === 'draft' ? 'rounds:preview.freezes' : 'rounds:preview.frozen'),
    facts: factsOf(reader, planning, typed, people),
    leftOut: selection.leftOut.map(({ people: count, openRound }) => ({
      text: openRound
        ? t('rounds:preview.leftOpen', { count, number: openRound.number })
        : t('rounds:preview.leftBack', { count }),
      href: openRound ? `/rounds/${openRound.id}` : '/candidates?stage=sent_back',
    })),
    departments: departmentRows(reader, planning, people),
    fields: planFields(typed),
    digest: selectionDigest(people),
    ...listOf(t, people, leaf),
  }
}

function factsOf({ t }: Reader, planning: Planning, typed: TypedRound, people: Selected[]) {
  const why = roundReasons
    .map((reason) => ({ reason, count: people.filter(({ reasons }) => reasons.includes(reason)).length }))
    .filter(({ count }) => count > 0)
    .map(({ reason, count }) => t('rounds:new.reason', { reason: t(`rounds:reason.${reason}`), people: count }))
  return [
    { label: t('rounds:field.people'), text: t('rounds:people', { count: people.length }), strong: true },
    { label: t('rounds:field.which'), text: why.join(t('rounds:semicolon')) },
    { label: t('rounds:field.referenceDate'), text: typed.referenceDate },
    { label: t('rounds:field.dueOn'), text: typed.dueOn },
    { label: t('rounds:field.criteria'), text: planning.criteria?.name ?? '' },
    { label: t('rounds:field.reuse'), text: t('rounds:preview.reuse', { days: planning.cycle.reuseDays }) },
  ]
}

/** Per department that takes part: about how many it is asked, and how many earlier reviews of it are used again. */
function departmentRows({ lang }: Reader, planning: Planning, people: Selected[]) {
  const taking = new Set(people.flatMap(({ asked, carried }) => [...asked, ...carried].map((one) => one.departmentId)))
  const countIn = (list: 'asked' | 'carried', id: string) =>
    people.filter((person) => person[list].some(({ departmentId }) => departmentId === id)).length
  return planning.departments
    .filter(({ id }) => taking.has(id))
    .map((department) => ({
      name: departmentName(department, lang),
      asked: countIn('asked', department.id),
      carried: countIn('carried', department.id),
    }))
}

function planFields({ which, departmentIds, ...typed }: TypedRound) {
  const several = [...which.map((word) => ['which', word]), ...departmentIds.map((id) => ['department', id])]
  return [...Object.entries(typed), ...several].map(([name, value]) => ({ name, value }))
}

/** One leaf of the people, narrowed to a township or a reason. */
function listOf(t: Translate, people: Selected[], leaf: PreviewLeaf) {
  const shown = people.filter(
    ({ townshipId, reasons }) =>
      (!leaf.township || townshipId === leaf.township) && (!leaf.reason || reasons.some((one) => one === leaf.reason)),
  )
  const last = Math.max(1, Math.ceil(shown.length / previewSize))
  const skip = (Math.min(leaf.page, last) - 1) * previewSize
  const rows = shown.slice(skip, skip + previewSize)
  return {
    rows: rows.map((person) => rowOf(t, person)),
    filters: filtersOf(t, people, leaf),
    pager: pagerAt({ skip, shown: rows.length, size: previewSize, total: shown.length }, (start) =>
      String(start / previewSize + 1),
    ),
  }
}

function rowOf(t: Translate, { id, name, township, team, reasons, asked, carried }: Selected) {
  return {
    name,
    href: `/candidates/${id}`,
    township,
    team,
    reasons: reasons.map((reason) => t(`rounds:reason.${reason}`)).join(t('shell:listComma')),
    asked: asked.length,
    carried: carried.length,
  }
}

function filtersOf(t: Translate, people: Selected[], leaf: PreviewLeaf) {
  const townships = new Map(people.map(({ townshipId, township }) => [townshipId, township]))
  const reasons = roundReasons.filter((reason) => people.some((person) => person.reasons.includes(reason)))
  return [
    {
      name: 'showTownship',
      label: t('rounds:field.township'),
      value: leaf.township,
      options: [...townships].map(([value, label]) => ({ value, label })),
      empty: t('rounds:new.wholeCounty'),
    },
    {
      name: 'showReason',
      label: t('rounds:field.why'),
      value: leaf.reason,
      options: reasons.map((reason) => ({ value: reason, label: t(`rounds:reason.${reason}`) })),
      empty: t('rounds:preview.anyReason'),
    },
  ]
}
