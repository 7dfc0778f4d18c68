import { signerWords } from '../../accounts/deputies/deputies.view'
import { roles } from '../../accounts/role'
import type { CriteriaSet } from '../../criteria/criteria'
import { minuteInChina } from '../../lib/clock'
import type { Tone } from '../../lib/tone'
import type { Translate } from '../../locales/translate'
import type { Proof } from '../../standings/proofs.store'
import type { ElectionWord } from '../../teams/election'
import { resultText } from '../../teams/election.view'
import type { Changes } from '../candidate'
import { changesIdentity } from '../files/corrections'
import type { HistoryEntry, HistoryKind, SignedOpinion } from './history'
import { type OpinionItem, opinionItems } from './opinion.view'
import type { FileVersion } from './versions'
import { valueInWords } from '../words.view'

/** `lists`: the criteria sets of the opinions, `proofs`: the papers behind them, `teams`: names of the teams that a file moved between, each by id. */
export type HistoryWords = {
  t: Translate
  lang: string
  candidateId: string
  versions: FileVersion[]
  lists: Map<string, CriteriaSet>
  proofs: readonly Proof[]
  teams: Map<string, string>
}

export type HistoryLine = {
  when: string
  datetime: string
  text: string
  who?: string
  tone: Tone
  words: string
  changes: ChangeLine[]
  opinion: OpinionItem[]
  drafted: string
  /** Where the record itself can be read. */
  link?: { href: string; label: string }
  digest: string
}

export type ChangeLine = { label: string; before: string; after: string }

/** Each step as one sentence with who and when, and below it the ground: words, changes, the opinion as signed. */
export function historyLines(entries: HistoryEntry[], words: HistoryWords): HistoryLine[] {
  return entries.map((entry) => ({
    when: minuteInChina(entry.at),
    datetime: entry.at.toISOString(),
    text: sentence(entry, words),
    who: doerOf(entry, words),
    tone: tones[entry.kind] ?? 'plain',
    words: entry.words ?? '',
    changes: changeLines(entry.changes, words),
    opinion: entry.opinion ? opinionOf(entry.opinion, words) : [],
    drafted: entry.opinion?.drafter ? words.t('history:drafted', { person: entry.opinion.drafter }) : '',
    link: linkOf(entry, words),
    digest: entry.digest ?? '',
  }))
}

function opinionOf(opinion: SignedOpinion, words: HistoryWords): OpinionItem[] {
  const { criteriaSetId, reviewId } = opinion
  const proofs = words.proofs.filter((proof) => proof.reviewId === reviewId)
  return opinionItems(opinion, { list: words.lists.get(criteriaSetId), proofs }, words)
}

/** Field by field, the old value beside the new one. */
export function changeLines(changes: Changes | null, words: HistoryWords): ChangeLine[] {
  return Object.entries(changes ?? {}).map(([field, [before, after]]) => ({
    label: words.t(`candidates:field.${field}`),
    before: fieldInWords(field, before, words),
    after: fieldInWords(field, after, words),
  }))
}

/** A value of a file as it was: an ID number masked or not at all, relatives by kinship and name, a team by its name. */
export function fieldInWords(field: string, value: unknown, { t, lang, teams }: HistoryWords): string {
  if (field === 'teamId') return teams.get(String(value)) ?? '—'
  if (field === 'idNumber') return typeof value === 'string' ? value : t('history:notKept')
  if (field !== 'relatives') return valueInWords(field, value, t, lang)
  if (typeof value === 'number') return t('history:relatives', { count: value })
  return relativesInWords(value, t)
}

function relativesInWords(value: unknown, t: Translate): string {
  const relatives = Array.isArray(value) ? (value as { kinship: string; name: string }[]) : []
  return (
    relatives.map(({ kinship, name }) => `${t(`candidates:kinship.${kinship}`)} ${name}`).join(t('shell:listComma')) ||
    '—'
  )
}

const tones: Partial<Record<HistoryKind, Tone>> = {
  pass: 'clear',
  return: 'returned',
  department_return: 'returned',
  not_recommend: 'refer',
  round_issued: 'waiting',
  signed: 'clear',
  recheck_opened: 'disputed',
  trigger_recorded: 'hold',
  approved: 'clear',
  stale: 'hold',
}

/** Which catalogue has the word that a kind needs. */
const codeWords: Partial<Record<HistoryKind, string>> = {
  trigger_recorded: 'triggers:kind',
  trigger_taken_up: 'triggers:kind',
  trigger_set_aside: 'triggers:kind',
  recheck_opened: 'rechecks:kind',
  recheck_answered: 'rechecks:kind',
  recheck_cancelled: 'rechecks:kind',
  decided: 'meetings:decision',
  notice_step: 'notices:step',
}
const outcomeKinds: readonly HistoryKind[] = [
  'proposed',
  'approved',
  'refused',
  'taken_back',
  'superseded',
  'stale',
  'final',
]

function sentence(entry: HistoryEntry, { t, lang }: HistoryWords): string {
  const { kind, round, pass, items, day, number, unit } = entry
  const values = {
    what: codeInWords(entry, { t, lang }),
    unit: nameOf(unit, lang),
    round: round ?? '',
    day: day ?? '',
    number: number ?? '',
    to: unit ? t('history:meantFor', { unit: nameOf(unit, lang) }) : '',
    again: pass ? t('history:again', { pass }) : '',
  }
  const added = [
    ...(items.length
      ? [t(kind === 'round_issued' ? 'history:reasons' : 'history:items', { items: itemWords(entry, t) })]
      : []),
    ...(day && outcomeKinds.includes(kind) ? [t('outcomes:until', { day })] : []),
  ]
  return [t(`history:kinds.${kindWord(entry)}`, values), ...added].join(t('history:comma'))
}

/** Whose name, sex or number was corrected is somebody else to the departments. */
function kindWord({ kind, changes }: HistoryEntry): string {
  return kind === 'correct' && changesIdentity(changes ?? {}) ? 'correct_identity' : kind
}

function codeInWords({ kind, code, day, number, post }: HistoryEntry, { t, lang }: Pick<HistoryWords, 't' | 'lang'>) {
  if (!code) return ''
  if (kind === 'elected')
    return resultText({ result: code as ElectionWord, votes: number === null ? null : Number(number), post }, t, lang)
  const from = outcomeKinds.includes(kind) ? 'outcomes:outcome' : codeWords[kind]
  return from ? t(`${from}.${code}`, { day: day ?? '' }) : ''
}

function itemWords({ kind, items }: HistoryEntry, t: Translate): string {
  const words = kind === 'round_issued' ? items.map((item) => t(`rounds:reason.${item}`)) : items
  return words.join(t('shell:listComma'))
}

/** Kinds whose sentence names the department already. */
const unitTold: readonly HistoryKind[] = ['signed', 'carried', 'recused', 'trigger_recorded', 'trigger_set_aside']

function doerOf({ person, role, unit, kind, opinion }: HistoryEntry, { t, lang }: HistoryWords): string | undefined {
  if (!person) return undefined
  const known = role && (roles as readonly string[]).includes(role) ? t(`roles:${role}`) : ''
  const place = unitTold.includes(kind) ? '' : nameOf(unit, lang)
  const signer = signerWords(t, person, opinion?.signedFor)
  return t('candidates:event.who', { person: signer, role: [place, known].filter(Boolean).join(' · ') })
}

function nameOf(unit: HistoryEntry['unit'], lang: string): string {
  return (lang === 'en' ? unit?.nameEn : unit?.name) ?? ''
}

const pages: Partial<Record<HistoryKind, string>> = {
  approved: '/outcomes',
  superseded: '/outcomes',
  final: '/outcomes',
  proposed: '/outcomes',
  refused: '/outcomes',
  taken_back: '/outcomes',
  stale: '/outcomes',
  placed: '/meetings',
  taken_off: '/meetings',
  decided: '/meetings',
  notice_issued: '/notices',
  notice_step: '/notices',
  recheck_opened: '/rechecks',
  recheck_answered: '/rechecks',
  recheck_cancelled: '/rechecks',
}

function linkOf(entry: HistoryEntry, { t, candidateId, versions }: HistoryWords): HistoryLine['link'] {
  const version = isVersion(entry) ? versions.find(({ at }) => at.getTime() === entry.at.getTime()) : undefined
  if (version) {
    const { number } = version
    return { href: `/candidates/${candidateId}/versions/${number}`, label: t('history:version.link', { number }) }
  }
  const page = pages[entry.kind]
  if (!page || !entry.record) return undefined
  const minutes = entry.kind === 'decided'
  return {
    href: `${page}/${entry.record}${minutes ? '/minutes' : ''}`,
    label: t(minutes ? 'history:minutes' : 'history:read'),
  }
}

function isVersion({ kind, changes }: HistoryEntry): boolean {
  return kind === 'enter' || kind === 'import' || (kind === 'correct' && changes !== null)
}
