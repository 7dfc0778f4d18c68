import type { Item } from '../../criteria/criteria'
import type { EvidencePart } from '../../evidence/evidence.view'
import type { Language } from '../../locales/catalogues'
import type { Translate } from '../../locales/translate'

/** Papers taken along cannot be removed here; where nothing has been found yet, the part says when papers can be added. */
export function proofsPart(
  { t, lang }: { t: Translate; lang: Language },
  along: EvidencePart | null,
  own: EvidencePart | null,
  found: Item[],
): EvidencePart | null {
  const files = [...(along?.files ?? []), ...(own?.files ?? [])]
  if (!files.length && !own) return null
  const items = found.map(({ code, text, text_en }) => ({
    value: code,
    label: `${code} ${lang === 'en' ? text_en : text}`,
  }))
  const upload = own?.upload && items.length ? { ...own.upload, items, help: helpOf(t, own.upload.help) } : null
  const none = own?.upload && !items.length ? t('evidence:proofs.none') : ''
  return { id: 'proofs', title: t('evidence:proofs.title'), files, upload, full: own?.full || none }
}

function helpOf(t: Translate, help: string): string {
  return `${help}${t('evidence:proofs.save')}`
}
