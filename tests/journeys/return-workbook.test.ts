import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ExcelJS from 'exceljs'
import { loadPreset } from '../../src/criteria/presets'
import type { Sheet } from '../../src/lib/cell'
import { departmentsPreset } from '../../src/organisations/departments/departments-preset'
import { readReturn, type ReturnReading } from '../../src/reviews/returns/return'
import { type ReturnBook, returnWorkbook } from '../../src/reviews/returns/return-workbook'
import { readWorkbook } from '../../src/sheets/reading'
import { itemsOwnedBy } from '../../src/standings/owners'
import type { Answer } from '../../src/standings/standing'

const criteria = loadPreset('main20')
const fact = {
  kind: 'party_serious_warning',
  effect: '2024-07-11',
  statedEnd: '2026-01-31',
  evidenceType: '处分决定',
  documentNumber: '云纪〔2024〕8号',
  issuingBody: '纪委监委',
  words: '=1+1',
}
const none = Object.fromEntries(
  itemsOwnedBy('discipline', criteria).map(({ code }) => [code, { answer: 'none', facts: [] } as Answer]),
)
const place = { township: '云川镇', village: '东沟村', position: '村委会委员' }
const book: ReturnBook = {
  department: { key: 'discipline', name: '纪委监委' },
  round: '第一轮',
  version: 'main20',
  referenceDate: '2026-01-10',
  fingerprint: 'abc',
  criteria,
  candidates: [
    {
      ...place,
      idNumber: '11010519491231002X',
      name: '王五',
      answers: { ...none, N07: { answer: 'found', facts: [fact] } },
    },
    { ...place, idNumber: '440524198001010013', name: '李四', answers: {}, opinion: '退回', words: '身份' },
    { ...place, idNumber: '999001198001010017', name: '买买提·吐尔逊', answers: none },
  ],
  signatures: { 经办人: '甲某', 主要负责人: '乙某', 日期: '2026-01-09' },
}

async function sheetsOf(file: Buffer): Promise<Sheet[]> {
  const read = await readWorkbook({ name: 'a.xlsx', file })
  if (!read.ok) throw new Error(read.message.key)
  return read.sheets
}

function reading(sheets: Sheet[], handedOut?: { rows: Map<string, string> }): ReturnReading {
  const { candidates, fingerprint, referenceDate } = book
  return readReturn(sheets, {
    criteria,
    departments: departmentsPreset,
    candidates,
    referenceDate,
    expected: { fingerprint },
    ...(handedOut && { handedOut }),
  })
}

/** What a department's office program makes of the workbooks when somebody opens and saves them, all in one start. */
function savedByLibreOffice(files: Buffer[]): Buffer[] {
  const folder = mkdtempSync(join(tmpdir(), 'lianshen-office-'))
  try {
    const names = files.map((_, index) => `${index}.xlsx`)
    names.forEach((name, index) => writeFileSync(join(folder, name), files[index]!))
    const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`
    const format = ['--convert-to', 'xlsx:Calc MS Excel 2007 XML', '--outdir', join(folder, 'out')]
    const args = [profile, '--headless', ...format, ...names.map((name) => join(folder, name))]
    const run = spawnSync('libreoffice', args, { encoding: 'utf8', timeout: 90_000 })
    if (run.status !== 0)
      throw new Error(`LibreOffice Calc is needed for this test: ${run.error?.message ?? run.stderr}`)
    return names.map((name) => readFileSync(join(folder, 'out', name)))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

it('comes back as it went out: answers, facts, opinions, signatures', async () => {
  const read = reading(await sheetsOf(await returnWorkbook(book)))
  expect(read).toMatchObject({
    ok: true,
    department: 'discipline',
    signed: true,
    signedOn: '2026-01-09',
    current: true,
    problems: [],
  })
  if (!read.ok) return
  expect(read.reviews.map(({ idNumber, opinion, reason, complete }) => [idNumber, opinion, reason, complete])).toEqual([
    ['11010519491231002X', 'none', null, true],
    ['440524198001010013', 'returned', 'identity', false],
    ['999001198001010017', 'none', null, true],
  ])
  expect(read.reviews[0]!.answers.N07).toEqual({ answer: 'found', facts: [fact] })
})

const rows = new Map(book.candidates.map(({ idNumber }, index) => [idNumber, String(index).repeat(32)]))
/** As the county hands it out: each row with its fingerprint. */
const packet = {
  ...book,
  candidates: book.candidates.map((one) => ({ ...one, fingerprint: rows.get(one.idNumber)! })),
}

async function opened(file: Buffer): Promise<ExcelJS.Workbook> {
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.load(file as unknown as ArrayBuffer)
  return workbook
}

/** Somebody types at the desk: answers, a fact, a date, a number that begins with a nought. */
async function typedIn(file: Buffer): Promise<Buffer> {
  const workbook = await opened(file)
  const [sheet, facts] = [workbook.getWorksheet('审查意见')!, workbook.getWorksheet('情形明细')!]
  sheet.getCell('H9').value = '核查'
  sheet.getCell('H10').value = '有'
  const fact = ['999001198001010017', '', 'N01', '', '2025-03-09', '', '处分决定', '007', '纪委监委', '说明']
  fact.forEach((text, index) => (facts.getCell(3, index + 1).value = text))
  return Buffer.from(await workbook.xlsx.writeBuffer())
}

/** The parts of a workbook as text: the library reads `1` and `0` alone, LibreOffice writes `true` and `false`. */
function partOf(file: Buffer, part: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'lianshen-parts-'))
  try {
    writeFileSync(join(folder, 'a.xlsx'), file)
    return spawnSync('unzip', ['-p', join(folder, 'a.xlsx'), part], { encoding: 'utf8', maxBuffer: 1 << 26 }).stdout
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Whether the sheet 审查意见 is protected, and which cells of the first person are locked. */
function locksOf(file: Buffer) {
  const [sheet, styles] = [partOf(file, 'xl/worksheets/sheet1.xml'), partOf(file, 'xl/styles.xml')]
  const formats = /<cellXfs.*?<\/cellXfs>/s.exec(styles)![0].split('<xf ').slice(1)
  const open = formats.map((format) => /<protection[^>]*locked="(0|false)"/.test(format))
  const style = (at: string) => Number(new RegExp(`<c r="${at}"[^>]* s="(\\d+)"`).exec(sheet)?.[1] ?? 0)
  const locked = ['B8', 'C8', 'G8', 'H8', 'I8', 'P8'].map((at) => !open[style(at)])
  return { protected: /<sheetProtection[^>]* sheet="(1|true)"/.test(sheet), locked }
}

/** What must not get lost in a sheet: where answers are offered, what is hidden, and how numbers are kept. */
function keptOf(workbook: ExcelJS.Workbook) {
  const sheet = workbook.getWorksheet('审查意见')!
  return {
    offered: ['B8', 'G8', 'H8', 'H10', 'P8'].map((at) => sheet.getCell(at).dataValidation?.formulae?.[0] ?? ''),
    hidden: sheet.getColumn(7).hidden,
    fingerprints: [8, 9, 10].map((row) => sheet.getCell(row, 7).text),
    text: [8, 9, 10].map((row) => [sheet.getCell(row, 3).numFmt, sheet.getCell(row, 3).text]),
    evidence: workbook.getWorksheet('情形明细')!.getCell('G3').dataValidation?.formulae?.[0],
  }
}

it('says the same after LibreOffice has opened and saved it, also with answers typed in, and keeps what guards it', async () => {
  const plain = await returnWorkbook(book)
  const out = await returnWorkbook(packet)
  const typed = await typedIn(out)
  const [savedPlain, savedOut, saved] = savedByLibreOffice([plain, out, typed])
  expect(reading(await sheetsOf(savedPlain!))).toEqual(reading(await sheetsOf(plain)))
  const read = reading(await sheetsOf(saved!), { rows })
  expect(read).toEqual(reading(await sheetsOf(typed), { rows }))
  if (!read.ok) throw new Error(read.message.key)
  expect(read.reviews[1]!.answers).toEqual({ N01: { answer: 'pending', facts: [] } })
  expect(read.reviews[2]!.answers['N01']!.facts).toMatchObject([{ effect: '2025-03-09', documentNumber: '007' }])
  const kept = keptOf(await opened(savedOut!))
  expect(kept).toEqual(keptOf(await opened(out)))
  expect(kept).toMatchObject({ hidden: true, fingerprints: [...rows.values()] })
  expect(locksOf(savedOut!)).toEqual({ protected: true, locked: [true, true, true, false, false, false] })
  expect(locksOf(savedOut!)).toEqual(locksOf(out))
}, 120_000)

it('offers the answers in drop-downs, and locks who is asked about', async () => {
  const workbook = await opened(await returnWorkbook(book))
  const sheet = workbook.getWorksheet('审查意见')!
  expect(sheet.getCell('G8').dataValidation).toMatchObject({ type: 'list', formulae: ['"无,有,核查,不属"'] })
  expect(sheet.getCell('C8').numFmt).toBe('@')
  expect([sheet.getCell('C8').protection?.locked ?? true, sheet.getCell('G8').protection.locked]).toEqual([true, false])
  expect(workbook.getWorksheet('情形明细')!.getCell('G3').dataValidation.formulae[0]).toContain('裁判文书')
})
