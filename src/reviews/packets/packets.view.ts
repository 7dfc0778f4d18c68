import { dayFromDate } from '../../lib/day'
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
  rounds: OpenRound[],
  packets: ListedPacket[],
  problems: Record<string, Message> = {},
) {
  return {
    title: t('reviews:packet.title'),
    problems: Object.entries(problems).map(([field, problem]) => ({ field, text: say(t, problem) })),
    rounds: rounds.map((round) => ({
      id: round.id,
      name: t('reviews:desk.round', { number: round.number, day: dayFromDate(round.referenceDate) }),
    })),
    rows: packets.map((packet) => ({
      name: packet.fileName,
      href: packet.direction === 'in' ? `/reviews/packets/${packet.id}` : '',
      direction: t(`reviews:packet.direction.${packet.direction}`),
      round: packet.roundNumber,
      when: packet.createdAt.toISOString().slice(0, 10),
      who: packet.person,
      state: packet.direction === 'out' ? '' : tallyWords(t, packet),
    })),
  }
}

const kinds = ['new', 'changed', 'collision', 'return', 'same', 'blank', 'recused', 'closed'] as const

/** What taking the workbook will do, before it is done. */
export function packetPreviewPage(reader: Reader, { packet, reading, lines, unsigned }: PacketPreview) {
  const { t } = reader
  const count = (kind: Line['kind']) => lines.filter((line) => line.kind === kind).length
  return {
    title: t('reviews:packet.previewTitle'),
    lead: packet.fileName,
    breadcrumbs: [
      { label: t('reviews:packet.title'), href: '/reviews/packets' },
      { label: t('reviews:packet.previewTitle') },
    ],
    taken: packet.takenAt ? t('reviews:packet.takenBefore') : '',
    action: `/reviews/packets/${packet.id}/taking`,
    counts: kinds
      .filter((kind) => count(kind))
      .map((kind) => ({
        label: t(`reviews:packet.kind.${kind}`),
        text: t('reviews:signing.count', { count: count(kind) }),
        strong: kind === 'collision',
      })),
    signature: t(unsigned === null ? 'reviews:packet.signs' : `reviews:packet.unsigned.${unsigned}`),
    collisions: lines.filter(({ kind }) => kind === 'collision').map((line) => collision(reader, line)),
    closed: lines.flatMap(({ review, reason }) =>
      reason ? [{ name: review.name, reason: say(t, reasonMessage(reason)) }] : [],
    ),
    problems: [],
    cells: reading.problems.map((problem) => ({
      place: t('reviews:packet.cell', { sheet: problem.sheet, cell: problem.cell }),
      state: {
        text: t(`reviews:packet.severity.${problem.severity}`),
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

function tallyWords(t: Translate, { takenAt, tally }: ListedPacket): string {
  if (!takenAt) return t('reviews:packet.notTaken')
  const { drafted = 0, returned = 0, kept = 0, signed = 0 } = tally ?? {}
  return t('reviews:packet.tally', { drafted, returned, kept, signed })
}
