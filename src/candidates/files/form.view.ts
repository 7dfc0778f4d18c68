import type { Actor } from '../../accounts/actor'
import { ageOn, type Day } from '../../lib/day'
import { maskIdNumber, readIdNumber } from '../../lib/id-number'
import type { Translate } from '../../locales/translate'
import type { Team, Township } from '../../organisations/organisation'
import type { Problem } from '../../web/pages/page'
import { kinships, type DeclaredRelative } from '../candidate'
import type { Candidate } from '../candidates.store'
import { type CandidateForm, formFields, relativeRows } from './file-fields'
import { choicesOf, valueInWords } from '../words.view'

/** What the form's page is made from; `candidate` is missing while a new one is entered. `number` is its whole number. */
export type FormInput = {
  actor: Actor
  typed: CandidateForm
  problems: Problem[]
  /** Field by field what somebody else saved meanwhile. */
  newer: CandidateForm | null
  candidate: { id: string; name: string; number: string } | null
  townships: Township[]
  teams: Team[]
  day: Day
  t: Translate
  lang: string
}

/** A stored file as the form would have been typed; the ID number is left empty, for it is not to be shown. */
export function typedFrom(candidate: Candidate, relatives: DeclaredRelative[]): CandidateForm {
  const text = (value: unknown) => (value === null || value === undefined ? '' : String(value))
  const file = { ...candidate, bothPosts: mark(candidate.bothPosts), isNew: mark(candidate.isNew), idNumber: '' }
  const fields = Object.fromEntries(formFields.map((field) => [field, text(file[field])]))
  const rows = relatives.slice(0, relativeRows.length).flatMap((relative, index) => [
    [`kinship${index + 1}`, relative.kinship],
    [`relative${index + 1}`, relative.name],
    [`relativeKept${index + 1}`, relative.idDigest ? 'yes' : ''],
  ])
  return { ...fields, ...Object.fromEntries(rows) } as CandidateForm
}

export function formPage(input: FormInput) {
  const { candidate, typed, problems, t } = input
  const back = candidate ? `/candidates/${candidate.id}` : '/candidates'
  const [who, file] = [whoFields(input), fileFields(input)]
  const places = ['', ...[...who, ...file].map(({ name }) => name)]
  return {
    title: candidate ? t('candidates:form.edit', { name: candidate.name }) : t('candidates:form.new'),
    breadcrumbs: [
      { label: t('candidates:list.title'), href: '/candidates' },
      ...(candidate ? [{ label: candidate.name, href: back }] : []),
    ],
    problems: inOrder(problems, places),
    action: candidate ? `/candidates/${candidate.id}/file` : '/candidates',
    cancel: back,
    button: t(candidate ? 'candidates:form.save' : 'candidates:form.enter'),
    another: candidate ? '' : t('candidates:form.enterAnother'),
    version: typed.version,
    who,
    facts: factsOf(input),
    file,
    relatives: relativeFieldsOf(input),
    newer: newerOf(input),
  }
}

/** The summary names what is wrong from the top of the page to its end; relatives come last. */
function inOrder(problems: Problem[], places: string[]): Problem[] {
  const placeOf = ({ field }: Problem) => (places.includes(field) ? places.indexOf(field) : places.length)
  return problems.toSorted((one, other) => placeOf(one) - placeOf(other))
}

function whoFields({ typed, candidate, actor, townships, teams, t, lang }: FormInput) {
  const nameOf = (id: string) => townships.find((township) => township.id === id)?.name ?? ''
  const places = teams.map(({ id, name, townshipId }) => {
    return { value: id, label: actor.townshipId ? name : `${nameOf(townshipId)} · ${name}` }
  })
  const numberHelp = candidate
    ? t('candidates:form.numberKept', { masked: maskIdNumber(candidate.number) })
    : t('candidates:form.numberHelp')
  return [
    select('teamId', typed, places, t, true),
    { as: 'field', ...named('name', typed, t), required: true, maxlength: 30, width: 'middle', autocomplete: 'off' },
    {
      as: 'field',
      ...named('idNumber', typed, t),
      required: !candidate,
      help: numberHelp,
      width: 'middle',
      autocomplete: 'off',
    },
    select('position', typed, choicesOf('position', lang), t, true),
    select('bothPosts', typed, marks(t), t),
  ]
}

function fileFields({ typed, t, lang }: FormInput) {
  const short = { as: 'field', width: 'middle', required: false, autocomplete: 'off' }
  return [
    select('ethnicGroup', typed, choicesOf('ethnicGroup', lang), t),
    select('politicalStatus', typed, choicesOf('politicalStatus', lang), t),
    { ...short, ...named('partyJoined', typed, t), help: t('candidates:form.partyHelp') },
    select('education', typed, choicesOf('education', lang), t),
    { ...short, ...named('currentPost', typed, t), maxlength: 100 },
    select('isNew', typed, marks(t), t),
    select('source', typed, choicesOf('source', lang), t),
    select('nomination', typed, choicesOf('nomination', lang), t),
    { ...short, ...named('phone', typed, t), type: 'tel', inputmode: 'numeric' },
    { ...short, ...named('remarks', typed, t), type: 'textarea', rows: 3, width: undefined, maxlength: 500 },
  ]
}

/** Rows that hold something and one more, at least two; the rest wait behind a line. */
function relativeFieldsOf(input: FormInput) {
  const rows = relativeRowsOf(input)
  const last = rows.findLastIndex(({ name, number, kinship }) => name.value || number.value || kinship.value)
  const shown = Math.max(2, last + 2)
  return { shown: rows.slice(0, shown), more: rows.slice(shown) }
}

function relativeRowsOf({ typed, t }: FormInput) {
  const kinds = kinships.map((kinship) => ({ value: kinship, label: t(`candidates:kinship.${kinship}`) }))
  return relativeRows.map((row) => ({
    kinship: {
      name: `kinship${row}`,
      label: t('candidates:form.relative.kind', { row }),
      value: typed[`kinship${row}`],
      options: kinds,
      empty: '',
    },
    name: {
      name: `relative${row}`,
      label: t('candidates:field.name'),
      value: typed[`relative${row}`],
      maxlength: 30,
      autocomplete: 'off',
    },
    number: {
      name: `relativeNumber${row}`,
      label: t('candidates:field.idNumber'),
      value: typed[`relativeNumber${row}`],
      placeholder: typed[`relativeKept${row}`] === 'yes' ? t('candidates:form.relative.kept') : '',
      required: false,
      autocomplete: 'off',
    },
    kept: { name: `relativeKept${row}`, value: typed[`relativeKept${row}`] },
  }))
}

/** Sex, birth and age as the number says, once it is a number. */
function factsOf({ typed, candidate, day, t, lang }: FormInput): string {
  const reading = readIdNumber(typed.idNumber.trim() || (candidate?.number ?? ''))
  if (!reading.ok) return ''
  const age = t('candidates:years', { age: ageOn(reading.birth, day) })
  return [valueInWords('sex', reading.sex, t, lang), reading.birth, age].join(' · ')
}

/** The fields in which the newer file differs from what was typed. */
function newerOf({ typed, newer, t, lang }: FormInput) {
  if (!newer) return []
  const shown = formFields.filter((field) => field !== 'version' && field !== 'idNumber' && field !== 'teamId')
  return shown
    .filter((field) => typed[field].trim() !== newer[field])
    .map((field) => ({
      label: t(`candidates:field.${field}`),
      mine: inWords(field, typed[field], t, lang),
      theirs: inWords(field, newer[field], t, lang),
    }))
}

function inWords(field: string, value: string, t: Translate, lang: string): string {
  if (field === 'isNew' || field === 'bothPosts')
    return value === '' ? '—' : t(value === '1' ? 'candidates:yes' : 'candidates:no')
  return valueInWords(field, value, t, lang)
}

function named(field: string, typed: CandidateForm, t: Translate) {
  return { name: field, label: t(`candidates:field.${field}`), value: typed[field] }
}

function select(
  field: string,
  typed: CandidateForm,
  options: { value: string; label: string }[],
  t: Translate,
  required = false,
) {
  return { as: 'select', ...named(field, typed, t), options, empty: t('candidates:form.choose'), required }
}

function marks(t: Translate) {
  return [
    { value: '1', label: t('candidates:yes') },
    { value: '0', label: t('candidates:no') },
  ]
}

function mark(value: boolean | null): string {
  return value === null ? '' : value ? '1' : '0'
}
