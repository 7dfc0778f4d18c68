import { type Day, isDay } from './day'
import { type Message, message } from './message'
import { bare } from './tidy'

export type Sex = 'male' | 'female'

export type IdNumberReading = { ok: true; number: string; sex: Sex; birth: Day } | { ok: false; message: Message }

/**
 * Reads a citizen's ID number (GB 11643-1999) as clerks write it: spaces, full-width digits, small x, the old 15 digits.
 * Gives 18 characters. The region prefix is never judged: abolished regions stay valid for life.
 */
export function readIdNumber(text: string): IdNumberReading {
  const typed = tidied(text)
  if (typed === '') return refused('empty')
  if (/^\d(\.\d+)?E\+?\d+$/.test(typed)) return refused('rounded')
  if (!/^\d*X?$/.test(typed)) return refused('characters')
  if (/^\d{15}$/.test(typed)) return readLong(lengthened(typed))
  if (!/^\d{17}[\dX]$/.test(typed)) return refused('length', { length: typed.length })
  return readLong(typed)
}

/** For lists: region and last four stay, the birth date goes. */
export function maskIdNumber(number: string): string {
  if (number.length < 15) return '*'.repeat(number.length)
  return number.slice(0, 6) + '*'.repeat(number.length - 10) + number.slice(-4)
}

/** The 18th character for 17 digits: weighted sum mod 11. */
export function checkCharacter(digits: string): string {
  const sum = weights.reduce((total, weight, place) => total + weight * Number(digits[place]), 0)
  return checkCharacters.charAt(sum % 11)
}

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const checkCharacters = '10X98765432'

function readLong(number: string): IdNumberReading {
  const checks = checkCharacter(number) === number.charAt(17)
  // A sheet keeps fifteen significant digits: a number typed as a number comes back with its last three as zeros.
  if (!checks && number.endsWith('000')) return refused('rounded')
  const birth = [number.slice(6, 10), number.slice(10, 12), number.slice(12, 14)].join('-')
  if (!isDay(birth)) return refused('birth')
  if (!checks) return refused('check')
  return { ok: true, number, sex: Number(number.charAt(16)) % 2 === 1 ? 'male' : 'female', birth }
}

function lengthened(fifteen: string): string {
  const seventeen = fifteen.slice(0, 6) + '19' + fifteen.slice(6)
  return seventeen + checkCharacter(seventeen)
}

/** Sheets put an apostrophe before a number kept as text. */
function tidied(text: string): string {
  return bare(text)
    .replace(/['’‘`]/g, '')
    .toUpperCase()
}

function refused(problem: string, values?: Message['values']): IdNumberReading {
  return { ok: false, message: message(`lib:idNumber.${problem}`, values) }
}
