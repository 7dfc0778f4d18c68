import { signerWords } from '../../../accounts/deputies/deputies.view'
import { nameOfCode } from '../../../candidates/codes/code-list'
import { posts } from '../../../candidates/codes/post'
import { compareCodes } from '../../../criteria/code-order'
import { minuteInChina } from '../../../lib/clock'
import type { Translate } from '../../../locales/translate'
import { itemsOwnedBy } from '../../../standings/owners'
import { caseIn, type Certificate, type CertifiedReview } from '../certificate'
import { changeLines } from './certificate-change.view'
import { clipped, departmentIn, itemNamed, type CertificateWords } from './certificate-words.view'
import { whyLines } from './certificate-why.view'

type Fact = { label: string; text: string }

/** The certificate in plain words, short enough for one A4 page: whatever is longer stands in the file. */
export function certificateText(certificate: Certificate, t: Translate, lang: string) {
  const words = { certificate, t, lang }
  return {
    decided: decidedFacts(words),
    why: whyLines(words),
    change: changeLines(words),
    answers: certificate.reviews
      .filter(({ department }) => isOwner(department, certificate))
      .map((review) => answerRow(review, words)),
    check: checkFacts(words),
  }
}

function decidedFacts(words: CertificateWords): Fact[] {
  const { certificate, t, lang } = words
  const { candidate, outcome, groundItems, until, meeting, proposed, approved } = certificate
  const person = { ...candidate, post: nameOfCode(posts, candidate.post, lang) }
  return facts(t, [
    ['person', t('certificates:person', person)],
    ['outcome', t(`outcomes:outcome.${outcome}`)],
    ['ground', groundItems.map((code) => itemNamed(code, words)).join(t('certificates:listSemi'))],
    ['until', until ?? ''],
    ['words', clipped(certificate.words, words)],
    ['meeting', meeting ? t('certificates:meetingOf', meeting) : ''],
    [
      'hands',
      t('certificates:hands', {
        proposer: proposed.name,
        proposedAt: minuteInChina(new Date(proposed.at)),
        approver: approved.name,
        approvedAt: minuteInChina(new Date(approved.at)),
      }),
    ],
  ])
}

function checkFacts({ certificate, t }: CertificateWords): Fact[] {
  const { referenceDate, round, criteria, ruleVersion, recordDigest, digest } = certificate
  const { name, key, version, items } = criteria
  const active = items.filter((item) => !item.off).length
  return facts(t, [
    ['referenceDate', t('certificates:referenceDateSays', { day: referenceDate, round: round.number })],
    [
      'criteria',
      t('certificates:criteriaSays', { name, key, version, items: active, digest: criteria.digest.slice(0, 12) }),
    ],
    ['rule', t('certificates:ruleSays', { version: ruleVersion })],
    ['record', recordDigest],
    ['digest', digest],
  ])
}

function answerRow({ department, state, signature, answers }: CertifiedReview, words: CertificateWords) {
  return {
    department: departmentIn(words, department),
    items: String(answers.length),
    said: state === 'signed' ? saidOf(department, answers, words) : words.t(`certificates:said.${state}`),
    drafter: signature?.drafter ?? '',
    signer: signature ? signerWords(words.t, signature.signer, signature.signedFor) : '',
    signedAt: signature ? minuteInChina(new Date(signature.signedAt)) : '',
  }
}

function saidOf(department: string, answers: CertifiedReview['answers'], { certificate, t }: CertificateWords): string {
  const lapsed = certificate.lapsed.filter((lapse) => lapse.department === department).map(({ item }) => item)
  const codesOf = (word: string) =>
    answers.filter(({ item, answer }) => answer === word && !lapsed.includes(item)).map(({ item }) => item)
  const said = [
    ['found', codesOf('found')],
    ['pending', codesOf('pending')],
    ['lapsed', lapsed],
  ] as const
  const parts = said
    .filter(([, codes]) => codes.length)
    .map(([word, codes]) =>
      t(`certificates:said.${word}`, { codes: [...codes].sort(compareCodes).slice(0, 6).join(' ') }),
    )
  return parts.join(t('certificates:listSemi')) || t('certificates:said.none')
}

/** Departments that own nothing of the list answered nothing. */
function isOwner(department: string, certificate: Certificate): boolean {
  return itemsOwnedBy(department, caseIn(certificate).criteria).length > 0
}

function facts(t: Translate, said: [string, string][]): Fact[] {
  return said.filter(([, text]) => text).map(([key, text]) => ({ label: t(`certificates:fact.${key}`), text }))
}
