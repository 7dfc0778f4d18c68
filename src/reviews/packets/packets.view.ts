import { dayFromDate } from '../../lib/day'
import { minuteInChina } from '../../lib/clock'
import { type Message } from '../../lib/message'
import { say, type Translate } from '../../locales/translate'
import type { Reader } from '../file.view'
import type { ListedPacket } from './packets.store'
import type { OpenRound } from '../queue/queue.store'

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
