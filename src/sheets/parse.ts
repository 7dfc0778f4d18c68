import type { Sheet } from '../lib/cell'
import { message } from '../lib/message'
import { readCsv } from './csv'
import { type Limits, SheetRefused } from './refused'
import { readXlsx } from './xlsx/xlsx'

/** Tells by its first bytes what a file is, whatever it is called, and reads its sheets. Throws `SheetRefused`. */
export async function parseWorkbook(file: Buffer, name: string, limits: Limits): Promise<Sheet[]> {
  if (file.length === 0) throw new SheetRefused(message('sheets:empty'))
  if (file.subarray(0, 4).equals(zipStart)) return readXlsx(file, limits)
  if (file.subarray(0, 4).equals(compoundStart)) throw new SheetRefused(message('sheets:oldOrEncrypted'))
  if (!/\.(csv|txt|tsv)$/i.test(name)) throw new SheetRefused(message('sheets:broken'))
  return [readCsv(file, limits)]
}

const zipStart = Buffer.from('PK\x03\x04', 'latin1')
/** OLE compound file: .xls, and also .xlsx with a password. */
const compoundStart = Buffer.from([0xd0, 0xcf, 0x11, 0xe0])
