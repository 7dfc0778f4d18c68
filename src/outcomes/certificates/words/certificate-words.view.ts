import { findItem } from '../../../criteria/criteria'
import type { Translate } from '../../../locales/translate'
import type { Certificate } from '../certificate'

/** What the lines of a certificate are printed with. */
export type CertificateWords = { certificate: Certificate; t: Translate; lang: string }

/** A department as it was called then, in the reader's language. */
export function departmentIn({ certificate, lang }: CertificateWords, key: string): string {
  const department = certificate.departments.find((one) => one.key === key)
  return (lang === 'en' ? department?.nameEn : department?.name) || key
}

/** As many characters as a line of the page bears; the rest is in the file. */
export function clipped(text: string, { t }: Pick<CertificateWords, 't'>, most = 120): string {
  return text.length > most ? `${text.slice(0, most)}${t('certificates:more')}` : text
}

/** An item by its code and its words. */
export function itemNamed(code: string, { certificate, lang, t }: CertificateWords, most = 60): string {
  const item = findItem(certificate.criteria, code)
  const text = lang === 'en' ? item?.text_en || item?.text : item?.text
  return `${code} ${clipped(text ?? '', { t }, most)}`.trim()
}
