import { z } from 'zod'
import { isWindow, itemClasses, sanctionKinds, type Window } from '../../criteria/criteria'
import { canonicalJson } from '../../lib/canonical'
import { isDay } from '../../lib/day'
import { type Message, message } from '../../lib/message'
import { answerWords, precedence, type FindingWord, type StandingWord } from '../../standings/standing'
import { offers, type OutcomeWord } from '../outcome'
import type { Certificate } from './certificate'

/** A certificate that can be replayed; `notation` is set where the file is not written as the program writes it. */
export type ReadCertificate =
  { ok: true; certificate: Certificate; notation: Message[] } | { ok: false; message: Message }

/**
 * Reads the text of a file. A name that comes twice in it is seen one way by a reader and another by a program: so a text
 * that is not the canonical one is told (a line break at its end and a byte order mark do not count).
 */
export function readCertificate(text: string): ReadCertificate {
  const json = parsed(text)
  if (json === undefined) return { ok: false, message: message('certificates:read.notJson') }
  const read = certificateSchema.safeParse(json)
  if (!read.success) return { ok: false, message: shapeProblem(json, read.error.issues) }
  const canonical = text.replace(/^\ufeff/, '').replace(/\r?\n$/, '') === canonicalJson(json)
  const notation = canonical ? [] : [message('certificates:differs.notation')]
  return { ok: true, certificate: read.data as Certificate, notation }
}

const text = z.string().max(5000)
const name = z.string().max(500)
const code = z.string().min(1).max(60)
const hex = z.string().regex(/^[0-9a-f]{64}$/)
const day = z.string().refine(isDay)
const instant = z.iso.datetime({ precision: 3 })
const count = z.int().min(0).max(100_000)
const several = <T extends z.ZodType>(one: T, most = 500) => z.array(one).max(most)

const answerWord = z.enum(answerWords)
const itemClass = z.enum(itemClasses)
const standing = z.enum(precedence.map((row) => row.standing) as [StandingWord, ...StandingWord[]])
const outcome = z.enum([...new Set(Object.values(offers).flatMap((offer) => offer.outcomes))] as [
  OutcomeWord,
  ...OutcomeWord[],
])
const findings = ['confirmed', 'disputed', 'open', 'pending', 'clear', 'unanswered'] as const satisfies FindingWord[]

const criteria = z.strictObject({
  key: name,
  version: count,
  name,
  digest: hex,
  items: several(
    z.strictObject({
      code,
      text,
      text_en: text,
      class: itemClass,
      lead: code,
      assisting: several(code, 100),
      window: z.custom<Window>((value) => typeof value === 'string' && isWindow(value)),
      off: z.boolean().optional(),
    }),
  ),
  sanctions: several(z.strictObject({ key: code, name, kind: z.enum(sanctionKinds), months: count })),
})

const fact = z.strictObject({
  kind: text,
  effect: text,
  statedEnd: text.nullable(),
  evidenceType: text,
  documentNumber: text,
  issuingBody: text,
  words: text,
})

const signature = z.strictObject({
  reviewId: code,
  round: count,
  drafterId: code.nullable(),
  drafter: name.nullable(),
  signerId: code,
  signer: name,
  signedForId: code.optional(),
  signedFor: name.optional(),
  signedAt: instant,
})

const review = z.strictObject({
  department: code,
  state: z.enum(['unsigned', 'signed', 'returned']),
  signature: signature.nullable(),
  answers: several(z.strictObject({ item: code, answer: answerWord, facts: several(fact, 100), words: text })),
})

const finding = z.strictObject({
  item: code,
  class: itemClass,
  finding: z.enum(findings),
  at: instant.nullable(),
  answers: several(
    z.strictObject({
      department: code,
      lead: z.boolean(),
      answer: answerWord.nullable(),
      lapsed: z.boolean(),
      end: text.nullable(),
    }),
  ),
})

const change = z.strictObject({
  department: code,
  item: code,
  from: z.enum([...answerWords, 'lapsed']),
  to: answerWord,
})
const alteration = z.strictObject({ changes: several(change, 20_000), standing }).nullable()

const wouldChange = z.strictObject({
  smallest: alteration,
  better: alteration,
  periodEnd: z
    .strictObject({ day, ended: several(z.strictObject({ department: code, item: code }), 20_000), standing })
    .nullable(),
  kinds: several(z.strictObject({ to: answerWord, lead: z.boolean(), classes: several(itemClass, 3), standing })),
})

const hand = z.strictObject({ accountId: code, name, at: instant })

const certificateSchema = z.strictObject({
  format: z.literal('lianshen-certificate'),
  formatVersion: z.literal([1, 2]),
  outcomeId: code,
  recordDigest: hex,
  candidate: z.strictObject({ id: code, name, township: name, team: name, post: name, maskedId: name }),
  round: z.strictObject({ id: code, number: count }),
  referenceDate: day,
  terms: z.strictObject({ cycleStart: day.nullable(), lastTermStart: day.nullable() }),
  departments: several(z.strictObject({ key: code, name, nameEn: name }), 100),
  criteria,
  ruleVersion: code,
  withdrawn: z.boolean(),
  resubmitted: z.boolean(),
  askedAgain: several(code, 100),
  reviews: several(review, 200),
  outcome,
  ground: z.enum(['bar', 'refer']).nullable(),
  groundItems: several(code),
  until: day.nullable(),
  words: text,
  meeting: z.strictObject({ metOn: day, documentNumber: name }).nullable(),
  proposed: hand,
  approved: hand,
  standing,
  findings: several(finding),
  lapsed: several(z.strictObject({ item: code, department: code, end: text, at: instant.nullable() }), 20_000),
  waitingFor: several(code, 100),
  needed: several(code),
  wouldChange,
  digest: hex,
})

function parsed(file: string): unknown {
  try {
    return JSON.parse(file.replace(/^\ufeff/, ''))
  } catch {
    return undefined
  }
}

/** Another kind of file, a certificate of a later program, or the first field that is not as it should be. */
function shapeProblem(json: unknown, [issue]: z.core.$ZodIssue[]): Message {
  const { format, formatVersion } = Object(json) as { format?: unknown; formatVersion?: unknown }
  if (format !== 'lianshen-certificate') return message('certificates:read.notACertificate')
  if (formatVersion !== 1 && formatVersion !== 2)
    return message('certificates:read.formatVersion', { version: String(formatVersion) })
  return message('certificates:read.field', { place: issue!.path.map(String).join('.') || '—' })
}
