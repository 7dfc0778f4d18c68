import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadPreset } from '../../src/criteria/presets'
import type { Sheet } from '../../src/lib/cell'
import { departmentsPreset } from '../../src/organisations/departments-preset'
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

function reading(sheets: Sheet[]): ReturnReading {
  const { candidates, fingerprint, referenceDate } = book
  return readReturn(sheets, {
    criteria,
    departments: departmentsPreset,
    candidates,
    referenceDate,
    expected: { fingerprint },
  })
}

/** What a department's office program makes of the workbook when somebody opens and saves it. */
function savedByLibreOffice(file: Buffer): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'lianshen-office-'))
  try {
    writeFileSync(join(folder, 'in.xlsx'), file)
    const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`
    const args = [
      profile,
      '--headless',
      '--convert-to',
      'xlsx:Calc MS Excel 2007 XML',
      '--outdir',
      join(folder, 'out'),
      join(folder, 'in.xlsx'),
    ]
    const run = spawnSync('libreoffice', args, { encoding: 'utf8', timeout: 90_000 })
    if (run.status !== 0)
      throw new Error(`LibreOffice Calc is needed for this test: ${run.error?.message ?? run.stderr}`)
    return readFileSync(join(folder, 'out', 'in.xlsx'))
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

it('says the same after LibreOffice has opened and saved it', async () => {
  const file = await returnWorkbook(book)
  const saved = savedByLibreOffice(file)
  expect(reading(await sheetsOf(saved))).toEqual(reading(await sheetsOf(file)))
}, 120_000)

it('offers the answers in drop-downs, and locks who is asked about', async () => {
  const ExcelJS = (await import('exceljs')).default
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.load((await returnWorkbook(book)) as unknown as ArrayBuffer)
  const sheet = workbook.getWorksheet('审查意见')!
  expect(sheet.getCell('G8').dataValidation).toMatchObject({ type: 'list', formulae: ['"无,有,核查,不属"'] })
  expect(sheet.getCell('C8').numFmt).toBe('@')
  expect([sheet.getCell('C8').protection?.locked ?? true, sheet.getCell('G8').protection.locked]).toEqual([true, false])
  expect(workbook.getWorksheet('情形明细')!.getCell('G3').dataValidation.formulae[0]).toContain('裁判文书')
})
