import type { Item, Sanction } from '../../criteria/criteria'
import { findSanction } from '../../criteria/sanction'
import { isDay } from '../../lib/day'
import { longest } from '../../reviews/desk/desk-text'
import type { evidenceTypes } from '../../reviews/returns/return-words'
import type { Fact } from '../../standings/standing'
import { type KindKey, kindOf, ownColumns } from '../kind'

/**
 * Which columns of a kind stand for which part of a fact; whatever is left over goes into its words. `code` is the item
 * of the county's usual list (domain §4), `sanctioned` the one item of any list whose window is the sanction table.
 */
type Filling = {
  code: string
  sanctioned?: true
  kind: string
  /** What the fact is of where the row does not say it. */
  unsaid: string
  /** The first of them that holds a whole day. */
  effect: readonly string[]
  end: string | null
  evidence: (typeof evidenceTypes)[number] | ''
  document: string | null
  body: string | null
}

/** Kinds that are missing here say nothing that an answer could be: they stay hints. A tip-off is never a fact. */
const fillings: Partial<Record<KindKey, Filling>> = {
  sanctions: {
    code: 'N07',
    sanctioned: true,
    kind: 'sanction',
    unsaid: '',
    effect: ['effect'],
    end: 'end',
    evidence: '处分决定',
    document: 'document',
    body: 'body',
  },
  debtors: {
    code: 'N16',
    kind: 'conduct',
    unsaid: '失信被执行人',
    effect: ['listed', 'filed'],
    end: null,
    evidence: '失信名单查询',
    document: 'case',
    body: 'court',
  },
  penalties: {
    code: 'N11',
    kind: 'penalty',
    unsaid: '',
    effect: ['decided'],
    end: null,
    evidence: '行政处罚决定',
    document: 'document',
    body: 'body',
  },
  admissions: {
    code: 'N20',
    kind: 'issue',
    unsaid: '',
    effect: ['joined'],
    end: null,
    evidence: '',
    document: null,
    body: null,
  },
  audits: {
    code: 'N13',
    kind: 'issues',
    unsaid: '离任审计发现问题',
    effect: ['reported'],
    end: null,
    evidence: '审计报告',
    document: 'document',
    body: null,
  },
}

/** The item that a kind's rows speak about, among those that a desk answers; null where there is none. */
export function itemFor(kind: KindKey, items: readonly Item[]): Item | null {
  const filling = fillings[kind]
  if (!filling) return null
  const named = items.find(({ code }) => code === filling.code)
  return named ?? items.find(({ window }) => filling.sanctioned && window === 'sanction') ?? null
}

/**
 * A row as a fact, as far as the row says it: what is missing stays empty, and signing refuses it until somebody has
 * filled it in. Nothing that the row says is lost: what has no place of its own stands in the words.
 */
export function filledFact(kind: KindKey, values: Record<string, string>, sanctions: readonly Sanction[]): Fact {
  const filling = fillings[kind]!
  const taken = new Set<string>()
  const take = (key: string | null, fits: (text: string) => boolean): string => {
    const text = oneLine(values[key ?? ''] ?? '')
    if (!key || !text || !fits(text)) return ''
    taken.add(key)
    return text
  }
  const upTo = (most: number) => (text: string) => text.length <= most
  const sanction = filling.sanctioned ? findSanction(values[filling.kind] ?? '', sanctions) : null
  const effect = filling.effect.find((key) => isDay(values[key] ?? '')) ?? null
  const fact = {
    kind: take(filling.kind, filling.sanctioned ? () => sanction !== null : upTo(longest.kind)),
    effect: take(effect, isDay),
    statedEnd: take(filling.end, isDay) || null,
    documentNumber: take(filling.document, upTo(longest.documentNumber)),
    issuingBody: take(filling.body, upTo(longest.issuingBody)),
  }
  return {
    ...fact,
    kind: sanction?.key ?? (fact.kind || filling.unsaid),
    evidenceType: evidenceOf(filling, sanction),
    words: leftOver(kind, values, taken),
  }
}

/** An organisational measure is no sanction decision, and its paper has no type of its own. */
function evidenceOf({ evidence }: Filling, sanction: Sanction | null): string {
  const byBook = { party: '处分决定', administrative: '政务处分决定', organisational: '' } as const
  return sanction ? byBook[sanction.kind] : evidence
}

function leftOver(kind: KindKey, values: Record<string, string>, taken: ReadonlySet<string>): string {
  const rest = ownColumns(kindOf(kind)).filter(({ key }) => values[key] && !taken.has(key))
  const said = rest.map(({ key, heading }) => `${heading}：${oneLine(values[key]!)}`).join('；')
  return said.length > longest.words ? `${said.slice(0, longest.words - 1)}…` : said
}

/** As the desk's fields hold it: a line feed would be gone with the next save, and the fact would seem changed. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
