import type { Item } from '../../criteria/criteria'
import type { EvidencePart } from '../../evidence/evidence.view'
import type { Language } from '../../locales/catalogues'
import type { Translate } from '../../locales/translate'
import { typedIn } from '../../web/pages/form'

/** `proofs`: the papers; `attaching`: the fields for one more, which are part of the desk's form. */
export type ProofsPart = { proofs: EvidencePart | null; attaching: Attaching | null }

type Attaching = {
  action: string
  accept: string
  help: string
  items: { value: string; label: string }[]
  item: string
  label: string
  open: boolean
}

type Given = { along: EvidencePart | null; own: EvidencePart | null; items: Item[]; action: string }
type Reader = { t: Translate; lang: Language } & Parameters<typeof typedIn>[0]

/** Papers taken along cannot be removed here. A form that came back keeps what was said of the paper. */
export function proofsPart(req: Reader, { along, own, items, action }: Given): ProofsPart {
  const { t, lang } = req
  const [files, typed] = [[...(along?.files ?? []), ...(own?.files ?? [])], typedIn(req)]
  const part = { id: 'proofs', title: t('evidence:proofs.title'), files, upload: null, full: own?.full ?? '' }
  const proofs = files.length || part.full ? part : null
  if (!own?.upload) return { proofs, attaching: null }
  const attaching = {
    action,
    accept: own.upload.accept,
    help: `${own.upload.help}${t('evidence:proofs.save')}`,
    items: items.map(({ code, text, text_en }) => ({
      value: code,
      label: `${code} ${lang === 'en' ? text_en : text}`,
    })),
    item: typed['item'] ?? '',
    label: typed['label'] ?? '',
    open: Boolean(typed['item'] || typed['label']),
  }
  return { proofs, attaching }
}
