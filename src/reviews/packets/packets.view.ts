import { dayFromDate } from '../../lib/day'
import { minuteInChina } from '../../lib/clock'
import { type Message } from '../../lib/message'
import { say, type Translate } from '../../locales/translate'
import { answerSentence } from '../item.view'
import type { Reader } from '../file.view'
import type { Line } from './packet.policy'
import type { PacketPreview } from './packets.actions'
import type { ListedPacket } from './packets.store'
import type { OpenRound } from '../queue.store'
import { reasonMessage } from '../review.policy'

export function packetsPage(
  { t }: Reader,
  { rounds, current, packets }: { rounds: OpenRound[]; current: ListedPacket[]; packets: ListedPacket[] },
  problems: Record<string, Message> = {},
) {
  return {
    title: t('packets:title'),
    problems: Object.entries(problems).map(([field, problem]) => ({ field, text: say(t, problem) })),
    rounds: rounds.map((round) => ({
      id: round.id,
      name: t('reviews:desk.round', { number: round.number, day: dayFromDate(round.referenceDate) }),
      current: current.filter(({ roundId }) => roundId === round.id).map((packet) => currentOf(t, packet)),
    })),
    rows: packets.map((packet) => ({
      name: packet.fileName,
      href: `/reviews/packets/${packet.id}`,
      direction: t(`packets:direction.${packet.direction}`),
      round: packet.roundNumber,
      when: minuteInChina(packet.createdAt),
      who: packet.person,
      state: packet.direction === 'out' ? outWords(t, packet) : tallyWords(t, packet),
    })),
  }
}

const kinds = ['new', 'changed', 'collision', 'return', 'same', 'blank', 'recused', 'closed'] as const

/** What taking the workbook will do, before it is done. */
export function packetPreviewPage(reader: Reader, { packet, reading, lines, unsigned }: PacketPreview) {
  const { t } = reader
  const count = (kind: Line['kind']) => lines.filter((line) => line.kind === kind).length
  return {
    title: t('packets:previewTitle'),
    lead: packet.fileName,
    breadcrumbs: [{ label: t('packets:title'), href: '/reviews/packets' }, { label: t('packets:previewTitle') }],
    taken: packet.takenAt ? t('packets:takenBefore') : '',
    action: `/reviews/packets/${packet.id}/taking`,
    counts: kinds
      .filter((kind) => count(kind))
      .map((kind) => ({
        label: t(`packets:kind.${kind}`),
        text: t('reviews:signing.count', { count: count(kind) }),
        strong: kind === 'collision',
      })),
    signature: t(unsigned === null ? 'packets:signs' : `packets:unsigned.${unsigned}`),
    collisions: lines.filter(({ kind }) => kind === 'collision').map((line) => collision(reader, line)),
    closed: lines.flatMap(({ review, reason }) =>
      reason ? [{ name: review.name, reason: say(t, reasonMessage(reason)) }] : [],
    ),
    problems: [],
    cells: reading.problems.map((problem) => ({
      place: t('packets:cell', { sheet: problem.sheet, cell: problem.cell }),
      state: {
        text: t(`packets:severity.${problem.severity}`),
        tone: problem.severity === 'refused' ? 'bar' : 'hold',
      },
      text: say(t, problem.message),
    })),
  }
}

function collision(reader: Reader, { review, given }: Line) {
  const said = (answers: Line['answers']) =>
    Object.entries(answers).map(([code, answer]) => `${code} ${answerSentence(reader, answer)}`)
  return { id: review.id, name: review.name, stored: said(review.answers), given: said(given.answers) }
}

function currentOf(t: Translate, { id, createdAt, person }: ListedPacket) {
  return { href: `/reviews/packets/${id}`, text: t('packets:current', { when: minuteInChina(createdAt), person }) }
}

function outWords(t: Translate, { replacedAt }: ListedPacket): string {
  return replacedAt ? t('packets:replaced') : ''
}

function tallyWords(t: Translate, { takenAt, tally }: ListedPacket): string {
  if (!takenAt) return t('packets:notTaken')
  const { drafted = 0, returned = 0, kept = 0, signed = 0 } = tally ?? {}
  return t('packets:tally', { drafted, returned, kept, signed })
}
