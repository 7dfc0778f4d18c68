import { addDays, type Day } from './day'

/**
 * The day that a sheet's day count means. Counting from 1900 knows a 29 February 1900 that never was (day 60), so
 * counts before it are one off; files from old Macintoshes count from 1 January 1904. Null outside 1900–9999.
 */
export function dayFromSerial(serial: number, date1904: boolean): Day | null {
  const whole = Math.floor(serial)
  if (!(whole >= 1 && whole < 2_958_466)) return null
  if (date1904) return addDays('1904-01-01', whole)
  return addDays('1899-12-30', whole < 60 ? whole + 1 : whole)
}
