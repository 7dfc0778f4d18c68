import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadPreset } from '../src/criteria/presets'
import { checkCharacter } from '../src/lib/id-number'
import { departmentRosters, departmentsPreset } from '../src/organisations/departments/departments-preset'
import { returnWorkbook } from '../src/reviews/returns/return-workbook'
import { readWorkbooks } from '../src/sheets/reading'
import { writeWorkbook } from '../src/sheets/writing'
import { itemsOwnedBy } from '../src/standings/owners'
import { vetCommand } from '../src/vet/command'
import { line, lineBeside, median, timed } from './times'

const size = 10_000
const rounds = 3

/**
 * `vet` on 10,000 people and 13 departments against reading the same 14 workbooks with the same reader and nothing
 * else, turn by turn in one process. Prints the median of three and the ratio.
 */
async function bench(): Promise<void> {
  const folder = await inputs()
  const out = mkdtempSync(join(tmpdir(), 'lianshen-vet-'))
  const paths = [
    join(folder, 'roster.xlsx'),
    ...readdirSync(join(folder, 'returns')).map((name) => join(folder, 'returns', name)),
  ]
  const args = ['--roster', paths[0]!, '--returns', join(folder, 'returns'), '--on', '2026-01-10', '--out', out]
  const quiet = { out: () => undefined, err: (line: string) => console.error(line) }
  const times: { reading: number; vet: number }[] = []
  for (let round = 0; round < rounds; round++) {
    const reading = await timed(() => readWorkbooks(paths))
    times.push({ reading, vet: await timed(() => vetCommand(args, quiet)) })
  }
  rmSync(out, { recursive: true })
  const [reading, vetting] = [median(times.map((time) => time.reading)), median(times.map((time) => time.vet))]
  console.log(`${size} people × ${departmentRosters.thirteen.length} departments, median of ${rounds}:`)
  line('reading the workbooks and nothing else', reading)
  lineBeside('vet, everything written', vetting, reading)
}

/** Made once and kept for the next run. */
async function inputs(): Promise<string> {
  const folder = join(tmpdir(), `lianshen-bench-vet-${size}-1`)
  if (existsSync(join(folder, 'done'))) return folder
  mkdirSync(join(folder, 'returns'), { recursive: true })
  const people = Array.from({ length: size }, (_, index) => person(index))
  const columns = ['乡镇', '村', '姓名', '身份证号', '拟任职务'].map((heading) => ({ heading, width: 12 }))
  const rows = people.map((p) => [p.township, p.village, p.name, p.idNumber, p.position])
  writeFileSync(join(folder, 'roster.xlsx'), await writeWorkbook([{ name: '名单', columns, rows }]))
  for (const key of departmentRosters.thirteen) {
    writeFileSync(join(folder, 'returns', `${key}.xlsx`), await answered(key, people))
  }
  writeFileSync(join(folder, 'done'), '')
  return folder
}

type Person = ReturnType<typeof person>

function person(index: number) {
  const digits = `9990011980${String(1 + (index % 12)).padStart(2, '0')}${String(1 + (Math.floor(index / 12) % 28)).padStart(2, '0')}`
  const seventeen = digits + String(Math.floor(index / 336)).padStart(3, '0')
  const idNumber = seventeen + checkCharacter(seventeen)
  return {
    idNumber,
    name: `云${index}`,
    township: `第${index % 9}镇`,
    village: `第${index % 160}村`,
    position: '村委会委员',
  }
}

/** One in a hundred answers of a department is a found one, with its fact; the rest are none. */
function answered(key: string, people: Person[]): Promise<Buffer> {
  const criteria = loadPreset('main20')
  const department = departmentsPreset.find((candidate) => candidate.key === key)!
  const items = itemsOwnedBy(key, criteria)
  const fact = { statedEnd: null, evidenceType: '处分决定', issuingBody: '云川县', words: '' }
  const candidates = people.map((candidate, index) => ({
    ...candidate,
    answers: Object.fromEntries(
      items.map((item, place) => {
        const found = index % 100 === 7 && place === index % items.length
        const kind = item.window === 'sanction' ? 'party_warning' : '虚构'
        const facts = found ? [{ ...fact, kind, effect: '2025-06-01', documentNumber: `云〔2025〕${index}号` }] : []
        return [item.code, { answer: found ? ('found' as const) : ('none' as const), facts }]
      }),
    ),
  }))
  const head = { round: '第一轮', version: 'main20', referenceDate: '2026-01-10', fingerprint: '' }
  return returnWorkbook({ department, ...head, criteria, candidates, signatures: { 主要负责人: '云某' } })
}

void bench()
