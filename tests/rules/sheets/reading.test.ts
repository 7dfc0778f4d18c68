import ExcelJS from 'exceljs'
import { encode } from 'iconv-lite'
import type { Cell, Sheet } from '../../../src/lib/cell'
import { readWorkbook, readWorkbooks } from '../../../src/sheets/reading'
import { rawWorkbook, zip } from '../../support/zip'

describe('an .xlsx workbook', () => {
  it('gives its sheets in the order of their tabs, hidden ones marked', async () => {
    const workbook = new ExcelJS.Workbook()
    workbook.addWorksheet('甲', { state: 'veryHidden' }).addRow(['一'])
    workbook.addWorksheet('乙').addRow(['二'])
    const sheets = await sheetsOf(await xlsx(workbook))
    expect(sheets.map(({ name, hidden }) => [name, hidden])).toEqual([
      ['甲', true],
      ['乙', false],
    ])
  })

  it.each<[string, ExcelJS.CellValue, string | undefined, Cell]>([
    ['plain text', '李四', undefined, '李四'],
    ['rich text', { richText: [{ text: '李' }, { font: { bold: true }, text: '四' }] }, undefined, '李四'],
    ['a link', { text: '李四', hyperlink: 'http://example.org' }, undefined, '李四'],
    ['a formula with its cached text', { formula: 'A1', result: '李四' }, undefined, '李四'],
    ['a formula with its cached number', { formula: '1+1', result: 2 }, undefined, { number: 2, text: '2' }],
    ['a truth value', true, undefined, 'TRUE'],
    ['an error', { error: '#N/A' }, undefined, '#N/A'],
    ['a number', 1975.3, undefined, { number: 1975.3, text: '1975.3' }],
    ['a number shown with two decimals', 1975.1, '0.00', { number: 1975.1, text: '1975.10' }],
    ['a day', new Date('1975-03-12T00:00:00Z'), 'yyyy-mm-dd', day('1975-03-12', 27465)],
    [
      'a month',
      new Date('1975-03-01T00:00:00Z'),
      'yyyy"年"m"月"',
      { number: 27454, text: '1975-03-01', date: '1975-03-01', monthOnly: true },
    ],
    ['a long day', new Date('1975-03-12T00:00:00Z'), '[$-804]yyyy"年"m"月"d"日";@', day('1975-03-12', 27465)],
    ['a number that only looks red', 27465, '[Red]0', { number: 27465, text: '27465' }],
  ])('reads %s', async (_, value, format, expected) => {
    const workbook = new ExcelJS.Workbook()
    const cell = workbook.addWorksheet('表').getCell('B2')
    cell.value = value
    if (format) cell.numFmt = format
    const [sheet] = await sheetsOf(await xlsx(workbook))
    const computed = typeof value === 'object' && value !== null && 'formula' in value ? { formulas: [1] } : {}
    expect(sheet!.rows).toEqual([{ row: 2, cells: ['', expected], ...computed }])
  })

  it('keeps every digit of a long number, also written with an exponent', async () => {
    const xml = body(
      '<row r="1"><c r="A1"><v>150123199001011234</v></c><c r="B1"><v>1.50123199001011E+17</v></c></row>',
    )
    const [sheet] = await sheetsOf(rawWorkbook(xml))
    expect(sheet!.rows[0]!.cells.map((cell) => (cell as { text: string }).text)).toEqual([
      '150123199001011234',
      '150123199001011000',
    ])
  })

  it('counts days from 1904 where the file says so', async () => {
    const workbook = new ExcelJS.Workbook()
    workbook.properties.date1904 = true
    workbook.addWorksheet('表').getCell('A1').value = new Date('1975-03-12T00:00:00Z')
    const [sheet] = await sheetsOf(await xlsx(workbook))
    expect(sheet!.rows[0]!.cells[0]).toMatchObject({ date: '1975-03-12' })
  })

  it.each([
    [
      'absolute targets',
      body('<row r="1"><c r="A1" t="inlineStr"><is><t>甲</t></is></c></row>'),
      '/xl/worksheets/sheet1.xml',
    ],
    [
      'prefixed tags',
      '<x:worksheet><x:sheetData><x:row><x:c t="str"><x:v>甲</x:v></x:c></x:row></x:sheetData></x:worksheet>',
      undefined,
    ],
    ['cells without an address', body('<row><c t="str"><v>甲</v></c></row>'), undefined],
    [
      'inline rich text',
      body('<row r="1"><c r="A1" t="inlineStr"><is><r><t>甲</t></r><rPh><t>jia</t></rPh></is></c></row>'),
      undefined,
    ],
  ])('reads %s', async (_, xml, target) => {
    const [sheet] = await sheetsOf(rawWorkbook(xml, [], target))
    expect(sheet!.rows).toEqual([{ row: 1, cells: ['甲'] }])
  })

  it('joins the runs of a shared string, leaves reading aids out and undoes escapes', async () => {
    const strings =
      '<sst><si><r><t>李</t></r><r><t xml:space="preserve">四_x000D_</t></r><rPh><t>li</t></rPh></si></sst>'
    const xml = body('<row r="1"><c r="A1" t="s"><v>0</v></c></row>')
    const [sheet] = await sheetsOf(rawWorkbook(xml, [{ name: 'xl/sharedStrings.xml', content: strings }]))
    expect(sheet!.rows[0]!.cells).toEqual(['李四\r'])
  })

  it('gives each row what a cell merged downwards shows, and leaves a title across alone', async () => {
    const workbook = new ExcelJS.Workbook()
    const sheet = workbook.addWorksheet('表')
    sheet.addRows([['标题'], ['东沟村', '甲'], ['', '乙'], ['', '丙']])
    sheet.mergeCells('A1:B1')
    sheet.mergeCells('A2:A4')
    const [read] = await sheetsOf(await xlsx(workbook))
    expect(read!.rows.map(({ cells }) => cells)).toEqual([
      ['标题'],
      ['东沟村', '甲'],
      ['东沟村', '乙'],
      ['东沟村', '丙'],
    ])
  })

  it('is not troubled by a million rows and thousands of columns that are only formatted', async () => {
    const empty = Array.from(
      { length: 120_000 },
      (_, index) => `<row r="${index + 2}"><c r="A${index + 2}" s="1"/></row>`,
    )
    const xml = body(`<row r="1"><c r="A1" t="str"><v>甲</v></c><c r="XFD1" s="1"/></row>${empty.join('')}`)
    const [sheet] = await sheetsOf(rawWorkbook(xml))
    expect(sheet!.rows).toEqual([{ row: 1, cells: ['甲'] }])
  })
})

describe('a .csv file', () => {
  const table = '姓名,身份证号\n"李,四","=""110105"""\n\n王五,2\n'
  const rows = [
    { row: 1, cells: ['姓名', '身份证号'] },
    { row: 2, cells: ['李,四', '="110105"'.slice(2, -1)] },
    { row: 4, cells: ['王五', '2'] },
  ]

  it.each([
    ['UTF-8', Buffer.from(table)],
    ['UTF-8 with BOM', Buffer.from('\ufeff' + table)],
    ['GB18030', encode(table, 'gb18030')],
    ['UTF-16', encode(table, 'utf-16le', { addBOM: true })],
    ['Windows line ends', Buffer.from(table.replaceAll('\n', '\r\n'))],
  ])('is read in %s', async (_, file) => {
    const [sheet] = await sheetsOf(file, 'a.csv')
    expect(sheet!.rows).toEqual(rows)
  })

  it.each([';', '\t'])('is read with the delimiter %j', async (delimiter) => {
    const [sheet] = await sheetsOf(Buffer.from(['姓名', '村'].join(delimiter)), 'a.csv')
    expect(sheet!.rows[0]!.cells).toEqual(['姓名', '村'])
  })

  it('loses nothing after a stray quotation mark', async () => {
    const [sheet] = await sheetsOf(Buffer.from('甲,"乙\n丙,丁\n'), 'a.csv')
    expect(sheet!.rows.map(({ cells }) => cells)).toEqual([
      ['甲', '"乙'],
      ['丙', '丁'],
    ])
  })
})

describe('what is no workbook ends in one sentence', () => {
  const sheet = body('<row r="1"><c r="A1" t="str"><v>甲</v></c></row>')

  it.each<[string, string, Buffer]>([
    ['sheets:empty', 'a.xlsx', Buffer.alloc(0)],
    ['sheets:broken', 'a.xlsx', Buffer.from('not a zip')],
    ['sheets:broken', 'a.xlsx', rawWorkbook(sheet).subarray(0, 300)],
    ['sheets:broken', 'a.xlsx', rawWorkbook('<worksheet><sheetData><row')],
    ['sheets:oldOrEncrypted', 'a.xlsx', Buffer.from('d0cf11e0a1b11ae1', 'hex')],
    ['sheets:encrypted', 'a.xlsx', zip([{ name: 'xl/workbook.xml', content: 'x', flags: 0x801 }])],
    ['sheets:macro', 'a.xlsx', rawWorkbook(sheet, [{ name: 'xl/vbaProject.bin', content: 'x' }])],
    ['sheets:bomb', 'a.xlsx', rawWorkbook(sheet, [{ name: 'xl/media/a.xml', content: Buffer.alloc(20_000_000) }])],
    ['sheets:bomb', 'a.xlsx', zip(Array.from({ length: 2_100 }, (_, i) => ({ name: `a${i}`, content: '' })))],
    ['sheets:notXlsx', 'a.xlsx', zip([{ name: 'content.xml', content: '<x/>' }])],
    ['sheets:encoding', 'a.csv', Buffer.from([0x61, 0x00, 0x62, 0xff, 0xff])],
    [
      'sheets:rows',
      'a.xlsx',
      rawWorkbook(body(Array.from({ length: 100_001 }, () => '<row><c><v>1</v></c></row>').join(''))),
    ],
    ['sheets:columns', 'a.xlsx', rawWorkbook(body('<row r="1"><c r="GS1"><v>1</v></c></row>'))],
    ['sheets:columns', 'a.csv', Buffer.from('a,'.repeat(200) + 'a')],
  ])('%s %s', async (key, name, file) => {
    expect(await readWorkbook({ name, file })).toMatchObject({ ok: false, message: { key } })
  })

  it('says so of a file that is not there, a folder and a file too large', async () => {
    const results = await readWorkbooks([
      __filename + '.none',
      __dirname,
      { name: 'a.csv', file: Buffer.alloc(21 * 1024 * 1024) },
    ])
    expect(results.map((result) => !result.ok && result.message.key)).toEqual([
      'sheets:unreadable',
      'sheets:unreadable',
      'sheets:size',
    ])
  })

  it('survives a file that needs more memory or time than it may, and reads the next', async () => {
    const strings = Array.from(
      { length: 90_000 },
      (_, index) => `<row><c t="str"><v>${index}${'甲'.repeat(200)}</v></c></row>`,
    )
    const large = { name: 'a.xlsx', file: rawWorkbook(body(strings.join(''))) }
    const small = { name: 'a.csv', file: Buffer.from('甲') }
    const memory = await readWorkbooks([large, small, small, small], { megabytes: 24 })
    expect(memory.map((result) => (result.ok ? 'ok' : result.message.key))).toEqual(['sheets:memory', 'ok', 'ok', 'ok'])
    const time = await readWorkbooks([large, small, small, small], { milliseconds: 150 })
    expect(time[0]).toMatchObject({ ok: false, message: { key: 'sheets:time' } })
  })

  it('does not expand entities', async () => {
    const bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + body('<row><c t="str"><v>&b;</v></c></row>')
    expect(await readWorkbook({ name: 'a.xlsx', file: rawWorkbook(bomb) })).toMatchObject({ ok: false })
  })
})

function body(rows: string): string {
  return `<worksheet><sheetData>${rows}</sheetData></worksheet>`
}

function day(date: string, number: number): Cell {
  return { number, text: date, date }
}

async function xlsx(workbook: ExcelJS.Workbook): Promise<Buffer> {
  return Buffer.from(await workbook.xlsx.writeBuffer())
}

async function sheetsOf(file: Buffer, name = 'a.xlsx'): Promise<Sheet[]> {
  const read = await readWorkbook({ name, file })
  if (!read.ok) throw new Error(read.message.key)
  return read.sheets
}
