import { ageOn } from '../../lib/day'
import { maskIdNumber } from '../../lib/id-number'
import { minuteInChina } from '../../lib/clock'
import type { Tone } from '../../lib/tone'
import type { Translate } from '../../locales/translate'
import { reReviewShown } from '../../outcomes/notices/re-review/re-review.view'
import type { Candidate } from '../candidates.store'
import { openId } from '../id-seal'
import type { Cell, Row } from '../../lib/table'
import type { ListColumn } from './columns.view'
import type { ListInput } from './list.view'
import { stageStatus, standingStatusOf } from '../stage.view'
import { seesStandings } from '../candidate.policy'
import { structureFlags, structureWarnings, type StructureFlag } from '../structure/structure'
import { shownStage, type Stage, stageOf } from '../transitions'
import { valueInWords } from '../words.view'

/** One row of the list, ready to print; `tickable`: the stage in which many can be acted on at once. */
export function rowOf(candidate: Candidate, input: RowInput, tickable?: Stage): Row<ListColumn> {
  const { id, name } = candidate
  const tick = { value: id, label: input.t('candidates:list.tick', { name }) }
  return { cells: cellsOf(candidate, input), ...(tickable && tickable === stageOf(candidate) && { tick }) }
}

/** What a row is made from, on the page and in the workbook. */
export type RowInput = Pick<ListInput, 'actor' | 'basis' | 'matches' | 'reReviews' | 'keys' | 't' | 'lang'>

function cellsOf(candidate: Candidate, input: RowInput): Row<ListColumn>['cells'] {
  const { actor, t, lang } = input
  const standing = seesStandings(actor) && candidate.standing ? standingStatusOf(candidate.standing, t) : null
  const reReview = reReviewCell(candidate, input)
  const word = (field: 'ethnicGroup' | 'source' | 'isNew' | 'currentPost') => ({
    text: valueInWords(field, candidate[field], t, lang),
  })
  return {
    name: nameCell(candidate, input),
    team: { text: actor.townshipId ? candidate.team : `${candidate.township} · ${candidate.team}` },
    position: { text: positionOf(candidate, t, lang) },
    person: { text: personOf(candidate, input), whole: true },
    politics: { text: politicsOf(candidate, t, lang) },
    currentPost: word('currentPost'),
    ethnicGroup: word('ethnicGroup'),
    source: word('source'),
    isNew: word('isNew'),
    stage: { ...stageStatus(shownStage(candidate), t), also: reReview ? [reReview] : [] },
    standing: standing ?? { text: '—' },
    updated: { text: minuteInChina(candidate.updatedAt), whole: true },
  }
}

/** Observers see names and places: no number, no warnings, no way to the file. */
function nameCell(candidate: Candidate, input: RowInput): Cell {
  const { id, name, idCipher } = candidate
  if (input.actor.role === 'observer') return { text: name }
  const under = maskIdNumber(openId(input.keys, idCipher, id))
  return { text: name, href: `/candidates/${id}`, tags: flagsOf(candidate, input), under }
}

function personOf({ sex, birth }: Candidate, { basis, t, lang }: RowInput): string {
  return `${valueInWords('sex', sex, t, lang)} · ${t('candidates:years', { age: ageOn(birth, basis.day) })}`
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

/** How far a person who is struck off was told, asked and answered. */
function reReviewCell({ id }: Candidate, { reReviews, t }: RowInput): { text: string; tone: Tone } | null {
  const reReview = reReviews.get(id)
  return reReview ? reReviewShown(reReview, t) : null
}

/** One tag per kind of warning, its sentences behind it. */
function flagsOf(candidate: Candidate, { basis, matches, t }: RowInput) {
  const { conditions, day } = basis
  const found = matches.get(candidate.id) ?? { relatives: [], otherTeams: [] }
  const warnings = structureWarnings({ file: candidate, conditions, day, ...found })
  const flags = structureFlags.filter((flag) => warnings.some((warning) => warning.flag === flag))
  return flags.map((flag) => ({ text: t(`candidates:flag.${flag}.short`), tone: flagTone[flag] }))
}

export const flagTone: Record<StructureFlag, Tone> = { R1: 'disputed', R2: 'hold', R3: 'refer' }
