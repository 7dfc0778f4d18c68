import type { Tone } from '../lib/tone'
import type { Translate } from '../locales/translate'
import type { StandingWord } from '../standings/standing'
import { statusOf } from '../standings/standings.view'
import type { ShownStage } from './transitions'

const tones: Record<ShownStage, Tone> = {
  draft: 'plain',
  submitted: 'waiting',
  returned: 'returned',
  not_recommended: 'refer',
  passed: 'clear',
  in_review: 'waiting',
  sent_back: 'returned',
  decided: 'plain',
  withdrawn: 'plain',
}

/** Where a file is on its path, in words and colour. */
export function stageStatus(stage: ShownStage, t: Translate): { text: string; tone: Tone } {
  return { text: t(`candidates:stage.${stage}`), tone: tones[stage] }
}

/** A stored standing in words and colour; it is for the county, never for a township. */
export function standingStatusOf(standing: string, t: Translate): { text: string; tone: Tone } {
  return statusOf(standing as StandingWord, t)
}
