import { signerWords } from '../../../accounts/deputies/deputies.view'
import { kindInWords } from '../../../criteria/sanction.view'
import { minuteInChina } from '../../../lib/clock'
import { standingOf } from '../../../standings/standing'
import type { ItemAnswer, Standing } from '../../../standings/standing'
import type { DatedFact } from '../../../standings/window'
import { caseIn } from '../certificate'
import { clipped, departmentIn, itemNamed, type CertificateWords } from './certificate-words.view'

/** A needed item with what its owners said; `besides` and the like follow as plain lines. */
export type Why = { lead: string; items: { heading: string; lines: string[] }[]; also: string[] }

const mostFacts = 3
const mostLapses = 3

/** Why the standing was what it was: only what is needed for it in full, the rest by code. */
export function whyLines(words: CertificateWords): Why {
  const { certificate, t } = words
  const standing = standingOf(caseIn(certificate))
  return {
    lead: leadLine(standing, words),
    items: standing.reasons
      .filter(({ code }) => certificate.needed.includes(code))
      .map(({ code, answers }) => ({
        heading: t('certificates:why.item', { code: '', text: itemNamed(code, words) }).trim(),
        lines: [...answers.flatMap((answer) => answerLines(answer, words)), t('certificates:why.enough')],
      })),
    also: [...besides(standing, words), ...lapses(words), ...stillOut(words)],
  }
}

function leadLine({ standing }: Standing, { certificate, t }: CertificateWords): string {
  const known = ['clear', 'bar', 'hold', 'refer'].includes(standing)
  const items = certificate.criteria.items.filter((item) => !item.off).length
  const departments = certificate.reviews.filter(({ state }) => state === 'signed').length
  const word = t(`standings:standing.${standing}`)
  return t(`certificates:why.${known ? standing : 'other'}`, { standing: word, items, departments })
}

function answerLines(answer: ItemAnswer, words: CertificateWords): string[] {
  const { certificate, t } = words
  if (answer.answer === null || answer.answer === 'none' || answer.answer === 'not_ours') return []
  const signature = certificate.reviews.find(({ department }) => department === answer.department)?.signature
  const line = t('certificates:why.answer', {
    department: departmentIn(words, answer.department),
    part: t(`standings:owner.${answer.lead ? 'lead' : 'assisting'}`),
    said: t(`certificates:from.${answer.lapsed ? 'lapsed' : answer.answer}`),
    signer: signature ? signerWords(t, signature.signer, signature.signedFor) : '—',
    at: signature ? minuteInChina(new Date(signature.signedAt)) : '',
  })
  const more = answer.facts.length - mostFacts
  return [
    line,
    ...answer.facts.slice(0, mostFacts).map((fact) => factLine(fact, words)),
    ...(more > 0 ? [t('certificates:moreItems', { count: more })] : []),
  ]
}

function factLine(fact: DatedFact, words: CertificateWords): string {
  const { certificate, t } = words
  const kind = kindInWords(fact.kind, t, certificate.criteria.sanctions)
  const until = fact.end === null ? 'ever' : fact.inForce ? 'running' : 'ended'
  return t('certificates:why.fact', {
    kind: kind ? `${clipped(kind, words, 40)}${t('shell:listComma')}` : '',
    effect: fact.effect,
    paper: clipped([fact.evidenceType, fact.documentNumber].filter(Boolean).join(' ') || '—', words, 60),
    body: clipped(fact.issuingBody || '—', words, 40),
    until: t(`certificates:until.${until}`, { end: fact.end ?? '' }),
  })
}

function besides({ reasons }: Standing, { certificate, t }: CertificateWords): string[] {
  const others = reasons.map(({ code }) => code).filter((code) => !certificate.needed.includes(code))
  if (!others.length || !certificate.needed.length) return []
  return [t('certificates:why.besides', { items: others.slice(0, 8).join(' ') })]
}

function lapses(words: CertificateWords): string[] {
  const { certificate, t } = words
  const lines = certificate.lapsed
    .slice(0, mostLapses)
    .map(({ item, department, end }) =>
      t('certificates:why.lapsed', { item, department: departmentIn(words, department), end }),
    )
  const more = certificate.lapsed.length - mostLapses
  return more > 0 ? [...lines, t('certificates:moreItems', { count: more })] : lines
}

function stillOut(words: CertificateWords): string[] {
  const { certificate, t } = words
  const departments = certificate.waitingFor.map((key) => departmentIn(words, key)).join(t('shell:listComma'))
  return departments ? [t('certificates:why.waiting', { departments })] : []
}
