import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { projectRoot } from '../../../src/lib/root'
import { readWorkbook } from '../../../src/sheets/reading'
import { vetCommand } from '../../../src/vet/command'

const examples = join(projectRoot, 'examples')
const out = mkdtempSync(join(tmpdir(), 'lianshen-examples-'))
const lines: string[] = []
let status: number
let rows: Record<string, string>[]

beforeAll(async () => {
  const args = ['--roster', join(examples, 'roster.xlsx'), '--returns', join(examples, 'returns'), '--on', '2026-01-10']
  const collect = (line: string) => lines.push(line)
  status = await vetCommand([...args, '--out', out], { out: collect, err: collect })
  rows = parse(readFileSync(join(out, 'standings.csv')), { bom: true, columns: true })
})

afterAll(() => rmSync(out, { recursive: true }))

/** The worked cases of the rules by name, and what the other oddities of the examples come to. */
const expected: [string, string, string, string, string][] = [
  ['云甲子', 'clear', '', 'N07', ''],
  ['云乙丑', 'bar', 'N07', '', ''],
  ['云丙寅', 'disputed', 'N03', '', ''],
  ['云丁卯', 'waiting', '', '', '法院'],
  ['云戊辰', 'bar', 'N03', '', ''],
  ['云己巳', 'hold', 'N06', '', ''],
  ['云庚午', 'clear', '', 'N12', ''],
  ['云辛未', 'refer', 'N12', '', ''],
  ['云壬申', 'bar', 'N04', '', '组织部;法院;公安;司法;检察院;生态环境;应急管理'],
  ['云癸酉', 'gap', 'N16', '', ''],
  ['云甲戌', 'bar', 'N07', '', ''],
  ['云乙亥', 'bar', 'N07', '', ''],
  ['云丙子', 'returned', '', '', ''],
  ['云丁丑', 'waiting', '', '', '信访'],
  ['云戊寅', 'hold', 'N06', '', ''],
  ['云己卯', 'refer', 'N14', '', ''],
  ['云庚辰', 'hold', 'N13', '', ''],
  ['云辛巳', 'refer', 'N18', '', ''],
  ['云壬午', 'clear', '', 'N17', ''],
  ['云癸未', 'refer', 'N16', '', ''],
  ['云甲申', 'disputed', 'N13', '', ''],
  ['云乙酉', 'refer', 'N15', '', ''],
]

it('gives sixty people in roster order, each with their standing', () => {
  expect(status).toBe(0)
  expect(rows).toHaveLength(60)
  const read = rows.map((row) => [row.name, row.standing, row.reasons, row.lapsed, row.waiting_for])
  expect(read.slice(0, expected.length)).toEqual(expected)
  expect(new Set(read.slice(expected.length).map(([, ...rest]) => rest.join()))).toEqual(new Set(['clear,,,']))
})

it('writes a CSV that Excel opens, with the columns of the format', () => {
  const text = readFileSync(join(out, 'standings.csv'), 'utf8')
  expect(
    text.startsWith('\ufeffid_number,name,township,village,position,standing,reasons,lapsed,waiting_for\r\n'),
  ).toBe(true)
  expect(rows[0]).toMatchObject({ township: '云川镇', village: '东沟村', position: '党支部书记' })
  expect(rows.every((row) => /^\d{17}[\dX]$/.test(row.id_number!))).toBe(true)
})

it('writes the same as JSON with findings, facts and the digest of the inputs', () => {
  const json = JSON.parse(readFileSync(join(out, 'standings.json'), 'utf8'))
  expect(json.inputs.digest).toMatch(/^[0-9a-f]{64}$/)
  expect(json.inputs.returns).toHaveLength(14)
  expect(json.standings[1]).toMatchObject({
    standing: 'bar',
    findings: [{ code: 'N07', finding: 'confirmed', answers: [{ department: 'discipline', end: '2026-01-11' }, {}] }],
  })
  expect(json.standings.map((row: { id_number: string }) => row.id_number)).toEqual(rows.map((row) => row.id_number))
})

it('proposes those barred in F5, ID numbers masked', async () => {
  const read = await readWorkbook(join(out, 'disqualified.xlsx'))
  const [sheet] = read.ok ? read.sheets : []
  const text = sheet!.rows.map(({ cells }) => cells)
  expect(text[1]).toHaveLength(15)
  expect(text.slice(2).map((cells) => cells[3])).toEqual(['云乙丑', '云戊辰', '云壬申', '云甲戌', '云乙亥'])
  expect(text[3]).toEqual(expect.arrayContaining(['N03 受过刑事处罚', '公安', '（2015）云刑初21号', '不得']))
  expect(JSON.stringify(text)).not.toContain(rows[1]!.id_number)
})

it('reports every problem with file, sheet and cell', () => {
  const report = readFileSync(join(out, 'report.md'), 'utf8')
  for (const place of [
    'roster.xlsx | 人选汇总表 | H67',
    'H68',
    'H69',
    '应急管理.xlsx | 审查意见 | C67',
    '司法（草稿）.xlsx',
  ]) {
    expect(report).toContain(place)
  }
  expect(report).toContain('| 司法 | 2 | 59 | 0 | 0 | 0 | 1 |')
  expect(lines.join('\n')).toContain('41  clear')
})
