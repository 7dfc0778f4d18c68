import type { AnswerChange } from '../answer-change'
import { departmentIn, type CertificateWords } from './certificate-words.view'
import type { ChangeKind } from '../would-change'

const mostChanges = 4

/** What would change the standing, as lines; `kinds` is the list under the first of them. */
export function changeLines(words: CertificateWords): { lines: string[]; kinds: string[]; rule: string } {
  const { certificate, t } = words
  const { kinds } = certificate.wouldChange
  const lines = kinds.length ? [t('certificates:change.clearLead')] : answerLines(words)
  return {
    lines: [...lines, ...(kinds.length ? [] : periodLines(words))],
    kinds: kinds.map((kind) => kindLine(kind, words)),
    rule: t('certificates:change.rule'),
  }
}

/** The change for the better is what a person asks about; where there is none, the smallest of all. */
function answerLines(words: CertificateWords): string[] {
  const { certificate, t } = words
  const { better, smallest } = certificate.wouldChange
  const way = better ?? smallest
  if (!way) return [t('certificates:change.nothing')]
  const count = way.changes.length
  const more = count > mostChanges ? [t('certificates:moreItems', { count: count - mostChanges })] : []
  const shown = [...way.changes.slice(0, mostChanges).map((change) => changeLine(change, words)), ...more]
  const standing = t(`standings:standing.${way.standing}`)
  const values = { standing, count, changes: shown.join(t('certificates:listSemi')) }
  return [t(count === 1 ? 'certificates:change.better' : 'certificates:change.betterMany', values)]
}

function changeLine({ department, item, from, to }: AnswerChange, words: CertificateWords): string {
  const { t } = words
  return t('certificates:change.one', {
    department: departmentIn(words, department),
    item,
    from: t(`certificates:from.${from}`),
    to: t(`certificates:from.${to}`),
  })
}

function periodLines({ certificate, t }: CertificateWords): string[] {
  const { periodEnd } = certificate.wouldChange
  if (!periodEnd) return [t('certificates:change.noPeriod')]
  const items = [...new Set(periodEnd.ended.map(({ item }) => item))].join(' ')
  const standing = t(`standings:standing.${periodEnd.standing}`)
  return [t('certificates:change.periodEnd', { day: periodEnd.day, items, standing })]
}

function kindLine({ to, lead, classes, standing }: ChangeKind, { t }: CertificateWords): string {
  return t('certificates:change.kind', {
    owner: t(`certificates:change.${lead ? 'lead' : 'assisting'}`),
    classes: classes.map((one) => t(`criteria:class.${one}`)).join(t('shell:listComma')),
    to: t(`certificates:from.${to}`),
    standing: t(`standings:standing.${standing}`),
  })
}
