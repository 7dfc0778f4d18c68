import type { Actor } from '../../accounts/actor'
import type { EvidencePart } from '../../evidence/evidence.view'
import { minuteInChina } from '../../lib/clock'
import type { Day } from '../../lib/day'
import { seenOf } from '../../lib/stale'
import type { Tone } from '../../lib/tone'
import type { Translate } from '../../locales/translate'
import type { Form, FormField, Typed } from '../../web/pages/form'
import type { Problem } from '../../web/pages/page'
import { daysLate, proofOf, type RectificationStatus, rectificationStatus, toPutRight } from './rectification'
import { mayRecheck, mayRecordProof } from './rectification.policy'
import type { RectificationOnFile } from './rectifications.store'

const tones: Record<RectificationStatus, Tone> = {
  due: 'waiting',
  late: 'bar',
  handed_in: 'hold',
  rechecking: 'waiting',
  rechecked: 'clear',
  over: 'plain',
}

export type Words = { actor: Pick<Actor, 'role'>; t: Translate; lang: string; today: Day }
export type Given = { file: RectificationOnFile; evidence: EvidencePart | null; usualDueOn: Day | '' }
/** A form that came back: which of the two, what was typed, and what somebody else saved meanwhile. */
export type Again = { form: 'proof' | 'recheck'; typed: Typed; problems: Problem[]; newer?: object }

/** One line of a list, for the township without any department's name. */
export function rectificationRow(file: RectificationOnFile, { t, today }: Omit<Words, 'actor'>) {
  const late = daysLate(file, today)
  return {
    name: file.name,
    href: `/outcomes/${file.outcomeId}/rectification`,
    place: `${file.township} · ${file.team}`,
    items: toPutRight(file.standing, file.groundItems).items.join(t('shell:listComma')),
    demand: file.demand,
    until: file.until ?? '—',
    late: late ? t('rectifications:late', { count: late }) : '',
    status: statusOf(file, t, today),
  }
}

/** What is to be put right and by when, what was handed in, and what departments do with it. */
export function rectificationPage(given: Given, words: Words, again?: Again) {
  const { file } = given
  const { t, actor, today } = words
  const row = rectificationRow(file, words)
  const recording = mayRecordProof(actor, file, today).allowed
  return {
    title: t('rectifications:title', { name: file.name }),
    status: row.status,
    lead: row.place,
    breadcrumbs: [{ label: t('rectifications:list'), href: '/rectifications' }, { label: file.name }],
    actions: [{ label: t('rectifications:candidate'), href: `/candidates/${file.candidateId}` }],
    problems: again?.problems ?? [],
    late: row.late,
    facts: factsOf(given, words, row),
    items: itemsOf(file, words),
    proofForm: recording ? proofForm(file, words, again) : null,
    recheckForm: mayRecheck(actor, file, today).allowed ? recheckForm(given, t, again) : null,
    recheck: actor.role === 'office' && file.recheckId ? `/rechecks/${file.recheckId}` : '',
    evidence: given.evidence,
  }
}

function statusOf(file: RectificationOnFile, t: Translate, today: Day) {
  const status = rectificationStatus(file, today)
  return { text: t(`rectifications:status.${status}`), tone: tones[status] }
}

function factsOf({ file }: Given, { t }: Words, row: { until: string }) {
  const recorded = file.recordedAt ? `${file.recordedBy ?? ''} ${minuteInChina(file.recordedAt)}` : ''
  const rows = [
    { key: 'demand', text: file.demand, strong: true },
    { key: 'until', text: row.until, strong: true },
    { key: 'proof', text: file.proof ?? '' },
    { key: 'handedInOn', text: file.handedInOn ?? '' },
    { key: 'recorded', text: recorded },
  ]
  return rows
    .filter(({ text }) => text !== '')
    .map(({ key, ...fact }) => ({ label: t(`rectifications:field.${key}`), ...fact }))
}

function itemsOf(file: RectificationOnFile, { lang }: Words): string[] {
  return toPutRight(file.standing, file.groundItems).items.map((code) => {
    const item = file.criteria.find((one) => one.code === code)
    return `${code} ${(lang === 'en' ? item?.text_en : item?.text) ?? ''}`.trim()
  })
}

function proofForm(file: RectificationOnFile, { t, today }: Words, again?: Again): Form {
  const typed = again?.form === 'proof' ? again.typed : {}
  const stored = { proof: file.proof ?? '', handedInOn: file.handedInOn ?? today }
  return {
    action: `/outcomes/${file.outcomeId}/rectification`,
    title: t('rectifications:proof.title'),
    button: t('rectifications:proof.button'),
    hidden: [{ name: 'seen', value: seenOf(proofOf(file)) }],
    fields: proofFields(t, { ...stored, ...typed }),
    newer: again?.newer ? newerOf(t, typed, stored) : [],
  }
}

function proofFields(t: Translate, { proof, handedInOn }: Typed): FormField[] {
  const label = (name: string) => t(`rectifications:field.${name}`)
  const text = { as: 'field' as const, name: 'proof', label: label('proof'), help: t('rectifications:proof.help') }
  return [
    { ...text, type: 'textarea', rows: 4, maxlength: 2000, value: proof },
    { as: 'field', name: 'handedInOn', label: label('handedInOn'), type: 'date', value: handedInOn, width: 'middle' },
  ]
}

function newerOf(t: Translate, typed: Typed, stored: Typed): NonNullable<Form['newer']> {
  return ['proof', 'handedInOn'].map((name) => {
    return { label: t(`rectifications:field.${name}`), mine: typed[name] ?? '', theirs: stored[name] ?? '' }
  })
}

/** The proof goes along as the words to the departments; the office may shorten it. */
function recheckForm({ file, usualDueOn }: Given, t: Translate, again?: Again): Form {
  const typed = again?.form === 'recheck' ? again.typed : {}
  const words = typed['words'] ?? (file.proof ?? '').slice(0, 1000)
  return {
    action: `/outcomes/${file.outcomeId}/rectification/recheck`,
    title: t('rectifications:recheck.title'),
    button: t('rectifications:recheck.button'),
    fields: [
      {
        as: 'field',
        name: 'dueOn',
        label: t('rechecks:field.dueOn'),
        type: 'date',
        value: typed['dueOn'] ?? usualDueOn,
        width: 'middle',
      },
      {
        as: 'field',
        name: 'words',
        label: t('rectifications:recheck.words'),
        help: t('rechecks:wordsHelp'),
        type: 'textarea',
        rows: 4,
        maxlength: 1000,
        value: words,
      },
    ],
  }
}
