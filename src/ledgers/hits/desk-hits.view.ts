import type { Translate } from '../../locales/translate'
import type { DeskReview } from '../../reviews/reviews.store'
import { ownedItems } from '../../reviews/review'
import { itemFor } from '../filling/filled-fact'
import type { Filled } from '../filling/filling'
import { filledMarks } from '../filling/filling.view'
import { hitAddress, keyTone, namesOf, stateTone } from './hits.view'
import { evidenceOf } from '../evidence'
import type { Hit } from './hit'

type DeskHit = ReturnType<typeof deskHit>
type Mark = ReturnType<typeof filledMarks>[number]

/** What ledgers say beside a desk: by item code, and of rows that speak about no item of this department. */
export type DeskHits = { byItem: Record<string, { hits: DeskHit[]; marks: Mark[] }>; others: DeskHit[] }

/** `hits` are those that nobody has set aside. A hit is only a hint: nothing of it is an answer. */
export function deskHits(
  t: Translate,
  { hits, fillings, review }: { hits: readonly Hit[]; fillings: readonly Filled[]; review: DeskReview },
): DeskHits {
  const items = ownedItems(review)
  const marks = filledMarks(t, fillings, review)
  const isMarked = ({ rowId, state }: Hit) => state === 'same' && marks.some((mark) => mark.rowId === rowId)
  // A row that has become a fact is told by the fact's mark.
  const told = hits.filter((hit) => !isMarked(hit))
  const placed = told.map((hit) => ({ code: itemFor(hit.kind, items)?.code ?? '', hit: deskHit(t, hit) }))
  const at = (code: string) => ({
    hits: placed.filter((one) => one.code === code).map(({ hit }) => hit),
    marks: marks.filter((mark) => mark.code === code),
  })
  const beside = items.map(({ code }) => [code, at(code)] as const)
  return {
    byItem: Object.fromEntries(beside.filter(([, { hits: own, marks: filled }]) => own.length + filled.length > 0)),
    others: at('').hits,
  }
}

function deskHit(t: Translate, hit: Hit) {
  const { disagrees } = evidenceOf(hit.row, hit.candidate)
  const { kind, row } = hit
  return {
    text: t('ledgers:hit.place', { kind: t(`ledgers:kind.${kind}`), version: row.version, row: row.row }),
    name: row.name ?? '',
    state: { text: t(`ledgers:hits.state.${hit.state}`), tone: stateTone[hit.state] },
    key: { text: t(`ledgers:hits.key.${hit.key}`), tone: keyTone[hit.key] },
    disagrees: disagrees.length ? t('ledgers:desk.disagrees', { what: namesOf(t, disagrees) }) : '',
    link: { href: hitAddress(hit), label: t(`ledgers:desk.${hit.state}`) },
  }
}
