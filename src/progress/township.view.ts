import type { Role } from '../accounts/role'
import type { Stage } from '../candidates/transitions'
import type { Tone } from '../lib/tone'
import type { Translate } from '../locales/translate'
import type { TeamCount } from './map/township-map.store'
import { peopleHref } from './people-link'

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

/** What waits for this person, by stage. */
export function townshipTiles(counts: TeamCount[], role: Role, t: Translate) {
  const mine = waitingFor[role] ?? []
  const tile = (stage: Stage) => ({
    text: t(`candidates:stage.${stage}`),
    tone: tones[stage] ?? ('waiting' as const),
    people: counts.filter((count) => count.stage === stage).reduce((sum, { people }) => sum + people, 0),
    href: peopleHref({ stage }),
    help: mine.includes(stage) ? t(`progress:township.todo.${stage}`) : '',
  })
  return mine.map(tile).filter(({ people }) => people > 0)
}
