import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { groupBy } from '../../src/lib/group'
import { projectRoot } from '../../src/lib/root'
import { filesIn } from './files'

const folders = ['src', 'views', 'public', 'prisma', 'tests', 'docs', 'examples', 'bench']
const files = [
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'jest.config.js',
  'prisma.config.ts',
  'README.md',
  'README.zh-CN.md',
]
/** What installing, building and running leave behind; none of it is kept (.gitignore). */
const leftBehind = ['node_modules', 'dist', 'data', 'out', 'coverage']
const allowed = [...folders, ...files, ...leftBehind]
const saysNothing = /^(utils?|helpers?|commons?|managers?|services?|data|misc)$/i
const mostLines = 220
/** House rule 6; the words that everybody uses (lib) and the catalogues are one list each. */
const mostFiles = 14
const lists = /^src\/(lib|locales)\//

const sources = filesIn('src', '.ts')
const written = ['src', 'views', 'public', 'prisma', 'tests', 'examples', 'bench'].flatMap((folder) =>
  filesIn(folder, ''),
)

test('the top of the tree holds nothing new', () => {
  const entries = readdirSync(projectRoot).filter((name) => !name.startsWith('.') && !name.endsWith('.log'))
  expect(entries.filter((name) => !allowed.includes(name))).toEqual([])
})

test('both READMEs show the same commands and name the same settings', () => {
  const [english, chinese] = ['README.md', 'README.zh-CN.md'].map((name) =>
    readFileSync(join(projectRoot, name), 'utf8'),
  )
  const commands = (text: string) => text.match(/^(npm|apt-get) .*$/gm)
  const settings = (text: string) => text.match(/^\| `[A-Z_a-z-]+/gm)
  expect(commands(chinese!)).toEqual(commands(english!))
  expect(settings(chinese!)).toEqual(settings(english!))
})

test('every file and folder is named for what it holds', () => {
  expect(written.length).toBeGreaterThan(400)
  expect(written.filter(({ path }) => path.split('/').some(isEmptyName)).map(({ path }) => path)).toEqual([])
})

test('no file only passes on what others hold', () => {
  expect(sources.filter(({ path, text }) => isBarrel(path, text)).map(({ path }) => path)).toEqual([])
})

test('a source is read in one sitting', () => {
  const long = sources.filter(({ text }) => linesIn(text) > mostLines)
  expect(long.map(({ path, text }) => `${path}: ${linesIn(text)} lines`)).toEqual([])
})

test('a folder holds one noun', () => {
  expect(crowded(sources.map(({ path }) => path).filter((path) => !lists.test(path)))).toEqual([])
})

test('every table and every column says what it holds', () => {
  const schemas = filesIn('prisma/schema', '.prisma')
  expect(schemas.length).toBeGreaterThan(8)
  expect(schemas.flatMap(({ path, text }) => undescribed(text).map((name) => `${path}: ${name}`))).toEqual([])
})

test('the rules of this page see what breaks them', () => {
  expect(['helpers.ts', 'case-utils.ts', 'services', 'common-passwords.ts', 'finding.ts'].map(isEmptyName)).toEqual([
    true,
    true,
    true,
    false,
    false,
  ])
  expect(crowded([...Array(15).keys()].map((name) => `src/a/${name}.ts`).concat('src/a/b/c.ts'))).toEqual(['src/a: 15'])
  expect(isBarrel('src/rounds/index.ts', 'const a = 1')).toBe(true)
  expect(isBarrel('src/rounds/all.ts', "export * from './round'\nexport { a } from './b'\n")).toBe(true)
  expect(isBarrel('src/rounds/round.ts', "export { a } from './b'\nexport const c = 1\n")).toBe(false)
  expect(undescribed('/// A.\nmodel A {\n  /// Key.\n  id String\n  other Int\n}\nmodel B {\n}')).toEqual([
    'other',
    'B',
  ])
})

/** Folders with more files of their own than one noun needs. */
function crowded(paths: string[]): string[] {
  const folders = [...groupBy(paths, dirname)]
  return folders.flatMap(([folder, own]) => (own.length > mostFiles ? [`${folder}: ${own.length}`] : []))
}

/** The last word of a name says what the thing is: case-utils is utils, common-passwords are passwords. */
function isEmptyName(name: string): boolean {
  return saysNothing.test(name.split('.')[0]!.split('-').at(-1)!)
}

function isBarrel(path: string, text: string): boolean {
  const code = text.replace(/\/\*.*?\*\/|\/\/.*/gs, '').trim()
  const onlyPasses = /^(export\s+(type\s+)?(\*(\s+as\s+\w+)?|\{[^}]*\})\s+from\s+'[^']+'\s*)+$/.test(code)
  return onlyPasses || /(^|\/)index\.\w+$/.test(path)
}

function linesIn(text: string): number {
  return text.trimEnd().split('\n').length
}

/** Models and fields without a `///` above or beside them. */
function undescribed(schema: string): string[] {
  const lines = schema.split('\n')
  return lines.flatMap((line, at) => {
    const name = /^(?:model|enum)\s+(\w+)|^ {2}(\w+)\s+\w/.exec(line)
    const told = line.includes('///') || (lines[at - 1] ?? '').trim().startsWith('///')
    return name && !told && !isSetting(lines, at) ? [name[1] ?? name[2]!] : []
  })
}

/** Lines of `generator` and `datasource` are settings, not columns. */
function isSetting(lines: string[], at: number): boolean {
  const block = lines.slice(0, at + 1).findLast((line) => /^\w/.test(line))
  return /^(generator|datasource)\b/.test(block ?? '')
}
