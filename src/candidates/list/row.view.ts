import { ageOn } from '../../lib/day'
import { maskIdNumber } from '../../lib/id-number'
import { minuteInChina } from '../../lib/clock'
import type { Tone } from '../../lib/tone'
import type { Translate } from '../../locales/translate'
import { reReviewShown } from '../../outcomes/notices/re-review/re-review.view'
import type { Candidate } from '../candidates.store'
import { openId } from '../id-seal'
import type { ListInput } from './list.view'
import { stageStatus, standingStatusOf } from '../stage.view'
import { seesStandings } from '../candidate.policy'
import { structureFlags, structureWarnings, type StructureFlag } from '../structure/structure'
import { stageOf, type Stage } from '../transitions'
import { valueInWords } from '../words.view'

/** One row of the list, ready to print; `tickable`: the stage in which many can be acted on at once. */
export function rowOf(candidate: Candidate, input: ListInput, tickable: Stage | undefined) {
  const { actor, keys, t, lang } = input
  const stage = stageOf(candidate)
  const observed = actor.role === 'observer'
  return {
    id: candidate.id,
    name: candidate.name,
    href: observed ? undefined : `/candidates/${candidate.id}`,
    number: observed ? '' : maskIdNumber(openId(keys, candidate.idCipher, candidate.id)),
    tickLabel: t('candidates:list.tick', { name: candidate.name }),
    tickable: tickable === stage,
    place: actor.townshipId ? candidate.team : `${candidate.township} · ${candidate.team}`,
    position: positionOf(candidate, t, lang),
    person: observed
      ? null
      : `${valueInWords('sex', candidate.sex, t, lang)} · ${t('candidates:years', { age: ageOn(candidate.birth, input.basis.day) })}`,
    politics: observed ? null : politicsOf(candidate, t, lang),
    stage: stageStatus(stage, t),
    standing: seesStandings(actor) ? standingCell(candidate, t) : undefined,
    reReview: reReviewCell(candidate, input),
    flags: observed ? [] : flagsOf(candidate, input),
    updated: minuteInChina(candidate.updatedAt),
  }
}

function positionOf({ position, bothPosts }: Candidate, t: Translate, lang: string): string {
  const words = valueInWords('position', position, t, lang)
  return bothPosts ? `${words}${t('candidates:bothPosts')}` : words
}

function politicsOf({ politicalStatus, education }: Candidate, t: Translate, lang: string): string {
  const words = [
    valueInWords('politicalStatus', politicalStatus, t, lang),
    valueInWords('education', education, t, lang),
  ]
  return words.join(' · ')
}

function standingCell({ standing }: Candidate, t: Translate): { text: string; tone: Tone } | null {
  return standing === null ? null : standingStatusOf(standing, t)
}

/** How far a person who is struck off was told, asked and answered. */
function reReviewCell({ id }: Candidate, { reReviews, t }: ListInput): { text: string; tone: Tone } | null {
  const reReview = reReviews.get(id)
  return reReview ? reReviewShown(reReview, t) : null
}

/** One tag per kind of warning, its sentences behind it. */
function flagsOf(candidate: Candidate, { basis, matches, t }: ListInput) {
  const { conditions, day } = basis
  const found = matches.get(candidate.id) ?? { relatives: [], otherTeams: [] }
  const warnings = structureWarnings({ file: candidate, conditions, day, ...found })
  const flags = structureFlags.filter((flag) => warnings.some((warning) => warning.flag === flag))
  return flags.map((flag) => ({ text: t(`candidates:flag.${flag}.short`), tone: flagTone[flag] }))
}

export const flagTone: Record<StructureFlag, Tone> = { R1: 'disputed', R2: 'hold', R3: 'refer' }
