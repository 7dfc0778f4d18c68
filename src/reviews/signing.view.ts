import type { Nearness } from '../candidates/nearness'
import { nearHint } from '../candidates/nearness.view'
import { pagerAt } from '../lib/pager'
import { say, type Translate } from '../locales/translate'
import type { Reader } from './file.view'
import { answerSentence } from './item.view'
import { reasonMessage } from './review.policy'
import { type Signable, signingDigest, signingTally } from './signing'
import type { Sorted } from './signing.actions'
import type { Actor } from '../accounts/actor'

export const signingPageSize = 50

/** How the signatory is near to candidates. */
type NearMap = Map<string, Nearness[]>

export type ReadyList = { rows: Signable[]; total: number; flagged: number; own: number }

/** Finished drafts to choose from, flagged ones first. */
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
    own: ready.own ? t('reviews:signing.own', { count: ready.own }) : '',
    all: mine ? t('reviews:signing.all', { count: mine }) : '',
    rows: ready.rows.map((review) => ({
      ...rowOf(reader, review),
      barred: review.draftedById === actor.accountId || review.near.includes(actor.accountId),
      near: nearOf(reader, review, ready.near),
    })),
    pager: pagerAt({ skip, shown: ready.rows.length, size: signingPageSize, total: ready.total }, signingHref),
  }
}

/** What signing will do, before it is done: how many say what, and who is left out and why. */
export function signingPreviewPage(reader: Reader, { willSign, leftOut }: Sorted, near: NearMap, changed: boolean) {
  const { t } = reader
  const tally = signingTally(willSign)
  return {
    title: t('reviews:signing.previewTitle'),
    breadcrumbs: [...crumbs(t, '/reviews/signing'), { label: t('reviews:signing.previewTitle') }],
    problems: changed ? [{ field: '', text: t('reviews:signing.changed') }] : [],
    text: t('reviews:signing.text', { total: tally.total }),
    tally: (['found', 'pending', 'none'] as const).map((word) => ({
      label: t(`reviews:signing.tally.${word}`),
      text: t('reviews:signing.count', { count: tally[word] }),
      strong: word !== 'none' && tally[word] > 0,
    })),
    total: tally.total,
    shown: signingDigest(willSign),
    ids: willSign.map(({ id }) => id),
    near: willSign.flatMap((review) => {
      const hint = nearOf(reader, review, near)
      return hint ? [{ name: review.name, ...hint }] : []
    }),
    flagged: willSign.filter(({ flagged }) => flagged).map((review) => rowOf(reader, review)),
    plain: willSign
      .filter(({ flagged }) => !flagged)
      .map(({ name }) => name)
      .join(t('shell:listComma')),
    leftOut: leftOut.map(({ review, reason }) => ({ name: review.name, reason: say(t, reasonMessage(reason)) })),
  }
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
    place: `${review.township} · ${review.team}`,
    draftedBy: review.draftedBy ?? '',
    said: told.map(([code, answer]) => `${code} ${answerSentence(reader, answer)}`),
  }
}
