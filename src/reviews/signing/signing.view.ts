import type { Nearness } from '../../candidates/structure/nearness'
import { nearHint } from '../../candidates/structure/nearness.view'
import { pagerAt } from '../../lib/pager'
import { say, type Translate } from '../../locales/translate'
import type { Reader } from '../file.view'
import type { Proof } from '../../standings/proofs.store'
import { whyProof } from '../../standings/standings.view'
import { answerSentence } from '../desk/item.view'
import { mayAct, reasonMessage } from '../review.policy'
import {
  isForOpening,
  type Placed,
  sampleRule,
  type Section,
  type SectionCounts,
  sectionCounts,
  sections,
  swiftSeconds,
} from '../signatory/section'
import { type Signable, signingDigest, signingTally } from './signing'
import type { Sorted } from './signing.actions'
import type { listReady, ReadyRow } from './signing.store'
import type { Actor } from '../../accounts/actor'
import { standInWords } from '../../accounts/deputies/deputies.view'

export const signingPageSize = 50

/** How the signatory is near to candidates. */
type NearMap = Map<string, Nearness[]>

export type ReadyList = Awaited<ReturnType<typeof listReady>>

/** Finished drafts to choose from, in the order in which they are to be looked at. */
export function signingPage(
  reader: Reader,
  actor: Actor,
  ready: ReadyList & { near: NearMap },
  pageNumber: number,
  unchosen = false,
) {
  const { t } = reader
  const mine = ready.total - ready.own
  const skip = (pageNumber - 1) * signingPageSize
  return {
    title: t('reviews:signing.title'),
    lead: t('reviews:signing.lead', { total: ready.total, flagged: ready.flagged }),
    breadcrumbs: crumbs(t),
    problems: unchosen ? [{ field: '', text: t('reviews:signing.unchosen') }] : [],
    standing: standInWords(t, actor),
    own: ready.own ? t('reviews:signing.own', { count: ready.own }) : '',
    all: mine ? t('reviews:signing.all', { count: mine }) : '',
    sections: sections
      .map((section) => ({
        ...sectionHead(t, section, ready.sections[section]),
        rows: ready.rows
          .filter(({ place }) => place.section === section)
          .map((review) => readyRow(reader, actor, review, ready.near)),
      }))
      .filter(({ rows }) => rows.length),
    pager: pagerAt({ skip, shown: ready.rows.length, size: signingPageSize, total: ready.total }, signingHref),
  }
}

/** What signing will do, before it is done: how many say what, and who is left out and why. */
export function signingPreviewPage(
  reader: Reader,
  { willSign, leftOut }: Sorted,
  {
    near,
    places,
    changed,
    standing,
    proofs,
  }: { near: NearMap; places: Map<string, Placed>; changed: boolean; standing: string; proofs: readonly Proof[] },
) {
  const { t } = reader
  const tally = signingTally(willSign)
  const rows = willSign.map((review) => ({ ...rowOf(reader, review), place: placeIn(places, review) }))
  const inside = (section: Section) => rows.filter(({ place }) => place.section === section)
  const counts = sectionCounts(rows.map(({ place }) => place))
  return {
    title: t('reviews:signing.previewTitle'),
    breadcrumbs: [...crumbs(t, '/reviews/signing'), { label: t('reviews:signing.previewTitle') }],
    problems: changed ? [{ field: '', text: t('reviews:signing.changed') }] : [],
    standing,
    text: t('reviews:signing.text', { total: tally.total }),
    tally: (['found', 'pending', 'none'] as const).map((word) => ({
      label: t(`reviews:signing.tally.${word}`),
      text: t('reviews:signing.count', { count: tally[word] }),
      strong: word !== 'none' && tally[word] > 0,
    })),
    sections: sections.map((section) => sectionFact(t, section, counts[section])).filter(({ count }) => count),
    unopened: unopenedOf(t, rows),
    total: tally.total,
    shown: signingDigest(willSign),
    ids: willSign.map(({ id }) => id),
    near: willSign.flatMap((review) => {
      const hint = nearOf(reader, review, near)
      return hint ? [{ name: review.name, ...hint }] : []
    }),
    flagged: inside('flagged').map((row) => ({
      ...row,
      opened: openedTag(t, row.place),
      proofs: proofs.filter(({ reviewId }) => reviewId === row.id).map((proof) => proofOf(t, proof)),
    })),
    toOpen: [...inside('swift'), ...inside('sample')].map((row) => ({
      ...row,
      tag: sectionTag(t, row.place),
      opened: openedTag(t, row.place),
    })),
    plain: inside('rest')
      .map(({ name }) => name)
      .join(t('shell:listComma')),
    leftOut: leftOut.map(({ review, reason }) => ({ name: review.name, reason: say(t, reasonMessage(reason)) })),
  }
}

/** A paper behind one of the answers, with the item that it proves. */
function proofOf(t: Translate, proof: Proof) {
  const link = whyProof(proof, t)
  return { ...link, name: `${proof.code} ${link.name}` }
}

type PlacedRow = { name: string; href: string; place: Placed }

/** What should have been opened first and was not; signing goes on all the same. */
function unopenedOf(t: Translate, rows: PlacedRow[]) {
  const left = rows.filter(({ place }) => isForOpening(place) && !place.opened)
  if (!left.length) return null
  return {
    text: t('signatory:warning', { count: left.length }),
    people: left.slice(0, mostNamed).map((row) => ({ ...row, tag: sectionTag(t, row.place) })),
    more: left.length > mostNamed ? t('signatory:warningMore', { count: left.length }) : '',
  }
}

/** So many people are named in a warning. */
const mostNamed = 30

function placeIn(places: Map<string, Placed>, { id }: Signable): Placed {
  return places.get(id) ?? { id, section: 'rest', seconds: null, opened: false }
}

function sectionHead(t: Translate, section: Section, counts: SectionCounts[Section]) {
  const values = { seconds: swiftSeconds, share: sampleRule.share * 100, least: sampleRule.least }
  return { key: section, why: t(`signatory:why.${section}`, values), ...sectionFact(t, section, counts) }
}

function sectionFact(t: Translate, section: Section, { total, opened }: SectionCounts[Section]) {
  const count = t('signatory:count', { count: total })
  const seen = isForOpening({ section }) ? t('signatory:openedOf', { opened, total }) : ''
  const label = t(`signatory:section.${section}`)
  return { label, text: [count, seen].filter(Boolean).join(t('reviews:comma')), count: total }
}

function readyRow(reader: Reader, actor: Actor, review: ReadyRow, near: NearMap) {
  const { t } = reader
  const barred = review.draftedById === actor.accountId || review.near.includes(actor.accountId)
  return {
    ...rowOf(reader, review),
    barred,
    near: nearOf(reader, review, near),
    tag: review.place.section === 'flagged' ? null : sectionTag(t, review.place),
    opened: openedTag(t, review.place),
    sendBack: mayAct(actor, 'send_back', review) ? '' : `/reviews/${review.id}/send-back`,
  }
}

function sectionTag(t: Translate, { section, seconds }: Placed) {
  if (section === 'rest') return null
  if (section === 'swift') return { text: t('signatory:seconds', { seconds: seconds ?? 0 }), tone: 'hold' }
  return { text: t(`signatory:section.${section}`), tone: section === 'flagged' ? 'bar' : 'refer' }
}

function openedTag(t: Translate, place: Placed) {
  if (!isForOpening(place)) return null
  return place.opened
    ? { text: t('signatory:opened'), tone: 'clear' }
    : { text: t('signatory:unopened'), tone: 'waiting' }
}

function nearOf({ t }: Reader, { id, candidateId }: Signable, near: NearMap) {
  return nearHint(t, near.get(candidateId), `/reviews/${id}/recusal?show=all`)
}

function signingHref(skip: number): string {
  return `/reviews/signing${skip ? `?page=${skip / signingPageSize + 1}` : ''}`
}

function crumbs(t: Translate, href?: string) {
  return [
    { label: t('reviews:queue.title'), href: '/reviews' },
    { label: t('reviews:signing.title'), ...(href ? { href } : {}) },
  ]
}

/** A line of a list: what was found or is being looked into, item by item. */
function rowOf(reader: Reader, review: Signable) {
  const told = Object.entries(review.answers).filter(([, { answer }]) => answer === 'found' || answer === 'pending')
  return {
    id: review.id,
    name: review.name,
    href: `/reviews/${review.id}?show=all`,
    where: `${review.township} · ${review.team}`,
    draftedBy: review.draftedBy ?? '',
    said: told.map(([code, answer]) => `${code} ${answerSentence(reader, answer)}`),
  }
}
