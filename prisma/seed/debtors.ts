import { previewLedger } from '../../src/ledgers/imports/imports.actions'
import { takeLedger } from '../../src/ledgers/imports/taking.actions'
import type { Cast } from './cast'
import type { Entered } from './intake'
import type { Story } from './story'

/** People whom the court has not answered for yet: met by number, by name and birth date, and by name alone. */
const met = { byNumber: [655, 741], byBirth: [803], namesakes: [690, 822, 871] } as const

const heading = '被执行人姓名,身份证号,出生日期,乡镇,村,案号,执行法院,立案日期,发布日期,失信行为具体情形'

/** 台账: the court has its judgment debtors in, and nobody has looked at what they met. */
export async function keepDebtors({ deps, minutes }: Story, cast: Cast, everybody: Entered[]): Promise<void> {
  minutes(10)
  const reviewer = cast.reviewer('court')
  const about = { kind: 'debtors' as const, source: '云川县法院执行局（演示）', asOf: deps.clock.today() }
  const id = await previewLedger(deps, reviewer, about, { name: '失信被执行人.csv', file: fileOf(everybody) })
  await takeLedger(deps, reviewer, id, { onlyGood: false, base: 0 })
}

function fileOf(everybody: Entered[]): Buffer {
  const { byNumber, byBirth, namesakes } = met
  const rows = [
    ...byNumber.map((at) => who(everybody[at]!, everybody[at]!.idNumber, '')),
    ...byBirth.map((at) => who(everybody[at]!, '', everybody[at]!.file.birth)),
    // A grown-up of the same name and another age.
    ...namesakes.map((at) => [everybody[at]!.file.name, '', '1949-06-15', '外县', '']),
    ...strangers.map((name) => [name, '', '1970-01-01', '外县', '']),
  ]
  const lines = rows.map((cells, index) => [...cells, ...caseOf(index + 1)].join(','))
  return Buffer.from([heading, ...lines].join('\n'))
}

function who({ file, township, team }: Entered, idNumber: string, birth: string): string[] {
  return [file.name, idNumber, birth, township.name, team.name]
}

function caseOf(number: number): string[] {
  return [`（2024）云执${100 + number}号`, '云川县人民法院', '2024-03-04', '2024-06-05', '有履行能力而拒不履行']
}

/** In nobody's roster: the demo's people have other surnames. */
const strangers = [...'甲乙丙丁戊己庚辛壬癸'].map((stem) => `南湖${stem}子`)
