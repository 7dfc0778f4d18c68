import { signerWords } from '../accounts/deputies/deputies.view'
import type { Item } from '../criteria/criteria'
import { kindInWords } from '../criteria/sanction.view'
import type { Tone } from '../lib/tone'
import type { Translate } from '../locales/translate'
import type { ItemAnswer, Lapse, Reason } from './standing'
import type { StandingOnFile } from './on-file.store'
import type { LinkedProof } from './proofs.store'
import { answerStatus, findingStatus, standingStatus } from './status'
import type { DatedFact } from './window'

export type Why = {
  status: { text: string; tone: Tone }
  /** How many items are confirmed, lapsed, waited for. */
  summary: string
  items: { heading: string; tone: Tone; finding: string; itemClass: string; answers: WhyAnswer[] }[]
  lapsed: { heading: string; lines: string[] }[]
  waiting: string
}

export type WhyAnswer = { text: string; words: string; signed: string; facts: WhyFact[]; proofs: WhyProof[] }
/** `href` is empty, and `held` says why, where the paper cannot be opened. */
export type WhyProof = { name: string; href: string; held: string }
export type WhyFact = { text: string; evidence: string; until: string; inForce: boolean }

/** Why a candidate stands where they stand: what was found, by whom, on what paper, until when; what lapsed; who is out. */
export function whyOf(file: StandingOnFile, t: Translate, lang: string, at: (instant: Date) => string): Why {
  const words = { ...file, t, lang, at }
  const { standing } = file
  return {
    status: statusOf(standing.standing, t),
    summary: t('standings:why.summary', {
      items: file.criteria.items.filter((item) => !item.off).length,
      confirmed: standing.reasons.filter((reason) => reason.finding === 'confirmed').length,
      lapsed: standing.lapsed.length,
      waiting: standing.waitingFor.length,
    }),
    items: standing.reasons.filter((reason) => reason.finding !== 'open').map((reason) => whyItem(reason, words)),
    lapsed: standing.lapsed.map((lapse) => whyLapsed(lapse, words)),
    waiting: standing.waitingFor.map((key) => departmentName(key, words)).join(t('shell:listComma')),
  }
}

/** A standing's words and colour, for every list and page. */
export function statusOf(word: keyof typeof standingStatus, t: Translate): { text: string; tone: Tone } {
  const { wording, tone } = standingStatus[word]
  return { text: t(wording), tone }
}

type Words = StandingOnFile & { t: Translate; lang: string; at: (instant: Date) => string }

function whyItem(reason: Reason, words: Words): Why['items'][number] {
  const { wording, tone } = findingStatus[reason.finding]
  return {
    heading: heading(reason.code, words),
    tone: reason.finding === 'confirmed' ? reason.class : tone,
    finding: words.t(wording),
    itemClass: words.t(`criteria:class.${reason.class}`),
    answers: reason.answers
      .filter((answer) => answer.answer !== null)
      .map((answer) => whyAnswer(reason.code, answer, words)),
  }
}

function whyAnswer(code: string, answer: ItemAnswer, words: Words): WhyAnswer {
  const { t } = words
  const part = t(`standings:owner.${answer.lead ? 'lead' : 'assisting'}`)
  const said = answer.lapsed
    ? t('standings:lapsed')
    : t(answerStatus[answer.answer!].wording.replace('answer.', 'answerLong.'))
  const signature = words.signatures.get(answer.department)
  return {
    text: t('standings:why.said', { department: departmentName(answer.department, words), part, said }),
    words: answer.words,
    signed: signature
      ? t('standings:why.signed', {
          signer: signerWords(t, signature.signer, signature.signedFor),
          drafter: signature.drafter ?? '—',
          at: words.at(signature.at),
        })
      : '',
    facts: answer.facts.map((fact) => whyFact(fact, words)),
    proofs: words.proofs
      .filter((proof) => proof.department === answer.department && proof.code === code)
      .map((proof) => whyProof(proof, t)),
  }
}

/** A paper by its name, with the way to it where it can be opened. */
export function whyProof({ linkId, fileName, state }: LinkedProof, t: Translate): WhyProof {
  if (state === 'clean') return { name: fileName, href: `/evidence/${linkId}`, held: '' }
  return { name: fileName, href: '', held: t(`standings:proof.${state}`) }
}

function whyFact(fact: DatedFact, words: Words): WhyFact {
  const { t } = words
  const kind = kindInWords(fact.kind, t, words.criteria.sanctions)
  return {
    text: [kind, t('standings:why.effect', { effect: fact.effect }), fact.words]
      .filter(Boolean)
      .join(t('shell:listComma')),
    evidence: t('standings:why.evidence', {
      paper: [fact.evidenceType, fact.documentNumber].filter(Boolean).join(' '),
      body: fact.issuingBody || '—',
    }),
    until: untilOf(fact, t),
    inForce: fact.inForce,
  }
}

function untilOf(fact: DatedFact, t: Translate): string {
  if (fact.end === null) return t('standings:inForceForEver')
  return t(fact.inForce ? 'standings:inForceUntil' : 'standings:lapsedOn', { end: fact.end })
}

function whyLapsed(lapse: Lapse, words: Words): Why['lapsed'][number] {
  const { t } = words
  const department = departmentName(lapse.department, words)
  return {
    heading: heading(lapse.code, words),
    lines: lapse.facts.map((fact) => {
      const { text, until } = whyFact(fact, words)
      return t('standings:why.lapsedLine', { department, text, until })
    }),
  }
}

function itemOf(code: string, { criteria }: Words): Item | undefined {
  return criteria.items.find((item) => item.code === code)
}

function heading(code: string, words: Words): string {
  const item = itemOf(code, words)
  return `${code} ${(words.lang === 'en' ? item?.text_en : item?.text) ?? ''}`.trim()
}

function departmentName(key: string, { departments, lang }: Words): string {
  const department = departments.find((one) => one.key === key)
  return (lang === 'en' ? department?.nameEn : department?.name) ?? key
}
