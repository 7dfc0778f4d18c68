import { say, type Translate } from '../../locales/translate'
import { mustKeepAway, type Nearness, nearWords } from './nearness'

/** How somebody is near to a candidate, in one line. */
export function nearText(t: Translate, near: readonly Nearness[]): string {
  return nearWords(near)
    .map((words) => say(t, words))
    .join(t('nearness:comma'))
}

/** What a reviewer is told beside a candidate; null where nothing is known. `must`: drafting and signing are refused. */
export function nearHint(t: Translate, near: readonly Nearness[] | undefined, recusal: string) {
  if (!near?.length) return null
  const must = mustKeepAway(near)
  return {
    must,
    tag: { text: t(must ? 'nearness:kept' : 'nearness:tag'), tone: must ? ('bar' as const) : ('hold' as const) },
    text: t(must ? 'nearness:must' : 'nearness:hint', { near: nearText(t, near) }),
    brief: nearText(t, near),
    recusal,
  }
}
