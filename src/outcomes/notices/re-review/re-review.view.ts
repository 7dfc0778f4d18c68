import type { Tone } from '../../../lib/tone'
import type { Translate } from '../../../locales/translate'
import { type ReReview, reReviewTone } from './re-review'

/** 复核状态 in words and colour, for every list. */
export function reReviewShown({ word, dueOn }: ReReview, t: Translate): { text: string; tone: Tone } {
  return { text: t(`notices:status.${word}`, { day: dueOn ?? '' }), tone: reReviewTone[word] }
}
