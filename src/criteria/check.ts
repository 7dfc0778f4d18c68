import { type Message, message } from '../lib/message'
import { type CriteriaSet, type Item, activeItems, isWindow, itemClasses, sanctionKinds } from './criteria'

/** Everything that keeps a set from being frozen; empty when it is sound. Departments are keys. */
export function criteriaProblems(criteria: CriteriaSet, knownDepartments: readonly string[]): Message[] {
  return [
    ...setProblems(criteria),
    ...duplicates(criteria.items.map((item) => item.code)).map((code) => problem('duplicateCode', { code })),
    ...criteria.items.flatMap((item) => itemProblems(item, criteria, knownDepartments)),
    ...sanctionProblems(criteria),
  ]
}

/** What is wrong with one item of a set, whether switched on or off; only a switched-on one must be worded. */
export function itemProblems(item: Item, criteria: CriteriaSet, knownDepartments: readonly string[]): Message[] {
  const { code } = item
  const problems: Message[] = []
  if (!isCode(code)) problems.push(problem('code', { code }))
  if (!item.off && item.text.trim() === '') problems.push(problem('emptyText', { code }))
  if (!itemClasses.includes(item.class)) problems.push(problem('class', { code, class: String(item.class) }))
  if (!isWindow(item.window)) problems.push(problem('window', { code, window: String(item.window) }))
  if (item.window === 'sanction' && criteria.sanctions.length === 0) problems.push(problem('noSanctions', { code }))
  return [...problems, ...ownerProblems(item, knownDepartments)]
}

/** What keeps a set from governing a cycle with these departments: besides its own problems, items whose lead takes no part. */
export function cycleSetProblems(
  criteria: CriteriaSet,
  knownDepartments: readonly string[],
  takingPart: readonly string[],
): Message[] {
  const unled = activeItems(criteria).filter(({ lead }) => lead !== '' && !takingPart.includes(lead))
  return [
    ...criteriaProblems(criteria, knownDepartments),
    ...unled.map(({ code, lead }) => problem('leadAbsent', { code, department: lead })),
  ]
}

/** What keeps a set from being edited item by item: its items are told apart by code. */
export function codeProblems(criteria: CriteriaSet): Message[] {
  const codes = criteria.items.map((item) => item.code)
  return [
    ...duplicates(codes).map((code) => problem('duplicateCode', { code })),
    ...codes.filter((code) => !isCode(code)).map((code) => problem('code', { code })),
  ]
}

function setProblems(criteria: CriteriaSet): Message[] {
  const problems: Message[] = []
  if (criteria.name.trim() === '') problems.push(problem('emptyName'))
  if (activeItems(criteria).length === 0) problems.push(problem('noItems'))
  return problems
}

function ownerProblems(item: Item, knownDepartments: readonly string[]): Message[] {
  const { code, lead, assisting } = item
  const problems: Message[] = []
  if (lead === '') problems.push(problem('noLead', { code }))
  if (lead !== '' && assisting.includes(lead)) problems.push(problem('leadAssists', { code, department: lead }))
  for (const department of duplicates(assisting)) problems.push(problem('duplicateAssisting', { code, department }))
  for (const department of new Set([lead, ...assisting]))
    if (department !== '' && !knownDepartments.includes(department))
      problems.push(problem('unknownDepartment', { code, department }))
  return problems
}

function sanctionProblems(criteria: CriteriaSet): Message[] {
  const { sanctions } = criteria
  return [
    ...duplicates(sanctions.map((row) => row.key)).map((key) => problem('duplicateSanction', { key })),
    ...sanctions
      .filter((row) => !Number.isInteger(row.months) || row.months < 1 || row.months > 1200)
      .map((row) => problem('sanctionMonths', { key: row.key })),
    ...sanctions
      .filter((row) => !sanctionKinds.includes(row.kind))
      .map((row) => problem('sanctionKind', { key: row.key })),
  ]
}

function isCode(text: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9_-]{0,9}$/.test(text)
}

function duplicates(texts: readonly string[]): string[] {
  return [...new Set(texts.filter((text, place) => texts.indexOf(text) !== place))]
}

function problem(name: string, values?: Message['values']): Message {
  return message(`criteria:problem.${name}`, values)
}
