import type { Item } from '../../criteria/criteria'
import { findSanction } from '../../criteria/sanction'
import { kindInWords } from '../../criteria/sanction.view'
import type { Tone } from '../../lib/tone'
import { say } from '../../locales/translate'
import { factProblems } from '../../standings/fact'
import { answerWords, type Answer, type Fact } from '../../standings/standing'
import { dateFact } from '../../standings/window'
import { type Barred, type FactText, type ItemText, longest, mostFacts } from './desk-text'
import type { Reader } from '../file.view'
import { evidenceTypes } from '../returns/return-words'
import type { Basis } from '../review'

/** One item of the desk. `typed` is what the form shows, `saved` the answer it stands for (null: none yet). */
export type ShownItem = {
  item: Item
  typed: ItemText
  saved: Answer | null
  newer: Answer | null
  extraFact: boolean
  barred?: Barred
}

/** One owned item: its words, the four answers, its facts. Ids are field names, so that problems lead to them. */
export function itemView(
  reader: Reader,
  { item, typed, saved, newer, extraFact, barred = {} }: ShownItem,
  basis: Basis,
) {
  const { t } = reader
  const { code } = item
  return {
    code,
    ...itemHead(reader, item),
    name: `${code}.answer`,
    answers: answerWords
      .filter((word) => !barred[word])
      .map((word, place) => ({
        value: word,
        id: place ? `${code}.answer-${word}` : `${code}.answer`,
        label: t(`reviews:answer.${word}`),
        checked: typed.answer === word,
      })),
    facts: factTexts(typed.facts, extraFact).map((fact, place) => {
      return factView(reader, item, basis, { fact, place, saved: saved?.facts[place] })
    }),
    more: typed.facts.length + Number(extraFact) < mostFacts ? `add:${code}` : '',
    periodHint: item.window.startsWith('years') ? t('reviews:hint.penalty') : '',
    words: { name: `${code}.words`, value: typed.words, maxlength: longest.words },
    newer: newer ? t('reviews:conflict.newer', { text: answerSentence(reader, newer) }) : '',
  }
}

/** The head of an item, also where it can no longer be answered. */
export function itemHead({ t, lang }: Reader, item: Item) {
  return {
    text: lang === 'en' && item.text_en ? item.text_en : item.text,
    tag: { text: t(`criteria:class.${item.class}`), tone: tagTones[item.class] },
    hint: isYesOrNo(item) ? t('reviews:hint.yesOrNo') : '',
  }
}

/** 只答有无: of a case that is still open nothing is told but that it is (the list's N06). */
function isYesOrNo(item: Pick<Item, 'class' | 'window'>): boolean {
  return item.class === 'hold' && item.window === 'while'
}

/** An answer in one sentence, for what is signed and for what somebody else has saved. */
export function answerSentence({ t }: Reader, { answer, facts, words }: Answer): string {
  const said = facts.map((fact) =>
    [kindInWords(fact.kind, t), fact.effect, fact.documentNumber].filter(Boolean).join(' '),
  )
  return [t(`reviews:answer.${answer}`), ...said, words ?? ''].filter(Boolean).join(t('reviews:comma'))
}

/** Until when a fact counts, in words: a fact that is not dated yet says nothing. */
export function periodOf({ t }: Reader, fact: Fact, item: Item, basis: Basis): { text: string; tone: Tone } | null {
  if (!fact.effect || factProblems(item, fact, basis.criteria, basis.referenceDate).some(isAboutDates)) return null
  const { end, inForce } = dateFact(fact, item, basis)
  if (end === null) return { text: t('reviews:period.forEver'), tone: 'bar' }
  if (!inForce) return { text: t('reviews:period.lapsed', { end }), tone: 'clear' }
  return { text: t('reviews:period.inForce', { end, day: basis.referenceDate }), tone: 'bar' }
}

const tagTones: Record<Item['class'], Tone> = { bar: 'bar', hold: 'hold', refer: 'refer' }

function isAboutDates({ key }: { key: string }): boolean {
  return /effect|end|sanction/i.test(key.split('.').at(-1) ?? '')
}

/** At least one row to fill in; without JavaScript one more comes with each 'add'. */
function factTexts(facts: FactText[], extraFact: boolean): FactText[] {
  const shown = extraFact ? [...facts, emptyFact] : facts
  return shown.length ? shown.slice(0, mostFacts) : [emptyFact]
}

const emptyFact: FactText = {
  kind: '',
  effect: '',
  statedEnd: '',
  evidenceType: '',
  documentNumber: '',
  issuingBody: '',
  words: '',
}

type ShownFact = { fact: FactText; place: number; saved: Fact | undefined }

function factView(reader: Reader, item: Item, basis: Basis, { fact, place, saved }: ShownFact) {
  const { t } = reader
  const name = `${item.code}.${place}`
  const problems = saved ? factProblems(item, saved, basis.criteria, basis.referenceDate) : []
  const fields = [
    kindField(reader, item, basis, name, fact),
    ...dateFields(reader, name, fact),
    ...paperFields(reader, name, fact),
  ]
  const details = [`${name}.kind`, `${name}.words`]
  return {
    legend: t('reviews:fact.numbered', { number: place + 1 }),
    // What a workbook brought is shown, so that it can be taken out.
    fields: isYesOrNo(item) ? fields.filter((field) => field.value || !details.includes(field.name)) : fields,
    period: saved ? periodOf(reader, saved, item, basis) : null,
    gaps: problems.map((problem) => say(t, problem)),
  }
}

/** Under the sanction table a kind is chosen, elsewhere it is told in words. */
function kindField({ t }: Reader, item: Item, { criteria }: Basis, name: string, fact: FactText) {
  const base = { name: `${name}.kind`, label: t('reviews:fact.kind') }
  if (item.window !== 'sanction') return { as: 'field', ...base, value: fact.kind, maxlength: longest.kind }
  const options = criteria.sanctions.map((sanction) => ({
    value: sanction.key,
    label: t('reviews:fact.sanction', { name: sanction.name, months: sanction.months }),
  }))
  const value = findSanction(fact.kind, criteria.sanctions)?.key ?? fact.kind
  return {
    as: 'select',
    ...base,
    label: t('reviews:fact.sanctionKind'),
    options,
    value,
    empty: t('reviews:fact.choose'),
  }
}

function dateFields({ t }: Reader, name: string, fact: FactText) {
  const date = { as: 'field', inputmode: 'numeric', placeholder: '2024-08-01', maxlength: 20 }
  return [
    { ...date, name: `${name}.effect`, label: t('reviews:fact.effect'), value: fact.effect },
    { ...date, name: `${name}.statedEnd`, label: t('reviews:fact.statedEnd'), value: fact.statedEnd, required: false },
  ]
}

function paperFields({ t }: Reader, name: string, fact: FactText) {
  const text = (field: 'documentNumber' | 'issuingBody' | 'words', required?: boolean) => {
    const label = t(`reviews:fact.${field}`)
    return { as: 'field', name: `${name}.${field}`, label, value: fact[field], maxlength: longest[field], required }
  }
  const evidence = {
    as: 'select',
    name: `${name}.evidenceType`,
    label: t('reviews:fact.evidenceType'),
    value: fact.evidenceType,
    options: evidenceOptions({ t }, fact.evidenceType),
    empty: t('reviews:fact.choose'),
  }
  return [evidence, text('documentNumber'), text('issuingBody', false), text('words', false)]
}

/** The format's words are what is stored; one that a workbook brought along besides stays choosable. */
function evidenceOptions({ t }: Pick<Reader, 't'>, own: string) {
  const known = evidenceTypes.map((word, place) => ({ value: word as string, label: t(`reviews:evidence.${place}`) }))
  return !own || known.some(({ value }) => value === own) ? known : [...known, { value: own, label: own }]
}
