const invisible = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]/g

/** Printable ASCII without the blank, and the common Chinese characters: nothing to do, as in most cells. */
const plain = /^[\u0021-\u007e\u4e00-\u9fff]*$/

/** Full-width digits, letters and signs become half-width ones; the ideographic and no-break blanks become blanks. */
export function halfWidth(text: string): string {
  if (plain.test(text)) return text
  return text
    .replace(/[\uff01-\uff5e]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
    .replace(/[\u3000\u00a0\u2000-\u200a\u202f\u205f]/g, ' ')
    .replace(invisible, '')
}

/** For comparing words: half-width, and no blank or line feed anywhere. */
export function bare(text: string): string {
  return plain.test(text) ? text : halfWidth(text).replace(/\s+/g, '')
}

/**
 * For keeping words as they stand: half-width digits and letters, no line feeds, no blanks at the ends or between
 * Chinese characters; punctuation stays as typed.
 */
export function tidy(text: string): string {
  if (plain.test(text)) return text
  return text
    .replace(/[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]/g, halfWidth)
    .replace(invisible, '')
    .replace(/\s+/g, ' ')
    .replace(/(?<=[\p{Script=Han}）】》」]) | (?=[\p{Script=Han}（【《「])/gu, '')
    .trim()
}

/** A person's name: no blanks (李 四 is 李四), and one kind of dot between the parts of a minority name. */
export function personName(text: string): string {
  return bare(text).replace(/[・‧•．.・∙⋅•]/g, '·')
}
