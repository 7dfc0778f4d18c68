import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { digestOf } from '../lib/canonical'
import { type Message, message } from '../lib/message'
import { say, type Translate, translator } from '../locales/translate'
import { findDepartment } from '../organisations/departments/department-words'
import type { DepartmentKind } from '../organisations/departments/departments-preset'
import { loadCriteria } from './criteria-file'
import { disqualifiedWorkbook } from './disqualified'
import { type ReadFile, readAll, returnFiles } from './files'
import { readOptions, type VetOptions } from './options'
import { reportText } from './report'
import { standingsCsv } from './standings-csv'
import { standingsJson } from './standings-json'
import { standingCounts } from './tally'
import { vet, type VetFile, type VetInput, type Vetted } from './vet'

/** Where the command writes its sentences. */
export type Console = { out: (line: string) => void; err: (line: string) => void }

/** `vet`: the standings of a roster from files, without a server. Gives the exit status: 0, 1 unread file, 2 wrong arguments. */
export async function vetCommand(args: string[], console: Console): Promise<number> {
  const read = readOptions(args)
  const t = translator(read.ok ? read.options.lang : read.lang)
  const wrong = (problems: Message[], status: number) => {
    problems.forEach((problem) => console.err(say(t, problem)))
    if (status === 2) console.err(t('vet:usage.line'))
    return status
  }
  if (!read.ok) return wrong([read.message], 2)
  const { options } = read
  const criteria = await loadCriteria(options.criteria)
  if (!criteria.ok) return wrong(criteria.problems, criteria.exists ? 1 : 2)
  const departments = takingPart(options.departments, criteria.departments)
  if (departments !== null && !Array.isArray(departments)) return wrong([departments], 2)
  if (!(await canWrite(options.out))) return wrong([message('vet:usage.out', { folder: options.out })], 2)
  const files = await readFiles(options)
  const input = inputOf(options, { ...criteria, chosen: departments }, files)
  const vetted = vet(input)
  await writeAll(vetted, input, files, options.out, t, options.lang)
  summary(vetted, options.out, t).forEach(console.out)
  vetted.problems
    .filter(({ severity }) => severity === 'unread')
    .forEach(({ file, message: told }) => console.err(`${file}: ${say(t, told)}`))
  return vetted.unread.length > 0 ? 1 : 0
}

type Files = { roster: ReadFile; returns: ReadFile[] }
type Chosen = { criteria: VetInput['criteria']; departments: DepartmentKind[]; chosen: string[] | null }

/** Keys of the departments named; a message when one is unknown or named twice. */
function takingPart(words: string[] | null, known: readonly DepartmentKind[]): string[] | null | Message {
  if (words === null) return null
  if (words.length === 0) return message('vet:usage.missing', { option: '--departments' })
  const keys: string[] = []
  for (const word of words) {
    const department = findDepartment(word, known)
    if (!department) return message('vet:usage.department', { name: word })
    if (keys.includes(department.key)) return message('vet:usage.departmentTwice', { name: word })
    keys.push(department.key)
  }
  return keys
}

function canWrite(folder: string): Promise<boolean> {
  return mkdir(folder, { recursive: true }).then(
    () => true,
    () => false,
  )
}

async function readFiles({ roster, returns, out }: VetOptions): Promise<Files> {
  const found = await returnFiles(returns, [roster, out])
  const [first, ...rest] = await readAll([{ path: roster, name: roster }, ...found])
  return { roster: { ...first!, name: nameOnly(roster) }, returns: rest }
}

function nameOnly(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path
}

function inputOf(options: VetOptions, { criteria, departments, chosen }: Chosen, files: Files): VetInput {
  return {
    roster: vetFile(files.roster),
    returns: files.returns.map(vetFile),
    criteria,
    known: departments,
    departments: chosen,
    terms: options.terms,
    referenceDate: options.referenceDate,
  }
}

function vetFile({ name, workbook }: ReadFile): VetFile {
  return workbook.ok ? { name, sheets: workbook.sheets } : { name, message: workbook.message }
}

async function writeAll(
  vetted: Vetted,
  input: VetInput,
  files: Files,
  out: string,
  t: Translate,
  lang: string,
): Promise<void> {
  const inputFiles = { roster: inputFile(files.roster), returns: files.returns.map(inputFile) }
  await writeFile(join(out, 'standings.csv'), standingsCsv(vetted, input.known))
  await writeFile(join(out, 'standings.json'), standingsJson(vetted, input, inputFiles))
  await writeFile(join(out, 'disqualified.xlsx'), await disqualifiedWorkbook(vetted, input.known, t, lang))
  await writeFile(join(out, 'report.md'), reportText(vetted, input, digestOf(inputFiles), t))
}

function inputFile({ name, workbook }: ReadFile) {
  return { name, sha256: workbook.ok ? workbook.sha256 : null }
}

function summary(vetted: Vetted, out: string, t: Translate): string[] {
  const counts = standingCounts(vetted).map(({ standing, count }) => {
    return `${String(count).padStart(7)}  ${standing.padEnd(9)} ${t(`standings:standing.${standing}`)}`
  })
  const { rows, problems, leftOut } = vetted
  const left =
    leftOut.length === 0
      ? []
      : [t('vet:report.leftOut', { count: leftOut.length }) + ' ' + leftOut.map(({ code }) => code).join('、')]
  return [
    ...left,
    ...counts,
    `${String(rows.length).padStart(7)}  ${t('vet:report.total')}`,
    t('vet:written', { folder: out, count: problems.length }),
  ]
}
