import { minuteInChina } from '../../../lib/clock'
import type { Translate } from '../../../locales/translate'
import { checkName } from './packet-check.view'
import type { KeptPacket } from '../packets.store'

/** A workbook that was handed out: what it is, and its two files. */
export function packetOutPage(t: Translate, packet: KeptPacket) {
  const { id, fileName, digest, people, roundNumber, referenceDate, createdAt, replacedAt, person } = packet
  return {
    title: t('packets:made.title'),
    lead: fileName,
    breadcrumbs: [{ label: t('packets:title'), href: '/reviews/packets' }, { label: t('packets:made.title') }],
    replaced: replacedAt ? t('packets:made.replaced', { when: minuteInChina(replacedAt) }) : '',
    files: isHandedOutAgain(packet)
      ? [
          { href: `/reviews/packets/${id}/workbook`, name: fileName, text: t('packets:made.workbookText'), main: true },
          {
            href: `/reviews/packets/${id}/check`,
            name: checkName(t, packet),
            text: t('packets:made.checkText'),
            main: false,
          },
        ]
      : [],
    facts: [
      {
        label: t('packets:check.round'),
        text: t('packets:check.roundText', { number: roundNumber, day: referenceDate }),
      },
      ...(people === null ? [] : [{ label: t('packets:check.people'), text: String(people) }]),
      { label: t('packets:check.when'), text: minuteInChina(createdAt) },
      { label: t('packets:check.who'), text: person },
      { label: 'SHA-256', text: digest.replace(/(.{8})(?=.)/g, '$1 '), digest: true },
    ],
  }
}

/** The newest workbook of a round is given again as often as somebody asks; an older one would not be taken back. */
export function isHandedOutAgain({ hasBytes, replacedAt }: Pick<KeptPacket, 'hasBytes' | 'replacedAt'>): boolean {
  return hasBytes && replacedAt === null
}
