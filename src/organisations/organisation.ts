import { bare } from '../lib/tidy'

export type County = { id: string; name: string; code: string }

/** What the form is made from before the county has its name. */
export const unnamedCounty = { name: '', code: '' }

/** 乡镇（街道）; `code` GB/T 10114, 9 digits, where known. */
export type Township = { id: string; name: string; code: string | null; position: number }

export const teamKinds = ['village', 'community'] as const
export type TeamKind = (typeof teamKinds)[number]

/** 村（社区）: `code` 12 digits and `seats` of both committees, where known. */
export type Team = {
  id: string
  townshipId: string
  name: string
  code: string | null
  kind: TeamKind
  seats: number | null
  position: number
}

/** 联审单位: criteria and reviews name it by `key`, which never changes. */
export type Department = {
  id: string
  key: string
  name: string
  nameEn: string
  active: boolean
  position: number
}

/** The county as imports see it: every township with its teams, in the order of lists. */
export type CountyShape = (Township & { teams: Team[] })[]

/** What its name says a team is: 某某社区 and 某某居委会 are communities, everything else a village. */
export function kindByName(name: string): TeamKind {
  return /(社区|居委会|居民委员会)$/.test(bare(name)) ? 'community' : 'village'
}

/** The name of a department in the reader's language. */
export function departmentName(department: Pick<Department, 'name' | 'nameEn'>, lang: string): string {
  return lang === 'en' && department.nameEn ? department.nameEn : department.name
}

/** The one place that a clerk's words mean: by its full name, else without its kind (城关 = 城关镇); null when none or several. */
export function findPlace<P extends { name: string }>(text: string, places: readonly P[]): P | null {
  const wanted = bare(text)
  if (wanted === '') return null
  const exact = places.filter((place) => bare(place.name) === wanted)
  const found = exact.length > 0 ? exact : places.filter((place) => withoutKind(place.name) === withoutKind(wanted))
  return found.length === 1 ? found[0]! : null
}

/** 张家村民委员会 and 张家村 are one place, but 张家村 and 张家社区 may be two: of a kind only its short form goes. */
function withoutKind(name: string): string {
  const short = bare(name)
    .replace(/(村民委员会|村委会)$/, '村')
    .replace(/(居民委员会|居委会)$/, '社区')
    .replace(/社区社区$/, '社区')
    .replace(/村村$/, '村')
  return short.length > 2 ? short.replace(/(街道办事处|街道|镇|乡|村)$/, '') : short
}
