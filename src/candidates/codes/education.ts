import { type CodeRow, plain, readCode } from './code-list'
import educationRows from './educations.json'

/** GB/T 4658-2006, by tens: 10 研究生 … 90 其他. */
export const educations: readonly CodeRow[] = educationRows

/** The code of an education in clerks' words: 省委党校大学 and 本科学历 are 20, 函授大专 is 30. */
export function readEducation(text: string): string | null {
  return readCode(educations, text) ?? readCode(educations, plain(text).replace(mode, '').replace(tail, ''))
}

/** "College" in the statistics of teams (domain §10): 10 to 30. */
export function isCollege(education: string | null): boolean {
  return education === '10' || education === '20' || education === '30'
}

/** How it was earned changes nothing in the level. */
const mode =
  /^((全日制|非全日制|在职|函授|自考|自学考试|成人|电大|夜大|网络教育|业余|普通|国民教育|国家开放大学|中央党校|省委党校|自治区党校|市委党校|党校)教?育?)+/
const tail = /(毕业生|毕业|学历|文化程度|文化|程度|学位|在读)+$/
