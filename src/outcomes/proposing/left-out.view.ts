import type { Nearness } from '../../candidates/structure/nearness'
import { nearText } from '../../candidates/structure/nearness.view'
import type { Translate } from '../../locales/translate'

/** Nobody decides on, or proposes for, someone they are near to: `lines` are the others, `leftOut` says who and why. */
export function leftToOthers<Line extends { candidateId: string; name: string }>(
  lines: readonly Line[],
  near: Map<string, Nearness[]>,
  t: Translate,
): { lines: Line[]; leftOut: { text: string; people: { name: string; href: string; reason: string }[] } | null } {
  const out = lines.filter(({ candidateId }) => near.has(candidateId))
  const people = out.map(({ candidateId, name }) => {
    return { name, href: `/candidates/${candidateId}`, reason: nearText(t, near.get(candidateId)!) }
  })
  return {
    lines: lines.filter(({ candidateId }) => !near.has(candidateId)),
    leftOut: people.length ? { text: t('nearness:left.text', { count: people.length }), people } : null,
  }
}
