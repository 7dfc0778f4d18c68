import type { PositiveConditions } from '../../cycles/cycle'
import { addDays, addYears, ageOn, type Day } from '../../lib/day'
import { type Message, message } from '../../lib/message'
import type { CandidateFile, Kinship } from '../candidate'
import { educations } from '../codes/education'
import { isPartyMember, politicalStatuses } from '../codes/lists'
import { isPostCode, partyPosts } from '../codes/post'

/** R1 near relatives in one team, R2 positive conditions of the cycle, R3 one person in two teams (domain §4). */
export const structureFlags = ['R1', 'R2', 'R3'] as const
export type StructureFlag = (typeof structureFlags)[number]

/** Shown beside a candidate; never decides anything. */
export type StructureWarning = { flag: StructureFlag; text: Message }

/** A relative in the same team: `declaredHere` when this candidate's file names the other, else the other names this one. */
export type RelativeInTeam = { kinship: Kinship; name: string; byNumber: boolean; declaredHere: boolean }

/** The same person in another team of the cycle. */
export type OtherTeam = { township: string; team: string }

export type StructureInput = {
  file: Pick<CandidateFile, 'birth' | 'education' | 'politicalStatus' | 'position'>
  conditions: PositiveConditions
  /** Ages are counted on this day. */
  day: Day
  relatives: readonly RelativeInTeam[]
  otherTeams: readonly OtherTeam[]
}

/** Everything that the structure of the teams says about one candidate. */
export function structureWarnings(input: StructureInput): StructureWarning[] {
  return [
    ...input.relatives.map((relative) => warn('R1', ...relativeWords(relative))),
    ...conditionWarnings(input),
    ...input.otherTeams.map(({ township, team }) => warn('R3', 'otherTeam', { township, team })),
  ]
}

/**
 * The same conditions as bounds for a query: who was born after `tooYoungAfter`, until `tooOldUntil`, or is
 * not in the lists does not meet them.
 */
export function conditionBounds(conditions: PositiveConditions, day: Day) {
  const { minAge, maxAge } = conditions
  return {
    tooYoungAfter: minAge === null ? null : lastBirthday(minAge, day),
    tooOldUntil: maxAge === null ? null : lastBirthday(maxAge + 1, day),
    educations: conditions.minEducation === null ? null : educationsFrom(conditions.minEducation),
    memberOnlyPosts: conditions.partyPostsNeedMembership ? [...partyPosts] : [],
    members: politicalStatuses.map(({ code }) => code).filter(isPartyMember),
  }
}

/** The latest day of birth of who is this old on the day; 29 February and its neighbour share a birthday. */
function lastBirthday(age: number, day: Day): Day {
  const birth = addYears(day, -age)
  const next = addDays(birth, 1)
  return addYears(next, age) <= day ? next : birth
}

function conditionWarnings({ file, conditions, day }: StructureInput): StructureWarning[] {
  const age = ageOn(file.birth, day)
  const { minAge, maxAge, minEducation } = conditions
  const found: StructureWarning[] = []
  if (minAge !== null && age < minAge) found.push(warn('R2', 'tooYoung', { age, minAge, day }))
  if (maxAge !== null && age > maxAge) found.push(warn('R2', 'tooOld', { age, maxAge, day }))
  if (minEducation !== null && !meets(file.education, minEducation))
    found.push(warn('R2', file.education === null ? 'noEducation' : 'education'))
  const partyPost = isPostCode(file.position) && partyPosts.includes(file.position)
  if (conditions.partyPostsNeedMembership && partyPost && !isPartyMember(file.politicalStatus))
    found.push(warn('R2', 'notMember'))
  return found
}

function meets(education: string | null, least: string): boolean {
  return education !== null && educationsFrom(least).includes(education)
}

/** GB/T 4658 counts downwards: 10 is the highest, and 90 (other) is no level at all. */
function educationsFrom(least: string): string[] {
  return educations.map(({ code }) => code).filter((code) => code <= least && (code !== '90' || least === '90'))
}

function relativeWords({ kinship, name, byNumber, declaredHere }: RelativeInTeam): [string, Message['values']] {
  const known = byNumber ? 'byNumber' : 'byName'
  return [`relative.${declaredHere ? 'declared' : 'named'}.${kinship}.${known}`, { name }]
}

function warn(flag: StructureFlag, key: string, values?: Message['values']): StructureWarning {
  return { flag, text: message(`candidates:structure.${key}`, values) }
}
