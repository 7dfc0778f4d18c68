import type { Role } from '../accounts/role'
import { stages, type Stage } from '../candidates/transitions'
import type { Tone } from '../lib/tone'
import type { Translate } from '../locales/translate'
import type { IntakeCount } from './progress.store'
import { peopleHref } from './progress.view'

/** The stages in which a file waits for this role; the others wait for somebody else. */
const waitingFor: Partial<Record<Role, readonly Stage[]>> = {
  township_clerk: ['draft', 'returned', 'sent_back'],
  township_lead: ['submitted'],
}

const tones: Partial<Record<Stage, Tone>> = {
  returned: 'returned',
  sent_back: 'returned',
  submitted: 'hold',
  draft: 'hold',
}

/** Where a township starts: what waits for this person, then how far everything else is. */
export function townshipTiles(counts: IntakeCount[], role: Role, t: Translate) {
  const mine = waitingFor[role] ?? []
  const tile = (stage: Stage) => ({
    text: t(`candidates:stage.${stage}`),
    tone: tones[stage] ?? ('waiting' as const),
    people: counts.find((count) => count.stage === stage)?.people ?? 0,
    href: peopleHref({ stage }),
    help: mine.includes(stage) ? t(`progress:township.todo.${stage}`) : '',
  })
  return {
    mine: mine.map(tile).filter(({ people }) => people > 0),
    others: stages
      .filter((stage) => !mine.includes(stage))
      .map(tile)
      .filter(({ people }) => people > 0),
  }
}
