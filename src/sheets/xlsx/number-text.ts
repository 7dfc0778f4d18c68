import type { NumberCell } from '../../lib/cell'
import { dayFromSerial } from '../../lib/serial-day'
import type { Shown } from './number-format'

/** A number as the file has it (`150123199001011000`, `1.5E+17`, `27395`) and its format, as a cell. */
export function numberCell(raw: string, shown: Shown | undefined, date1904: boolean): NumberCell | string {
  const written = raw.trim()
  const number = Number(written)
  if (written === '' || !Number.isFinite(number)) return written
  const text = shown?.decimals ? number.toFixed(shown.decimals) : inFull(written, number)
  const date = shown?.date ? dayFromSerial(number, date1904) : null
  if (!date) return { number, text }
  return shown?.monthOnly ? { number, text: date, date, monthOnly: true } : { number, text: date, date }
}

/**
 * All digits of a whole number, from its text and not through a floating-point number, which holds only the first
 * fifteen to seventeen digits of an ID number.
 */
function inFull(written: string, number: number): string {
  const match = /^(\d+)(?:\.(\d+))?(?:[eE]\+?(\d+))?$/.exec(written)
  if (!match || Number(match[3] ?? 0) > 30) return String(number)
  const [whole = '', decimals = '', places] = [match[1], match[2], Number(match[3] ?? 0)]
  if (decimals.length > places) return String(number)
  return (whole + decimals.padEnd(places, '0')).replace(/^0+(?=\d)/, '')
}
