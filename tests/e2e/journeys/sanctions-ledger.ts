import { addDays, type Day } from '../../../src/lib/day'
import { checkCharacter } from '../../../src/lib/id-number'

export type Meant = { name: string; idNumber: string }

const heading = '姓名,身份证号,出生年月日,处分种类,处分时间,文号,决定机关,违纪事实'
const size = 310

/**
 * A register of 310 invented sanctioned people as a .csv: first those who are meant (name and ID number), then namesakes
 * (the name alone, born in another year), then strangers.
 */
export function sanctionsLedger(meant: Meant[], namesakes: Meant[], on: Day): Buffer {
  const rows = [
    ...meant.map(({ name, idNumber }, n) => row(n, name, idNumber, birthIn(idNumber), on)),
    ...namesakes.map(({ name }, n) => row(100 + n, name, '', '1931-03-01', on)),
  ]
  const strangers = Array.from({ length: size - rows.length }, (_, n) =>
    row(
      200 + n,
      `${'赫连慕容'[n % 4]}${'甲乙丙丁戊'[n % 5]}${'某'.repeat(1 + (n % 2))}`,
      numberOf(n),
      '1951-01-01',
      on,
    ),
  )
  return Buffer.from([heading, ...rows, ...strangers].join('\n'))
}

function row(n: number, name: string, idNumber: string, birth: string, on: Day): string {
  return [
    name,
    idNumber,
    birth,
    '党内严重警告',
    addDays(on, -100),
    `云纪〔2025〕${n + 1}号`,
    '云川县纪委监委',
    '虚构事实',
  ].join()
}

function birthIn(idNumber: string): string {
  return [idNumber.slice(6, 10), idNumber.slice(10, 12), idNumber.slice(12, 14)].join('-')
}

function numberOf(n: number): string {
  const seventeen = `99900119510101${String(n).padStart(3, '0')}`
  return seventeen + checkCharacter(seventeen)
}
