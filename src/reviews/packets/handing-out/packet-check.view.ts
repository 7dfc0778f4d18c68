import { minuteInChina } from '../../../lib/clock'
import type { Translate } from '../../../locales/translate'
import type { KeptPacket } from '../packets.store'

/** The name of the text that goes with a workbook: beside it in every list of files. */
export function checkName(t: Translate, { fileName }: Pick<KeptPacket, 'fileName'>): string {
  return `${fileName.replace(/\.xlsx$/, '')}-${t('packets:check.suffix')}.txt`
}

/**
 * What a department compares the workbook with before it opens it. Plain text, with the marks that the oldest editors of
 * Windows need: a byte order mark, and CR LF.
 */
export function checkText(t: Translate, packet: KeptPacket): string {
  const { fileName, digest, departmentName, roundNumber, referenceDate, people, createdAt, person } = packet
  const line = (key: string, text: string) => t('packets:check.line', { label: t(`packets:check.${key}`), text })
  const lines = [
    t('packets:check.title'),
    '',
    line('file', fileName),
    line('digest', digest),
    line('department', departmentName),
    line('round', t('packets:check.roundText', { number: roundNumber, day: referenceDate })),
    line('people', String(people)),
    line('when', minuteInChina(createdAt)),
    line('who', person),
    '',
    t('packets:check.how'),
    t('packets:check.windows'),
    `    certutil -hashfile "${fileName}" SHA256`,
    t('packets:check.linux'),
    `    sha256sum "${fileName}"`,
    t('packets:check.same'),
    t('packets:check.before'),
    t('packets:check.differs'),
  ]
  return `\ufeff${lines.join('\r\n')}\r\n`
}
