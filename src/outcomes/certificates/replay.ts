import { isDeepStrictEqual } from 'node:util'
import { compareCodes } from '../../criteria/code-order'
import { digestOf } from '../../lib/canonical'
import { type Message, message } from '../../lib/message'
import { ruleVersion, standingOf } from '../../standings/standing'
import { groundChoices, offers } from '../outcome'
import { caseIn, certificateDigest, derivedFrom, type Certificate, type Derived } from './certificate'

/** Everything in which a certificate differs from what its own answers, list and digests give; empty when it holds. */
export function differencesIn(certificate: Certificate): Message[] {
  return [...digestDifferences(certificate), ...handDifferences(certificate), ...ruleDifferences(certificate)]
}

/** What the rule makes of its answers otherwise than it says. The rule of another version is not this program's to replay. */
export function ruleDifferences(certificate: Certificate): Message[] {
  const written = certificate.ruleVersion
  if (written !== ruleVersion) return [differs('ruleVersion', { written, known: ruleVersion })]
  const now = derivedFrom(certificate)
  return [...derivedDifferences(certificate, now), ...outcomeDifferences(certificate)]
}

function digestDifferences(certificate: Certificate): Message[] {
  const { digest: written, ...criteria } = certificate.criteria
  return [
    ...(certificateDigest(certificate) === certificate.digest ? [] : [differs('digest')]),
    ...(digestOf(criteria) === written ? [] : [differs('criteria')]),
  ]
}

/** Who drafted never signs, who proposed never approves, and nothing is decided on what is signed later. */
function handDifferences({ reviews, proposed, approved }: Certificate): Message[] {
  const signed = reviews.filter(({ state }) => state === 'signed')
  return [
    ...signed.filter(({ signature }) => !signature).map(({ department }) => differs('unsigned', { department })),
    ...signed
      .filter(
        ({ signature }) =>
          signature && [signature.signerId, signature.signedForId].includes(signature.drafterId ?? '—'),
      )
      .map(({ department }) => differs('signedByDrafter', { department })),
    ...signed
      .filter(({ signature }) => signature && signature.signedAt > proposed.at)
      .map(({ department }) => differs('signedLater', { department })),
    ...(proposed.accountId === approved.accountId ? [differs('approvedByProposer')] : []),
    ...(approved.at < proposed.at ? [differs('approvedBefore')] : []),
  ]
}

function derivedDifferences(written: Derived, now: Derived): Message[] {
  return [
    ...(written.standing === now.standing
      ? []
      : [differs('standing', { written: written.standing, now: now.standing })]),
    ...codesThatDiffer(written.findings, now.findings).map((item) => differs('finding', { item })),
    ...codesThatDiffer(written.lapsed, now.lapsed).map((item) => differs('lapsed', { item })),
    ...(same(written.waitingFor, now.waitingFor) ? [] : [differs('waitingFor')]),
    ...(same(written.needed, now.needed) ? [] : [differs('needed', { now: now.needed.join(' ') || '—' })]),
    ...(same(written.wouldChange, now.wouldChange) ? [] : [differs('wouldChange')]),
  ]
}

/** Only what the standing allows can be decided, and only on items that it rests on (rules §5). */
function outcomeDifferences(certificate: Certificate): Message[] {
  const standing = standingOf(caseIn(certificate))
  const { outcome, ground, groundItems } = certificate
  const offer = offers[standing.standing]
  const choices = groundChoices(standing)
  const grounded = outcome === 'ineligible' && ground === offer.ground && groundItems.length > 0
  return [
    ...(offer.outcomes.includes(outcome) ? [] : [differs('outcome')]),
    ...((outcome === 'ineligible' ? grounded : ground === null) ? [] : [differs('ground')]),
    ...groundItems.filter((item) => !choices.includes(item)).map((item) => differs('groundItem', { item })),
  ]
}

function codesThatDiffer<T extends { item: string }>(written: readonly T[], now: readonly T[]): string[] {
  const codes = [...new Set([...written, ...now].map(({ item }) => item))].sort(compareCodes)
  const of = (rows: readonly T[], code: string) => rows.filter(({ item }) => item === code)
  return codes.filter((code) => !same(of(written, code), of(now, code)))
}

function same(one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(one, other)
}

function differs(what: string, values?: Message['values']): Message {
  return message(`certificates:differs.${what}`, values)
}
