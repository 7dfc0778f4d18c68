import { minuteInChina } from '../../lib/clock'
import { maskIdNumber } from '../../lib/id-number'
import type { Tone } from '../../lib/tone'
import type { Translate } from '../../locales/translate'
import type { Problem } from '../../web/pages/page'
import { compared, evidenceOf, type Compared } from '../evidence'
import { type KindKey, kindOf, ownColumns } from '../kind'
import type { Reader } from '../ledgers.view'
import type { offerView } from '../filling/filling.view'
import type { HitKey } from '../match-key'
import { decisions, type Hit, type HitState, type Pair } from './hit'

/** `numbers` are both ID numbers, opened; `offer` is what "the same person" would fill in. */
export type HitGiven = {
  hit: Hit
  numbers: { row: string | null; candidate: string }
  offer: ReturnType<typeof offerView>
  /** The kind of ledger that the reader goes through; '' for all of them. */
  kind: KindKey | ''
}

/** One hit side by side, with the form that decides it. */
export function hitPage(
  { t }: Reader,
  { hit, numbers, offer, kind }: HitGiven,
  again: { typed: Record<string, string>; problems: Problem[] },
) {
  return {
    title: t('ledgers:hit.title', { name: hit.candidate.name }),
    lead: t('ledgers:hit.place', { kind: t(`ledgers:kind.${hit.kind}`), version: hit.row.version, row: hit.row.row }),
    status: { text: t(`ledgers:hits.state.${hit.state}`), tone: stateTone[hit.state] },
    breadcrumbs: [
      { label: t('ledgers:title'), href: '/ledgers' },
      { label: t('ledgers:hits.title'), href: '/ledgers/hits' },
    ],
    actions: [{ label: t('ledgers:hit.review'), href: `/reviews/${hit.reviewId}` }],
    skip: `/ledgers/hits/next?${new URLSearchParams({ ...(kind ? { kind } : {}), after: pairOf(hit) })}`,
    problems: again.problems,
    key: { text: t(`ledgers:hits.key.${hit.key}`), tone: keyTone[hit.key] },
    fields: fieldRows(t, hit, numbers),
    record: ownColumns(kindOf(hit.kind))
      .filter(({ key }) => hit.row.values[key])
      .map(({ key }) => ({ label: t(`ledgers:column.${key}`), text: hit.row.values[key]! })),
    decided: decidedWords(t, hit),
    offer,
    form: {
      action: hitAddress(hit, kind),
      ...reasonsOf(t, hit),
      seen: hit.state,
      decision: again.typed['decision'] ?? '',
      words: again.typed['words'] ?? '',
      options: decisions.map((value) => {
        return { value, label: t(`ledgers:hit.${value}`), help: t(`ledgers:hit.${value}Help`) }
      }),
    },
  }
}

/** What was decided last, by whom and why; '' of what nobody has looked at. */
export function decidedWords(t: Translate, { decided }: Hit): string {
  if (!decided) return ''
  const { by: person, at, words } = decided
  return t('ledgers:hit.decidedBy', { person, at: minuteInChina(new Date(at)), words })
}

/** `kind`: the kind of ledger that the reader goes through. */
export function hitAddress({ rowId, candidateId }: Pair, kind: KindKey | '' = ''): string {
  return `/ledgers/hits/${rowId}/${candidateId}${kind ? `?kind=${kind}` : ''}`
}

/** What the comparison itself says for each decision; '' where it says nothing. */
function reasonsOf(t: Translate, hit: Hit) {
  const { agrees, disagrees } = evidenceOf(hit.row, hit.candidate)
  const reason = (key: 'same' | 'notSame', whats: Compared[]) =>
    whats.length ? t(`ledgers:hit.reason.${key}`, { what: namesOf(t, whats) }) : ''
  return { same: reason('same', agrees), notSame: reason('notSame', disagrees) }
}

export const keyTone: Record<HitKey, Tone> = {
  id: 'bar',
  name_birth: 'refer',
  name: 'hold',
  sound: 'hold',
  swapped: 'hold',
  dropped: 'hold',
  part: 'hold',
}

export const stateTone: Record<HitState, Tone> = { open: 'waiting', same: 'bar', not_same: 'plain' }

function pairOf({ rowId, candidateId }: Pair): string {
  return `${rowId}.${candidateId}`
}

/** One hit as a list prints it. */
export function rowView(t: Translate, hit: Hit) {
  const { disagrees } = evidenceOf(hit.row, hit.candidate)
  const { candidate, row } = hit
  const contents = ownColumns(kindOf(hit.kind)).flatMap(({ key }) => row.values[key] ?? [])
  return {
    hit: pairOf(hit),
    href: hitAddress(hit),
    name: candidate.name,
    place: `${candidate.township} ${candidate.village}`,
    tick: t('ledgers:hits.tick', { name: candidate.name }),
    kind: t(`ledgers:kind.${hit.kind}`),
    record: row.name ?? t('ledgers:column.idNumber'),
    contents: contents.slice(0, 2).join(' · ').slice(0, 60),
    key: { text: t(`ledgers:hits.key.${hit.key}`), tone: keyTone[hit.key] },
    disagrees: disagrees.length ? namesOf(t, disagrees) : t('ledgers:hits.nothing'),
    state: { text: t(`ledgers:hits.state.${hit.state}`), tone: stateTone[hit.state] },
  }
}

export function namesOf(t: Translate, whats: Compared[]): string {
  return whats.map((what) => t(`ledgers:compared.${what}`)).join(t('shell:listComma'))
}

function fieldRows(t: Translate, hit: Hit, numbers: { row: string | null; candidate: string }) {
  const { agrees, disagrees } = evidenceOf(hit.row, hit.candidate)
  const { row, candidate } = hit
  const sex = (word: string) => t(`ledgers:sex.${word}`)
  const sides: Record<Compared, [string, string]> = {
    id: [numbers.row ? maskIdNumber(numbers.row) : '', maskIdNumber(numbers.candidate)],
    name: [row.name ?? '', candidate.name],
    birth: [row.births.join('/'), candidate.birth],
    year: [row.years.join('/'), candidate.birth.slice(0, 4)],
    sex: [row.sexes.map(sex).join('/'), sex(candidate.sex)],
    township: [row.township ?? '', candidate.township],
    village: [row.village ?? '', candidate.village],
  }
  // A whole date says all that its year says.
  const shown = compared.filter((what) => what !== (row.births.length ? 'year' : 'birth'))
  return shown.map((what) => {
    const verdict = agrees.includes(what) ? 'agrees' : disagrees.includes(what) ? 'disagrees' : 'unsaid'
    const [record, person] = sides[what]
    const tone = ({ agrees: 'clear', disagrees: 'bar', unsaid: 'plain' } as const)[verdict]
    return {
      label: t(`ledgers:compared.${what}`),
      record,
      candidate: person,
      verdict: { text: t(`ledgers:hit.${verdict}`), tone },
    }
  })
}
