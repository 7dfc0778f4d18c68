import { minuteInChina } from '../../lib/clock'
import type { Tone } from '../../lib/tone'
import type { Translate } from '../../locales/translate'
import type { EvidenceHolders } from '../evidence.store'
import type { HeldFile } from './held.store'

/** Files that nobody can open, each with the case that it belongs to. */
export function heldPage(t: Translate, files: HeldFile[], holders: EvidenceHolders) {
  return {
    title: t('evidence:held.title'),
    columns: ['file', 'state', 'where', 'who', 'at'].map((key) => ({ label: t(`evidence:held.${key}`) })),
    rows: files.map((file) => ({
      name: file.fileName + (file.removed ? t('evidence:held.removed') : ''),
      state: {
        text: t(`evidence:state.${file.state}`, { finding: file.finding ?? '' }),
        tone: (file.state === 'refused' ? 'bar' : 'hold') as Tone,
      },
      where: { text: t(`evidence:held.record.${file.recordType}`), href: hrefOf(file, holders) },
      who: file.attachedBy,
      at: minuteInChina(file.attachedAt),
    })),
  }
}

/** The desk is the department's: of its papers the candidate's page is what the office can open. */
function hrefOf({ recordType, recordId, candidateId }: HeldFile, holders: EvidenceHolders): string {
  return candidateId ? `/candidates/${candidateId}` : (holders[recordType]?.page(recordId) ?? '')
}
