import { readFileSync } from 'node:fs'
import { styleParts } from '../../src/web/pages/assets'
import { filesIn } from './files'

const styles = filesIn('public/css', '.css')
const tokens = styles.find(({ path }) => path.endsWith('/tokens.css'))!.text

test('every part of the styles goes out', () => {
  expect(styleParts.map((part) => readFileSync(part, 'utf8')).sort()).toEqual(styles.map(({ text }) => text).sort())
})

/** What is written on what. Every pair must be readable: WCAG 2.2 AA asks for 4.5. */
const grounds = ['ground', 'paper', 'head']
const inks = ['ink', 'ink-soft', 'accent', 'accent-deep', 'clear', 'bar', 'refer', 'hold', 'disputed', 'waiting']
const pairs = [
  ...inks.flatMap((ink) => grounds.map((ground) => [ink, ground])),
  ...['clear', 'bar', 'refer', 'hold', 'disputed', 'waiting', 'accent'].map((tone) => [tone, `${tone}-soft`]),
  ['clear-deep', 'clear-soft'],
  ['ink', 'hint'],
  ['accent', 'hint'],
  ['paper', 'accent'],
  ['paper', 'accent-deep'],
  ['paper', 'bar'],
] as [string, string][]

test.each(pairs)('%s is readable on %s', (ink, ground) => {
  expect(contrast(colour(ink), colour(ground))).toBeGreaterThanOrEqual(4.5)
})

test('the edge of a field is seen: 3 to 1 against its ground', () => {
  expect(contrast(colour('line-strong'), colour('paper'))).toBeGreaterThanOrEqual(3)
})

// Government desktops are years behind: what Chromium 90 does not know it drops with the whole rule.
test('no colour, selector or unit is newer than Chromium 90', () => {
  const younger = /color-mix\(|oklch\(|light-dark\(|@container|@layer|:has\([^)]*,|\d[dsl]v[hw]\b|^\s*&/gm
  expect(styles.flatMap(({ path, text }) => (text.match(younger) ?? []).map((found) => `${path} ${found}`))).toEqual([])
})

test.each(['light', 'primary-fg', 'bg-forms', 'heading-color', 'hover-bg', 'active-bg', 'focus-ring-color'])(
  'Tabler mixes --tblr-%s as Chromium 90 cannot, so ours is plain',
  (name) => expect(tokens).toMatch(new RegExp(`--tblr-${name}: var\\(--`)),
)

test('contrast is measured as WCAG does', () => {
  expect(contrast('#000000', '#ffffff')).toBe(21)
  expect(contrast('#777777', '#ffffff')).toBeLessThan(4.5)
})

test('raw colours stand among the tokens, and nothing spaces letters', () => {
  const others = styles.filter(({ path }) => !/\/(tokens|print|letters)\.css$/.test(path))
  expect(others.filter(({ text }) => /#[0-9a-f]{3,8}\b/i.test(text)).map(({ path }) => path)).toEqual([])
  expect(styles.filter(({ text }) => /letter-spacing: (?!0;)/.test(text)).map(({ path }) => path)).toEqual([])
})

test('a status is the same component everywhere: words, shape and colour', () => {
  const own = /class="(state|shape|kind)\b/
  const others = filesIn('views', '.ejs').filter(({ path }) => !/components\/(status|tag)\.ejs$/.test(path))
  expect(others.filter(({ text }) => own.test(text)).map(({ path }) => path)).toEqual([])
  expect(own.test('<span class="state tone-bar">')).toBe(true)
})

test('every component says on its first line what it is and which locals it takes', () => {
  const components = filesIn('views/components', '.ejs')
  const silent = components.filter(({ text }) => !/^<%# .+(Locals|No locals|page\.).+ -%>\n/.test(text))
  expect(silent.map(({ path }) => path)).toEqual([])
})

/** A token's colour as #rrggbb. */
function colour(name: string): string {
  const hex = new RegExp(`--${name}: #([0-9a-f]{3,6});`).exec(tokens)?.[1]
  if (!hex) throw new Error(`No colour --${name}`)
  return `#${hex.length === 3 ? [...hex].map((digit) => digit + digit).join('') : hex}`
}

function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => linear(parseInt(hex.slice(at, at + 2), 16) / 255)) as [
    number,
    number,
    number,
  ]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function linear(part: number): number {
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
}
