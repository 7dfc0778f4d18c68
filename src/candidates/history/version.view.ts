import { minuteInChina } from '../../lib/clock'
import type { Candidate } from '../candidates.store'
import { fileFields } from '../candidate'
import { fieldInWords, type HistoryWords } from './history.view'
import type { FileVersion } from './versions'

const printed = ['idNumber', 'teamId', ...fileFields, 'relatives'] as const

/** A whole version of a file; what was corrected in it stands beside what it was. */
export function versionPage({ id, name }: Candidate, version: FileVersion, words: HistoryWords) {
  const { t, versions } = words
  const { number, at, changes, file } = version
  return {
    title: t('history:version.title', { number }),
    lead: minuteInChina(at),
    breadcrumbs: [
      { label: name, href: `/candidates/${id}/history` },
      { label: t('history:title'), href: `/candidates/${id}/history` },
    ],
    rows: printed.map((field) => ({
      label: t(`candidates:field.${field}`),
      text: fieldInWords(field, file[field], words),
      before: changes?.[field] ? fieldInWords(field, changes[field][0], words) : '',
      changed: Boolean(changes?.[field]),
    })),
    others: versions.map((one) => ({
      label: t('history:version.link', { number: one.number }),
      when: minuteInChina(one.at),
      href: one.number === number ? '' : `/candidates/${id}/versions/${one.number}`,
    })),
  }
}
