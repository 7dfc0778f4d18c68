import type { Actor } from '../accounts/actor'
import { ageOn, type Day } from '../lib/day'
import { maskIdNumber } from '../lib/id-number'
import { minuteInChina } from '../lib/clock'
import type { Message } from '../lib/message'
import { say, type Translate } from '../locales/translate'
import type { ReReviewOnFile } from '../outcomes/notices/re-review/re-review.store'
import { reReviewShown } from '../outcomes/notices/re-review/re-review.view'
import type { StandingOnFile } from '../standings/on-file.store'
import { whyOf } from '../standings/standings.view'
import { resultText } from '../teams/election.view'
import type { CandidateResult } from '../teams/history.store'
import { actsOf } from './steps/acts.view'
import { describedFields, type DeclaredRelative } from './candidate'
import { mayAct, mayShowNumber, seesStandings } from './candidate.policy'
import type { Candidate, CandidateEvent, FileReturn } from './candidates.store'
import { correctionsPart, resubmittedOf } from './files/corrections.view'
import { type IdKeys, openId } from './id-seal'
import { flagTone } from './list/row.view'
import { stageStatus, standingStatusOf } from './stage.view'
import type { StructureWarning } from './structure/structure'
import { shownStage, stageOf } from './transitions'
import { valueInWords } from './words.view'

/** What a candidate's page is made from. `number`: the whole ID number, once, after it was asked for and recorded. */
export type CandidateInput = {
  actor: Actor
  candidate: Candidate
  relatives: DeclaredRelative[]
  events: CandidateEvent[]
  returns: FileReturn[]
  warnings: StructureWarning[]
  standing: StandingOnFile | null
  ownHand: boolean
  /** How far the person was told of an outcome that strikes off. */
  reReview: ReReviewOnFile | null
  /** What the vote decided, once it is recorded. */
  result: CandidateResult | null
  /** Whether the office may propose an outcome now. */
  proposable: boolean
  day: Day
  number: string | null
  keys: IdKeys
  t: Translate
  lang: string
}

/** An act that came back: which one, what was typed, what is wrong. */
export type ActAgain = { act: string; words: string; problems: Record<string, Message> }

export function candidatePage(input: CandidateInput, again?: ActAgain) {
  const { actor, candidate, t, lang } = input
  const stage = stageOf(candidate)
  const asked = { actor, stage, townshipId: candidate.townshipId, ownHand: input.ownHand }
  const county = seesStandings(actor)
  return {
    title: candidate.name,
    status:
      county && candidate.standing ? standingStatusOf(candidate.standing, t) : stageStatus(shownStage(candidate), t),
    lead: leadOf(input),
    breadcrumbs: crumbsOf(input),
    actions: [
      ...(mayAct(actor, asked, 'correct').allowed ? [editAction(input)] : []),
      ...recheckActions(input),
      ...proposeActions(input),
    ],
    problems: Object.entries(again?.problems ?? {}).map(([field, problem]) => ({ field, text: say(t, problem) })),
    file: fileRows(input),
    number: numberPart(input),
    warnings: input.warnings.map(({ flag, text }) => ({ ...tagOf(flag, t), words: say(t, text) })),
    returns: input.returns.map((one) => returnLine(one, t)),
    corrections: correctionsPart(input, stage),
    resubmitted: county ? resubmittedOf(candidate, t) : '',
    outcome: outcomeOf(candidate, t),
    reReview: input.reReview && reReviewPart(input.reReview, t),
    why: county && input.standing ? whyOf(input.standing, t, lang, minuteInChina) : null,
    acts: actsOf(asked, candidate.id, t, again),
    relatives: input.relatives.map((relative) => relativeLine(relative, t)),
  }
}

function editAction({ candidate, t }: CandidateInput) {
  return { label: t('candidates:page.edit'), href: `/candidates/${candidate.id}/edit`, tone: 'primary' as const }
}

/** Disputes and gaps are not decided: the items go back first; where they have, the link leads to that recheck. */
function recheckActions({ actor, candidate, t }: CandidateInput) {
  const waits = actor.role === 'office' && (candidate.standing === 'disputed' || candidate.standing === 'gap')
  const href = `/rechecks/new?candidate=${candidate.id}`
  return waits ? [{ label: t('rechecks:next'), href, tone: 'primary' as const }] : []
}

function proposeActions({ candidate, proposable, t }: CandidateInput) {
  if (!proposable) return []
  const query = new URLSearchParams({ standing: candidate.standing ?? '', candidate: candidate.id })
  return [{ label: t('outcomes:propose.act'), href: `/outcomes/new?${query}`, tone: 'primary' as const }]
}

function leadOf({ actor, candidate, standing, t, lang }: CandidateInput): string {
  const position = valueInWords('position', candidate.position, t, lang)
  const post = t('candidates:page.post', {
    position: candidate.bothPosts ? position + t('candidates:bothPosts') : position,
  })
  const round = seesStandings(actor) && standing ? [t('candidates:page.round', { number: standing.round.number })] : []
  const path = seesStandings(actor) && candidate.standing ? [stageStatus(shownStage(candidate), t).text] : []
  return [post, ...round, ...path].join(' · ')
}

function crumbsOf({ candidate, t }: CandidateInput) {
  return [
    { label: t('candidates:list.title'), href: '/candidates' },
    { label: candidate.township, href: `/candidates?township=${candidate.townshipId}` },
    { label: candidate.team, href: `/candidates?team=${candidate.teamId}` },
  ]
}

const printed = ['sex', ...describedFields] as const

function fileRows({ candidate, result, day, t, lang }: CandidateInput) {
  const age = {
    label: t('candidates:field.birth'),
    text: `${candidate.birth} · ${t('candidates:years', { age: ageOn(candidate.birth, day) })}`,
  }
  const place = { label: t('candidates:field.teamId'), text: `${candidate.township} · ${candidate.team}` }
  const rows = printed.map((field) => ({
    label: t(`candidates:field.${field}`),
    text: valueInWords(field, candidate[field], t, lang),
    strong: field === 'position',
  }))
  // Nothing said, nothing printed.
  const said = rows.slice(1).filter(({ text }) => text !== '—')
  return [rows[0]!, age, place, ...said, ...(result ? [resultRow(result, t, lang)] : [])]
}

function resultRow(result: CandidateResult, t: Translate, lang: string) {
  const text = t('elections:resultOf', { result: resultText(result, t, lang), day: result.heldOn })
  return { label: t('elections:title'), text, strong: true }
}

function numberPart({ actor, candidate, keys, number }: CandidateInput) {
  const text = number ?? maskIdNumber(openId(keys, candidate.idCipher, candidate.id))
  const ask = number === null && mayShowNumber(actor).allowed
  return { text, shown: number !== null, action: ask ? `/candidates/${candidate.id}/number-views` : undefined }
}

function tagOf(flag: StructureWarning['flag'], t: Translate) {
  return { text: t(`candidates:flag.${flag}.long`), tone: flagTone[flag] }
}

function returnLine({ reason, words, at }: FileReturn, t: Translate) {
  return { text: t(`candidates:return.${reason}`), words: words ?? '', when: minuteInChina(at) }
}

/** Approved, so the township may know it: the words and the items, never who said so. */
function outcomeOf({ outcome, outcomeItems }: Candidate, t: Translate): string | null {
  if (outcome === null) return null
  const items = outcomeItems?.length
    ? t('candidates:outcome.items', { items: outcomeItems.join(t('shell:listComma')) })
    : ''
  return t(`candidates:outcome.${outcome}`) + items
}

/** The status, and the notice behind it once there is one. */
function reReviewPart(reReview: ReReviewOnFile, t: Translate) {
  return { ...reReviewShown(reReview, t), href: reReview.noticeId ? `/notices/${reReview.noticeId}` : '' }
}

function relativeLine({ kinship, name, idDigest }: DeclaredRelative, t: Translate) {
  return { label: t(`candidates:kinship.${kinship}`), text: name + (idDigest ? '' : t('candidates:page.noNumber')) }
}
