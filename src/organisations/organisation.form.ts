import { z } from 'zod'
import { line, optionalCode, optionalLine, optionalNumber, readFields, several, tick, wholeNumber } from '../lib/form'
import { bare, tidy } from '../lib/tidy'
import { departmentRosters } from './departments/departments-preset'
import { teamKinds } from './organisation'

const problem = (name: string) => `organisations:problem.${name}`
const name = line(40, problem('name'), tidy)
const position = wholeNumber(0, 9999, problem('position'))
/** Which text the form was made from (lib/stale). */
const seen = z.string().max(64).default('')

const county = z.object({
  name,
  code: line(6, problem('countyCode'), bare).refine((code) => /^\d{6}$/.test(code), problem('countyCode')),
  seen,
})
const township = z.object({ name, code: optionalCode(9, problem('townshipCode')), position, seen })
const team = z.object({
  name,
  kind: z.enum(teamKinds, { error: problem('kind') }),
  code: optionalCode(12, problem('teamCode')),
  seats: optionalNumber(1, 50, problem('seats')),
  position,
  seen,
})
const newTownship = township.omit({ position: true, seen: true })
const newTeam = team.omit({ position: true, seen: true })
const department = z.object({ name, nameEn: optionalLine(80, problem('nameEn')), position, active: tick, seen })
/** Criteria name a department by a key of letters, so a new one needs a name in letters to make it from. */
const newDepartment = z.object({
  name,
  nameEn: line(80, problem('nameEn')).refine((text) => keyFrom(text) !== '', problem('nameEn')),
})
const roster = z.object({
  roster: z.enum(Object.keys(departmentRosters) as [RosterName], { error: problem('roster') }),
})

const kinds = z.object({
  kinds: several(40, problem('kinds')).refine((keys) => keys.length > 0, problem('kinds')),
})

export type RosterName = keyof typeof departmentRosters
export type CountyCommand = z.output<typeof county>
export type NewTownship = z.output<typeof newTownship>
export type TownshipCommand = z.output<typeof township>
export type NewTeam = z.output<typeof newTeam>
export type TeamCommand = z.output<typeof team>
export type NewDepartment = z.output<typeof newDepartment>
export type DepartmentCommand = z.output<typeof department>

export const readCounty = (body: unknown): CountyCommand => readFields(county, body)
export const readNewTownship = (body: unknown): NewTownship => readFields(newTownship, body)
export const readTownship = (body: unknown): TownshipCommand => readFields(township, body)
export const readNewTeam = (body: unknown): NewTeam => readFields(newTeam, body)
export const readTeam = (body: unknown): TeamCommand => readFields(team, body)
export const readNewDepartment = (body: unknown): NewDepartment => readFields(newDepartment, body)
export const readDepartment = (body: unknown): DepartmentCommand => readFields(department, body)
export const readRoster = (body: unknown): RosterName => readFields(roster, body).roster
export const readKinds = (body: unknown): string[] => readFields(kinds, body).kinds

/** 'Sports & Culture Bureau' → sports_culture_bureau: small letters, digits and _, beginning with a letter, at most 40. */
export function keyFrom(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
    .slice(0, 40)
}
