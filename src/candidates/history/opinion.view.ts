import type { CriteriaSet } from '../../criteria/criteria'
import { kindInWords } from '../../criteria/sanction.view'
import type { Tone } from '../../lib/tone'
import type { Translate } from '../../locales/translate'
import type { LinkedProof } from '../../standings/proofs.store'
import type { Answer } from '../../standings/standing'
import { type WhyProof, whyProof } from '../../standings/standings.view'
import { answerStatus } from '../../standings/status'
import type { SignedOpinion } from './history'

/** One item of an opinion as it was signed; each fact is one line. */
export type OpinionItem = {
  heading: string
  answer: string
  tone: Tone
  words: string
  facts: string[]
  proofs: WhyProof[]
}

/** An opinion with its papers, by the list of its round, in the order of the codes. */
export function opinionItems(
  { answers }: SignedOpinion,
  { list, proofs }: { list: CriteriaSet | undefined; proofs: readonly LinkedProof[] },
  { t, lang }: { t: Translate; lang: string },
): OpinionItem[] {
  // Written by the act that signed them.
  const entries = Object.entries(answers as Record<string, Answer>)
  return entries
    .sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }))
    .map(([code, answer]) => {
      const item = list?.items.find((one) => one.code === code)
      const { wording, tone } = answerStatus[answer.answer]
      return {
        heading: `${code} ${(lang === 'en' ? item?.text_en : item?.text) ?? ''}`.trim(),
        answer: t(wording),
        tone,
        words: answer.words ?? '',
        facts: answer.facts.map((fact) => factLine(fact, list, t)),
        proofs: proofs.filter((proof) => proof.code === code).map((proof) => whyProof(proof, t)),
      }
    })
}

function factLine(fact: Answer['facts'][number], list: CriteriaSet | undefined, t: Translate): string {
  const { kind, effect, statedEnd, evidenceType, documentNumber, issuingBody, words } = fact
  const paper = [evidenceType, documentNumber].filter(Boolean).join(' ')
  const parts = [
    list ? kindInWords(kind, t, list.sanctions) : kind,
    effect && t('standings:why.effect', { effect }),
    statedEnd ? t('history:until', { day: statedEnd }) : '',
    paper && t('standings:why.evidence', { paper, body: issuingBody || '—' }),
    words,
  ]
  return parts.filter(Boolean).join(t('shell:listComma'))
}
