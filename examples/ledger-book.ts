import ExcelJS from 'exceljs'
import { demoSeed } from '../prisma/seed/demo'
import { type Person, people } from '../prisma/seed/people'
import { teamRows } from '../prisma/seed/places'
import { mulberry32, randomFrom } from '../prisma/seed/random'
import { checkCharacter } from '../src/lib/id-number'
import type { Team, Township } from '../src/organisations/organisation'

/** The demo county is made for the year in which it is started; its ID numbers are those of this one. */
const demoYear = 2026
const count = 310

/** Places in the demo's list: people whom the discipline department has not answered for yet, and one whom it has. */
const met = { byNumber: [850, 861, 874, 889, 903, 420], byBirth: [858, 896] }
/** Every so many-eth name of the demo comes back as somebody else's. */
const namesakeStep = 41

const headings = ['序号', '姓名', '身份证号', '性别', '出生年月', '乡镇', '村（社区）', '处分种类', '处分时间', '影响期至', '处分文号', '处分机关', '主要违纪事实', '备注'] // prettier-ignore

type Who = { name: string; idNumber: string; male: boolean; birth: string; township: string; village: string }

/** 受处分人员台账: 310 invented people; a handful of them stand in the demo county, and some only share a name. */
export async function sanctionsWorkbook(): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook()
  const sheet = workbook.addWorksheet('受处分人员台账')
  sheet.addRow(['云川县受处分人员台账（虚构示例）'])
  sheet.addRow(headings)
  const random = mulberry32(310)
  everybody(random).forEach((who, index) =>
    sheet.addRow([index + 1, ...whoCells(who), ...sanctionCells(index, random)]),
  )
  return Buffer.from(await workbook.xlsx.writeBuffer())
}

function everybody(random: () => number): Who[] {
  const demo = demoPeople()
  const namesakes = demo.filter((_, index) => index % namesakeStep === namesakeStep - 1)
  const known = [
    ...met.byNumber.map((at) => whoOf(demo[at]!)),
    ...met.byBirth.map((at) => ({ ...whoOf(demo[at]!), idNumber: '' })),
    ...namesakes.map(({ file }, index) => stranger(file.name, index, random)),
  ]
  const others = strangerNames().slice(0, count - known.length)
  const all = [...known, ...others.map((name, index) => stranger(name, 100 + index, random))]
  return randomFrom(310).shuffled(all)
}

/** As prisma/seed makes them: the same seed and the same places in the same order. */
function demoPeople(): Person[] {
  const rows = teamRows()
  const names = [...new Set(rows.map(({ township }) => township))]
  const shape = names.map((name) => {
    const teams = rows
      .filter(({ township }) => township === name)
      .map((team) => ({ ...team, id: team.code }) as unknown)
    return { id: name, name, teams } as Township & { teams: Team[] }
  })
  return people(shape, randomFrom(demoSeed), demoYear)
}

function whoOf({ file, idNumber, township, team }: Person): Who {
  const { name, birth, sex } = file
  return { name, idNumber, birth, male: sex === 'male', township: township.name, village: team.name }
}

/** Every third has no ID number in the ledger, as registers of many years have. */
function stranger(name: string, serial: number, random: () => number): Who {
  const male = random() < 0.8
  const birth = `${1941 + Math.floor(random() * 14)}-0${1 + Math.floor(random() * 9)}-1${Math.floor(random() * 9)}`
  const digits = `999001${birth.replaceAll('-', '')}${String(2 * (serial % 499) + (male ? 1 : 0)).padStart(3, '0')}`
  const idNumber = serial % 3 ? digits + checkCharacter(digits) : ''
  return { name, idNumber, male, birth, township: '外乡镇', village: '' }
}

/** Surnames that nobody in the demo has. */
function strangerNames(): string[] {
  const given = [...'甲乙丙丁戊己庚辛壬癸'].flatMap((stem) => [...'子丑寅卯辰巳午未申酉戌亥'].map((it) => stem + it))
  return ['南湖', '东岗', '西川'].flatMap((surname) => given.map((name) => surname + name))
}

function whoCells({ name, idNumber, male, birth, township, village }: Who): string[] {
  return [name, idNumber, male ? '男' : '女', birth.slice(0, idNumber ? 7 : 10), township, village]
}

const sanctions = ['党内警告', '党内严重警告', '政务警告', '政务记过', '留党察看一年', '开除党籍', '诫勉'] as const
const facts = ['违规发放补贴', '虚报冒领惠农资金', '未按规定公开村务', '违规承揽工程', '履职不力造成不良影响']

function sanctionCells(index: number, random: () => number): string[] {
  const year = 2022 + Math.floor(random() * 4)
  const effect = `${year}-0${1 + Math.floor(random() * 9)}-${10 + Math.floor(random() * 18)}`
  // An old register: now and then only the month is known, or the number of the decision is missing.
  const day = index % 17 === 16 ? effect.slice(0, 7) : effect
  const document = index % 13 === 12 ? '' : `云纪〔${year}〕${index + 1}号`
  const sanction = sanctions[Math.floor(random() * sanctions.length)]!
  return [sanction, day, '', document, '云川县纪委监委（演示）', facts[index % facts.length]!, '']
}
