import { mulberry32 } from '../prisma/seed/random'
import { checkCharacter } from '../src/lib/id-number'

/** An invented person. The names are the sixty terms of the sexagenary cycle, and region 999001 does not exist. */
export type Person = {
  name: string
  idNumber: string
  birth: string
  male: boolean
  township: string
  village: string
  position: string
  politicalStatus: string
  education: string
}

const stems = '甲乙丙丁戊己庚辛壬癸'
const branches = '子丑寅卯辰巳午未申酉戌亥'
const places: [string, string][] = [
  ['云川镇', '东沟村'],
  ['云川镇', '西沟村'],
  ['云川镇', '南湾社区'],
  ['青石镇', '石桥村'],
  ['青石镇', '柳溪村'],
  ['松泉乡', '禾田村'],
]
const positions = ['党支部书记', '党支部副书记', '党支部委员', '村委会主任', '村委会副主任', '村委会委员', '监委会主任']
const statuses = ['中共党员', '党员', '群众', '中共预备党员', '共青团员']
const educations = ['大专', '本科', '高中', '初中', '中专']

/** Sixty people, always the same for the same seed. */
export function people(seed: number): Person[] {
  const random = mulberry32(seed)
  return Array.from({ length: 60 }, (_, index) => {
    const [township, village] = places[Math.floor(index / 10)]!
    const male = random() < 0.7
    const year = 1960 + Math.floor(random() * 40)
    const [month, day] = [1 + Math.floor(random() * 12), 2 + Math.floor(random() * 26)]
    const birth = [year, String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-')
    return {
      name: `云${stems[index % 10]}${branches[index % 12]}`,
      idNumber: idNumber(birth, index, male),
      birth,
      male,
      township,
      village,
      position: positions[index % positions.length]!,
      politicalStatus: statuses[index % 7 < 3 ? index % 2 : 2 + (index % 3)]!,
      education: educations[Math.floor(random() * educations.length)]!,
    }
  })
}

function idNumber(birth: string, index: number, male: boolean): string {
  const serial = String(2 * index + (male ? 1 : 0)).padStart(3, '0')
  const digits = `999001${birth.replaceAll('-', '')}${serial}`
  return digits + checkCharacter(digits)
}
