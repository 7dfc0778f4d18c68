import { readFile } from 'node:fs/promises'
import { criteriaProblems } from '../criteria/check'
import type { CriteriaSet } from '../criteria/criteria'
import { readCriteria } from '../criteria/criteria.form'
import { isPresetKey, loadPreset } from '../criteria/presets'
import { type Message, message } from '../lib/message'
import { type DepartmentKind, departmentsPreset } from '../organisations/departments/departments-preset'

export type LoadedCriteria =
  | { ok: true; criteria: CriteriaSet; departments: DepartmentKind[] }
  | { ok: false; exists: boolean; problems: Message[] }

/** The preset of this name, or the set in this JSON file, and all departments that may be named. */
export async function loadCriteria(name: string): Promise<LoadedCriteria> {
  if (isPresetKey(name)) return checked(loadPreset(name))
  const text = await readFile(name, 'utf8').catch(() => null)
  if (text === null) return { ok: false, exists: false, problems: [message('vet:usage.criteria', { name })] }
  const read = readCriteria(parsed(text))
  return read.ok ? checked(read.criteria) : { ok: false, exists: true, problems: read.problems }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''))
  } catch {
    return null
  }
}

/** A county's own list may name departments of its own; they are called by their key. */
function checked(criteria: CriteriaSet): LoadedCriteria {
  const known = new Set(departmentsPreset.map(({ key }) => key))
  const named = new Set(criteria.items.flatMap((item) => [item.lead, ...item.assisting]))
  const own = [...named].filter((key) => !known.has(key)).map((key) => ({ key, name: key, name_en: key }))
  const departments = [...departmentsPreset, ...own]
  const keys = departments.map(({ key }) => key)
  const problems = criteriaProblems(criteria, keys).filter(({ key }) => !harmless.includes(key))
  return problems.length > 0 ? { ok: false, exists: true, problems } : { ok: true, criteria, departments }
}

/** What keeps a set from being frozen in the application, but does not keep it from being computed with. */
const harmless = ['emptyName', 'emptyText', 'leadAssists', 'duplicateAssisting'].map(
  (name) => `criteria:problem.${name}`,
)
