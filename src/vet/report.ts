import type { Translate } from '../locales/translate'
import { say } from '../locales/translate'
import type { VetProblem } from './problem'
import { nameOf } from './standings-csv'
import { departmentTallies, itemCounts, standingCounts } from './tally'
import type { VetInput, Vetted } from './vet'

/** report.md: what was left out first, then counts, who is out, and every problem with its file, sheet and cell. */
export function reportText(vetted: Vetted, input: VetInput, digest: string, t: Translate): string {
  const parts = [
    `# ${t('vet:report.title')}`,
    ...leftOut(vetted, input, t),
    basis(vetted, input, digest, t),
    `## ${t('vet:report.counts')}`,
    countTable(vetted, t),
    `## ${t('vet:report.departments')}`,
    departmentTable(vetted, input, t),
    `## ${t('vet:report.items')}`,
    itemTable(vetted, t),
    `## ${t('vet:report.problems')}`,
    problemTable(vetted.problems, t),
  ]
  return parts.join('\n\n') + '\n'
}

function leftOut({ leftOut: items }: Vetted, { known }: VetInput, t: Translate): string[] {
  if (items.length === 0) return []
  const named = items.map((item) =>
    t('vet:report.leftOutItem', { code: item.code, text: item.text, lead: nameOf(item.lead, known) }),
  )
  return [
    `**${t('vet:report.leftOut', { count: items.length })}**`,
    named.map((line) => `- ${inline(line)}`).join('\n'),
  ]
}

function basis(
  { rows, departments }: Vetted,
  { criteria, referenceDate, known, terms }: VetInput,
  digest: string,
  t: Translate,
): string {
  const lines = [
    t('vet:report.referenceDate', { date: referenceDate }),
    t('vet:report.criteria', { name: criteria.name, version: criteria.version }),
    t('vet:report.people', { count: rows.length }),
    t('vet:report.takingPart', { names: departments.map((key) => nameOf(key, known)).join('、') }),
    t('vet:report.cycleStart', { date: terms.cycleStart ?? t('vet:report.notGiven') }),
    t('vet:report.lastTermStart', { date: terms.lastTermStart ?? t('vet:report.notGiven') }),
    t('vet:report.digest', { digest }),
  ]
  return lines.map((line) => `- ${inline(line)}`).join('\n')
}

function countTable(vetted: Vetted, t: Translate): string {
  const total = vetted.rows.length
  const rows = standingCounts(vetted).map(({ standing, count }) => [
    t(`standings:standing.${standing}`),
    standing,
    String(count),
    total === 0 ? '—' : `${((100 * count) / total).toFixed(1)} %`,
  ])
  return table(
    ['standing', 'word', 'count', 'share'].map((key) => t(`vet:column.${key}`)),
    [...rows, [t('vet:report.total'), '', String(total), '']],
  )
}

function departmentTable(vetted: Vetted, { known }: VetInput, t: Translate): string {
  const keys = ['department', 'items', 'signed', 'returned', 'recused', 'unsigned', 'missing', 'signedOn', 'files']
  const rows = departmentTallies(vetted).map((tally) => [
    nameOf(tally.key, known),
    ...[tally.items, tally.signed, tally.returned, tally.recused, tally.unsigned, tally.missing].map(String),
    tally.signedOn.join('、') || '—',
    tally.files.join('、') || t('vet:report.noReturn'),
  ])
  return table(
    keys.map((key) => t(`vet:column.${key}`)),
    rows,
  )
}

function itemTable(vetted: Vetted, t: Translate): string {
  const keys = ['code', 'confirmed', 'disputed', 'pending', 'unanswered', 'lapsed']
  const rows = itemCounts(vetted).map((item) => [
    item.code,
    ...[item.confirmed, item.disputed, item.pending, item.unanswered, item.lapsed].map(String),
  ])
  return table(
    keys.map((key) => t(`vet:column.${key}`)),
    rows,
  )
}

function problemTable(problems: VetProblem[], t: Translate): string {
  if (problems.length === 0) return t('vet:report.noProblems')
  const keys = ['file', 'sheet', 'cell', 'severity', 'problem']
  const rows = problems.map((problem) => [
    problem.file,
    problem.sheet,
    problem.cell,
    t(`vet:severity.${problem.severity}`),
    (problem.column === undefined ? '' : `【${problem.column}】`) + say(t, problem.message),
  ])
  return table(
    keys.map((key) => t(`vet:column.${key}`)),
    rows,
  )
}

function table(header: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.map(inline).join(' | ')} |`
  return [line(header), `|${header.map(() => ' --- ').join('|')}|`, ...rows.map(line)].join('\n')
}

/** What files and people wrote must not become markup of the report. */
function inline(text: string): string {
  return text.replace(/[\r\n]+/g, ' ').replace(/[\\|<>`*[\]]/g, '\\$&')
}
